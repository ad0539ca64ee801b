import { lazy, Suspense } from 'react';
import { type AgentProps, RestingAgent } from './RestingAgent.tsx';

/** What plays comes with the first run: the policy's network, the task's steps. */
const PlayingAgent = lazy(() => import('./PlayingAgent.tsx'));

/** The agent, now: at the beginning of its first episode, and played by the newest policy from when there is a run. */
export function AgentAtPlay(props: AgentProps) {
  const { run } = props;
  const resting = <RestingAgent {...props} />;
  return run === null ? (
    resting
  ) : (
    <Suspense fallback={resting}>
      <PlayingAgent {...props} run={run} />
    </Suspense>
  );
}
