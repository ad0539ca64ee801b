import * as m from '#words/train';
import { Disclosure } from '../../components/Disclosure.tsx';
import { methodName } from '../../components/runMethod.ts';
import { environmentById } from '../../environments/environmentById.ts';
import { configurationProblems } from '../../experiments/configuration.ts';
import { runToGoOnWith } from '../../store/goingOn.ts';
import { useTrainStore } from '../../store/train.ts';
import { isLive } from '../../store/trainRun.ts';
import { activeRun } from '../../store/trainSelection.ts';
import { CursorBar } from './CursorBar.tsx';
import styles from './InstrumentView.module.css';
import { KeptBanner } from './KeptBanner.tsx';
import { LayoutChoice } from './LayoutChoice.tsx';
import { ProgressLine } from './ProgressLine.tsx';
import { TRAIN_PANELS } from './panels.ts';
import { ReplayBar } from './ReplayBar.tsx';
import { RunBanner } from './RunBanner.tsx';
import { RunControls } from './RunControls.tsx';
import { SettingsForm } from './SettingsForm.tsx';
import { TrainPanels } from './TrainPanels.tsx';
import { useIsPast } from './useIsPast.ts';
import { useRunKey } from './useRunKey.ts';
import { useWide } from './useWide.ts';

/** Everything about one run: settings at the left, the agent and what its policies do at the right, progress at the bottom. */
export function InstrumentView() {
  const wide = useWide();
  const past = useIsPast();
  useRunKey(toggleRun);
  return (
    <div className={styles.view}>
      <section className={styles.rail} aria-label={m.settings()}>
        {wide ? (
          <>
            <div className={styles.layout}>
              <LayoutChoice />
            </div>
            <div className={styles.settings}>
              <SettingsForm />
            </div>
            <div className={styles.controls}>
              <RunControls />
            </div>
          </>
        ) : (
          <>
            <LayoutChoice />
            <Disclosure title={<SettingsSummary />}>
              <SettingsForm />
            </Disclosure>
          </>
        )}
      </section>
      <div className={styles.panels} data-past={past || undefined}>
        <KeptBanner />
        <RunBanner />
        <ReplayBar />
        <div className={styles.stage}>
          <TrainPanels panels={TRAIN_PANELS} area="stage" />
        </div>
        <TrainPanels panels={TRAIN_PANELS} area="grid" />
        <div className={styles.strip}>
          <TrainPanels panels={TRAIN_PANELS} area="strip" />
        </div>
      </div>
      <div className={styles.dock}>
        <CursorBar forks />
        <ProgressLine />
        {wide ? null : <RunControls compact />}
      </div>
    </div>
  );
}

/** What the first of the buttons does. */
function toggleRun(): void {
  const state = useTrainStore.getState();
  const run = activeRun(state);
  const stopped = runToGoOnWith(state);
  if (stopped !== null) state.goOn(stopped.id);
  else if (!isLive(run)) {
    if (configurationProblems(state.configuration).length === 0) state.start();
  } else if (run?.phase === 'paused') state.resume();
  else state.pause();
}

function SettingsSummary() {
  const environment = useTrainStore((state) => state.configuration.environment);
  const method = useTrainStore((state) => methodName(state.configuration));
  const seeds = useTrainStore((state) => state.configuration.seeds);
  return (
    <span className={styles.summary}>
      <span className={styles.summaryTitle}>{m.settings()}</span>
      <span className={styles.summaryWords}>
        {m.summary({
          task: environmentById(environment).name,
          method,
          seeds: m.seeds({ count: seeds.length, seeds: seeds.join(', ') }),
        })}
      </span>
    </span>
  );
}
