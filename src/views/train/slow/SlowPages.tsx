import { useCallback, useEffect, useMemo, useState } from 'react';
import * as m from '#words/slow';
import { Choice } from '../../../components/Choice.tsx';
import { TermText } from '../../../components/glossary/TermText.tsx';
import { Maths } from '../../../components/Maths.tsx';
import { isDiscrete } from '../../../environments/environment.ts';
import { environmentById } from '../../../environments/environmentById.ts';
import type { SlowMotionSubject } from '../../../store/slowMotion.ts';
import { type BrokenDissection, type Dissection, isBroken } from '../../../trainer/dissection/dissection.ts';
import { ActionPair, useActionPair } from '../ActionPair.tsx';
import { ActionsPicture } from './categorical/ActionsPicture.tsx';
import { GaussiansPicture } from './GaussiansPicture.tsx';
import { Numbers } from './Numbers.tsx';
import styles from './SlowPages.module.css';
import { StateChoice } from './StateChoice.tsx';
import { Stepper } from './Stepper.tsx';
import { breakFormula, breakNumbers, breakWords, missingStages } from './slowBreak.ts';
import { formulaOf } from './slowFormulas.ts';
import { numbersOf } from './slowNumbers.ts';
import { firstPosition, goTo, goToStage, openingPosition, pagesOf, STAGES, type Stage } from './slowPages.ts';
import { sceneOf } from './slowScene.ts';
import { sentencesOf, stageName } from './slowWords.ts';

/** Milliseconds that a page stays while it plays. */
const PAGE_TIME = 1200;

const magnifications = () =>
  [
    { value: '1', label: m.toScale() },
    { value: '3', label: m.movesTimes() },
    { value: '10', label: '× 10' },
  ] as const;

interface SlowPagesProps {
  readonly subject: SlowMotionSubject;
  readonly dissection: Dissection | BrokenDissection;
}

/** The pages of an update, gone through back and forth or played. */
export function SlowPages({ subject, dissection }: SlowPagesProps) {
  const { configuration } = subject.run;
  const { actionSpace } = environmentById(configuration.environment);
  const pages = useMemo(() => pagesOf(dissection), [dissection]);
  const [position, setPosition] = useState(() => openingPosition(pages));
  const [state, setState] = useState(0);
  const [wanted, setPlaying] = useState(false);
  const [magnification, setMagnification] = useState<'1' | '3' | '10'>('1');
  const pair = useActionPair(actionSpace.size);
  const names = useMemo(
    () =>
      Object.fromEntries(STAGES.map((stage) => [stage, stageName(stage, configuration)])) as Record<
        Stage,
        string
      >,
    [configuration],
  );
  const last = pages.length - 1;
  const playing = wanted && position.page < last;

  const move = useCallback(
    (by: number) => {
      setPlaying(false);
      setPosition((before) => goTo(pages, before, before.page + by));
    },
    [pages],
  );
  useEffect(() => {
    if (!playing) return;
    const timer = setTimeout(
      () => setPosition((before) => goTo(pages, before, position.page + 1)),
      PAGE_TIME,
    );
    return () => clearTimeout(timer);
  }, [playing, pages, position.page]);

  const togglePlay = () => {
    if (!playing && position.page === last) setPosition(firstPosition(pages));
    setPlaying(!playing);
  };
  // Wherever the focus is: nothing but the dialog can have it.
  useEffect(() => {
    const turn = (event: KeyboardEvent) => {
      if (event.defaultPrevented || ownsArrows(event.target)) return;
      if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return;
      event.preventDefault();
      move(event.key === 'ArrowRight' ? 1 : -1);
    };
    document.addEventListener('keydown', turn);
    return () => document.removeEventListener('keydown', turn);
  }, [move]);

  const scene = useMemo(
    () => sceneOf(configuration, dissection, pages, position, state),
    [configuration, dissection, pages, position, state],
  );
  const { stage, broken } = scene;
  const formula = useMemo(() => (broken ? breakFormula(scene, broken) : formulaOf(scene)), [scene, broken]);
  const words = broken && isBroken(dissection) ? breakWords(dissection) : sentencesOf(scene);
  const missing = useMemo(() => missingStages(dissection, pages, STAGES), [dissection, pages]);
  return (
    <div className={styles.pages}>
      <Stepper
        stage={stage}
        missing={missing}
        broken={pages.find(({ breaks }) => breaks)?.stage ?? null}
        names={names}
        place={scene.place}
        playing={playing}
        canGoBack={position.page > 0}
        canGoOn={position.page < last}
        onStage={(next) => {
          setPlaying(false);
          setPosition(goToStage(pages, position, next));
        }}
        onPlace={(number) => {
          setPlaying(false);
          const first = pages.findIndex((page) => page.stage === stage);
          setPosition(goTo(pages, position, first + number - 1));
        }}
        onMove={move}
        onPlay={togglePlay}
      />
      <div className={styles.words} aria-live={playing ? 'off' : 'polite'}>
        <h3 className={broken ? 'problem-ink' : undefined}>
          {STAGES.indexOf(stage) + 1}. {broken ? m.brokeHere() : names[stage]}
        </h3>
        <p>{words}</p>
      </div>
      <div className={styles.picture}>
        {isDiscrete(actionSpace) ? (
          <ActionsPicture scene={scene} magnification={Number(magnification)} />
        ) : (
          <GaussiansPicture
            scene={scene}
            actionSpace={actionSpace}
            pair={pair}
            magnification={Number(magnification)}
            label={m.pictureLabel({ words })}
          />
        )}
        <div className={styles.tools}>
          <Choice
            label={m.sizeOfMoves()}
            hideLabel
            value={magnification}
            onChange={setMagnification}
            options={magnifications()}
          />
          {actionSpace.size > 2 && !isDiscrete(actionSpace) ? (
            <ActionPair labels={actionSpace.labels} />
          ) : null}
        </div>
      </div>
      <div className={styles.states}>
        <StateChoice
          configuration={configuration}
          states={dissection.states}
          state={state}
          onChange={setState}
        />
      </div>
      <div className={styles.side}>
        <Numbers groups={broken ? breakNumbers(scene, broken) : numbersOf(scene)} />
      </div>
      <div className={styles.formula}>
        <Maths display lines={5} tex={formula.tex} label={formula.label} />
        <p className="quiet">
          {formula.where.length > 0 ? (
            <TermText text={`${m.where({ symbols: formula.where.join(', ') })} · `} />
          ) : null}
          {formula.sections}
        </p>
      </div>
    </div>
  );
}

/** Whether what is focused uses arrow keys itself. */
function ownsArrows(target: EventTarget | null): boolean {
  // not words: a selector
  const own = 'input, select, [role="radiogroup"], [role="group"]';
  return target instanceof Element && target.closest(own) !== null;
}
