import { lazy, Suspense, useCallback, useRef, useState } from 'react';
import { Button } from '../../../components/Button.tsx';
import { Panel } from '../../../components/Panel.tsx';
import { putText, useFrameWriter } from '../../../components/useFrameWriter.ts';
import { hasUpdate, useSlowMotion } from '../../../store/slowMotion.ts';
import { currentRun, useTrainStore } from '../../../store/train.ts';
import type { RunPanelProps } from '../trainPanel.ts';
import styles from './SlowMotionPanel.module.css';

/** Not before somebody asks for it. */
const SlowMotion = lazy(() => import('./SlowMotion.tsx'));

/** The way into an update: of the iteration on show, once there is a run. */
export function SlowMotionPanel() {
  const run = useTrainStore(currentRun);
  const member = useTrainStore((state) => state.shownMember);
  return run === null ? null : <OfRun key={run.id} run={run} member={member} />;
}

function OfRun({ run, member }: Pick<RunPanelProps, 'run' | 'member'>) {
  const { feed } = run;
  const shown = useSlowMotion((state) => state.subject !== null);
  const { open } = useSlowMotion.getState();
  const label = useRef<HTMLSpanElement>(null);
  const [ready, setReady] = useState(false);
  const write = useCallback(() => {
    const iteration = feed.shown?.members[member]?.iteration ?? 0;
    putText(
      label.current,
      hasUpdate(run, iteration) ? `Slow motion of iteration ${iteration}` : 'Slow motion',
    );
    setReady(hasUpdate(run, iteration));
  }, [run, feed, member]);
  useFrameWriter(feed, write);
  return (
    <Panel title="Slow motion" className={styles.panel}>
      <p className="quiet">
        One update taken apart, from the rollout to the new policy, with its own numbers and formulas.
      </p>
      <Button disabled={!ready} onClick={() => open(run, member)}>
        <span ref={label}>Slow motion</span>
      </Button>
      {shown ? (
        <Suspense fallback={null}>
          <SlowMotion />
        </Suspense>
      ) : null}
    </Panel>
  );
}
