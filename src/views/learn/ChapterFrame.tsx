import { type ReactNode, useEffect, useRef } from 'react';
import * as m from '#words/learn';
import { formatCount } from '../../components/axisTicks.ts';
import { Button } from '../../components/Button.tsx';
import { classNames } from '../../components/classNames.ts';
import { Disclosure } from '../../components/Disclosure.tsx';
import { plainClick } from '../../components/plainClick.ts';
import { type ChapterId, learnLink } from '../../experiments/learn.ts';
import { encodeLink } from '../../experiments/viewLink.ts';
import { useProgress } from '../../store/learnProgress.ts';
import { openLink } from '../../store/route.ts';
import styles from './ChapterFrame.module.css';
import type { ChapterProse, Step } from './chapter.ts';
import { useChapters } from './chapters.ts';
import { StepBar } from './StepBar.tsx';
import { useStepKeys } from './useStepKeys.ts';
import { useStepScroll } from './useStepScroll.ts';
import { useSteps } from './useSteps.ts';

export interface ChapterFrameProps<Id extends string> {
  readonly id: ChapterId;
  readonly steps: readonly Step<Id>[];
  readonly prose: ChapterProse<Id>;
  /** The live part beside the prose. */
  readonly figure: ReactNode;
  /** The reader came to a step: time for the figure to show what it speaks of. */
  readonly onEnter: (step: Id) => void;
  /** What stands under the text of a step: its prediction, its task. */
  readonly under?: (step: Id) => ReactNode;
}

/** A chapter: prose in steps, a figure that stays beside it, a bar of the steps; or one step at a time for a room. */
export function ChapterFrame<Id extends string>({
  id,
  steps,
  prose,
  figure,
  onEnter,
  under,
}: ChapterFrameProps<Id>) {
  const column = useRef<HTMLDivElement>(null);
  const picture = useRef<HTMLDivElement>(null);
  const place = useSteps(id, steps.length);
  const { index, present, setPresent } = place;
  const chapters = useChapters();
  const number = chapters.findIndex((row) => row.id === id) + 1;
  const { title } = chapters[number - 1]!;
  const next = chapters[number];
  const current = steps[index]!.id;
  useStepKeys(place);
  useStepScroll(column, picture, place);

  const enter = useRef(onEnter);
  enter.current = onEnter;
  useEffect(() => {
    enter.current(current);
  }, [current]);

  const titles = steps.map((step) => prose.steps[step.id].title);
  return (
    <article
      className={classNames(styles.chapter, present && styles.present)}
      data-present={present || undefined}
      onPointerUp={present ? freeKeys : undefined}
      aria-label={present ? m.presented({ chapter: title }) : undefined}
    >
      <div className={styles.column} ref={column}>
        <header className={styles.head}>
          <p className={styles.place}>
            <a href={encodeLink(learnLink('contents'))} onClick={follow('contents')}>
              {m.learn()}
            </a>{' '}
            · {m.place({ number: formatCount(number), all: formatCount(chapters.length) })}
          </p>
          <h1>{title}</h1>
          {present ? null : (
            <Button variant="plain" className={styles.presentButton} onClick={() => setPresent(true)}>
              {m.present()}
            </Button>
          )}
        </header>
        {steps.map((step, i) => {
          const { title: name, Body } = prose.steps[step.id];
          return (
            <section
              key={step.id}
              data-step={i}
              className={classNames(styles.step, i === index && styles.current)}
              aria-labelledby={step.id}
              aria-live={present ? 'polite' : undefined}
              hidden={present && i !== index}
            >
              <h2 id={step.id}>{name}</h2>
              <Body />
              {under?.(step.id)}
            </section>
          );
        })}
        {present ? null : (
          <footer className={styles.end}>
            <Disclosure title={m.formulas()}>
              <div className={styles.derivation}>
                <prose.derivation.Body />
                <p className={styles.sections}>
                  {m.inFull({ sections: prose.derivation.sections.join(', ') })}
                </p>
              </div>
            </Disclosure>
            <End id={id} task={prose.task} />
            <p className={styles.next}>
              <a
                href={encodeLink(learnLink(next?.id ?? 'contents'))}
                onClick={follow(next?.id ?? 'contents')}
              >
                {next ? m.next({ chapter: next.title }) : m.allChapters()}
              </a>
            </p>
          </footer>
        )}
        <div className={styles.bar}>
          <StepBar titles={titles} steps={place} />
        </div>
      </div>
      <div className={styles.figure} ref={picture}>
        {figure}
      </div>
      {present ? (
        <>
          <p className={styles.count}>
            {number}.{index + 1}
          </p>
          <Button variant="plain" className={styles.leave} onClick={() => setPresent(false)}>
            {m.leave()}
          </Button>
        </>
      ) : null}
    </article>
  );
}

/** Whether the chapter's one thing was done. */
function End({ id, task }: { readonly id: ChapterId; readonly task: string }) {
  const done = useProgress((progress) => progress.done.includes(id));
  return (
    <p className={classNames(styles.task, done && styles.done)}>
      {done ? m.chapterComplete() : m.toComplete({ task })}
    </p>
  );
}

/** In front of a room the arrow keys turn steps, also after something was dragged with the mouse. */
function freeKeys() {
  if (document.activeElement instanceof SVGElement) document.activeElement.blur();
}

/** Follows a link within the tour. */
export function follow(page: Parameters<typeof learnLink>[0]) {
  return plainClick(() => {
    openLink(learnLink(page));
  });
}
