import * as m from '#words/slow';
import { Panel } from '../../../components/Panel.tsx';
import { currentRun, useTrainStore } from '../../../store/train.ts';
import { SlowMotionButton } from './SlowMotionButton.tsx';
import { SlowMotionDialog } from './SlowMotionDialog.tsx';
import styles from './SlowMotionPanel.module.css';

/** The way into an update: of the iteration on show, once there is a run. */
export function SlowMotionPanel() {
  const run = useTrainStore(currentRun);
  const member = useTrainStore((state) => state.shownMember);
  if (run === null) return null;
  return (
    <Panel title={m.title()} term="policy-update" className={styles.panel}>
      <p className="quiet">{m.about()}</p>
      <SlowMotionButton key={run.id} run={run} member={member} />
      <SlowMotionDialog />
    </Panel>
  );
}
