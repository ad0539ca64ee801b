import { useCallback } from 'react';
import * as m from '#words/duel';
import { Choice } from '../../../components/Choice.tsx';
import { TermText } from '../../../components/glossary/TermText.tsx';
import { environmentById } from '../../../environments/environmentById.ts';
import { changedFields } from '../../../experiments/changedFields.ts';
import { ENVIRONMENT_IDS } from '../../../experiments/choices.ts';
import type { MethodId } from '../../../experiments/comparison/methods.ts';
import { duelBetween, duelOn, methodOf } from '../../../experiments/duel.ts';
import { OPENING_TRAIN } from '../../../experiments/trainLink.ts';
import { useTrainStore } from '../../../store/train.ts';
import { CursorBar } from '../CursorBar.tsx';
import { LayoutChoice } from '../LayoutChoice.tsx';
import { RunBanner } from '../RunBanner.tsx';
import { SlowMotionDialog } from '../slow/SlowMotionDialog.tsx';
import { useRunKey } from '../useRunKey.ts';
import { Contestant } from './Contestant.tsx';
import { DuelCharts } from './DuelCharts.tsx';
import { DuelControls, WatchButton } from './DuelControls.tsx';
import { DuelOver } from './DuelOver.tsx';
import styles from './DuelView.module.css';
import { duelMarks } from './duelMarks.ts';
import { duelTerms } from './duelTerms.ts';
import { type StagedDuel, useDuel } from './useDuel.ts';
import { useOpening } from './useOpening.ts';
import { useWatch } from './useWatch.ts';

const tasks = () => ENVIRONMENT_IDS.map((id) => ({ value: id, label: environmentById(id).name }));

/** Two methods side by side: the same task, the same seed, and which of them keeps within the bound. */
export function DuelView() {
  const duel = useDuel();
  const { run, rival, staged } = duel;
  const { phase, pace, choosePace, toggle } = useWatch(duel);
  const face = useTrainStore((state) => state.face);
  useRunKey(toggle);
  const opening = isOpening(duel);
  const about = useOpening(opening, toggle);

  const [one, other] = [staged?.run ?? null, staged?.rival ?? null];
  const marksOf = useCallback(
    () => (one === null || other === null ? [] : duelMarks(one, other)),
    [one, other],
  );

  const choose = useCallback(
    (one: MethodId, other: MethodId) => face(duelBetween(run, one, other)),
    [face, run],
  );
  return (
    <div className={styles.view}>
      <header className={styles.head}>
        {phase === 'over' ? (
          <DuelOver {...duel} onAgain={toggle} />
        ) : (
          <div className={styles.words}>
            <RunBanner />
            <p className={styles.lead}>
              <TermText text={m.lead()} />
            </p>
            <p className="quiet">{duelTerms(duel).join(' ')}</p>
          </div>
        )}
        <div className={styles.choices}>
          <LayoutChoice />
          <Choice
            label={m.task()}
            hideLabel
            appearance="select"
            value={run.environment}
            onChange={(task) => face(duelOn(task, duel))}
            options={tasks()}
          />
        </div>
      </header>
      <div className={styles.left}>
        <Contestant
          side="left"
          configuration={rival}
          run={staged?.rival ?? null}
          onChoose={(id) => choose(methodOf(run), id)}
        />
      </div>
      <div className={styles.middle}>
        <DuelCharts {...duel}>
          {phase === 'waiting' ? (
            <div className={styles.invitation}>
              <WatchButton large phase={phase} filling={about} onClick={toggle} />
              <p className="quiet">{about ? m.byItself() : m.orSpace()}</p>
            </div>
          ) : null}
        </DuelCharts>
      </div>
      <div className={styles.right}>
        <Contestant
          side="right"
          configuration={run}
          run={staged?.run ?? null}
          onChoose={(id) => choose(id, methodOf(rival))}
        />
      </div>
      <SlowMotionDialog />
      <div className={styles.dock}>
        {staged === null ? null : <CursorBar marksOf={marksOf} />}
        <DuelControls {...{ duel, phase, pace }} onPace={choosePace} onToggle={toggle} />
      </div>
    </div>
  );
}

/** Whether this is the duel that Train opens with, untouched. */
function isOpening({ run, rival }: StagedDuel): boolean {
  return (
    changedFields(run, OPENING_TRAIN.configuration).length === 0 &&
    changedFields(rival, OPENING_TRAIN.overlay!).length === 0
  );
}
