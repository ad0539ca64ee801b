import * as agents from '#words/agents';
import * as m from '#words/slow';
import { Button } from '../../../components/Button.tsx';
import { Panel } from '../../../components/Panel.tsx';
import { useSlowMotion } from '../../../store/slowMotion.ts';
import { useTrainStore } from '../../../store/train.ts';
import type { TrainRun } from '../../../store/trainRun.ts';
import { currentRun } from '../../../store/trainSelection.ts';
import { SlowMotionButton } from './SlowMotionButton.tsx';
import { SlowMotionDialog } from './SlowMotionDialog.tsx';
import styles from './SlowMotionPanel.module.css';

/** The way into the iteration in which the seed on show diverged, where it did. */
function BreakButton({ run, member }: { readonly run: TrainRun; readonly member: number }) {
  const seed = run.configuration.seeds[member];
  const diverged = run.diverged.find((event) => event.seed === seed);
  if (diverged === undefined) return null;
  return (
    <Button onClick={() => useSlowMotion.getState().openBreak(run, diverged)}>
      {m.seeIterationBreak({ iteration: diverged.iteration })}
    </Button>
  );
}

/** The way into an update: of the iteration on show, once there is a run. */
export function SlowMotionPanel() {
  const run = useTrainStore(currentRun);
  const member = useTrainStore((state) => state.shownMember);
  if (run === null) return null;
  return (
    <Panel title={agents.slowMotion()} term="policy-update" className={styles.panel}>
      <p className="quiet">{m.about()}</p>
      <SlowMotionButton key={run.id} run={run} member={member} />
      <BreakButton run={run} member={member} />
      <SlowMotionDialog />
    </Panel>
  );
}
