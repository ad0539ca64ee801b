import { type ReactNode, useMemo } from 'react';
import { environmentById } from '../../../environments/environmentById.ts';
import type { RunConfiguration } from '../../../experiments/fields.ts';
import { runStatus, type TrainRun } from '../../../store/trainRun.ts';
import { playedRandom } from '../playedRandom.ts';
import { AgentFrame } from './AgentFrame.tsx';

export interface AgentProps {
  readonly configuration: RunConfiguration;
  /** `null` before the start. */
  readonly run: TrainRun | null;
  /** Index of the seed that plays. */
  readonly member: number;
  /** Beside the caption. */
  readonly beside?: ReactNode;
}

/** As the first episode begins, before there is a policy to play it. */
export function RestingAgent({ configuration, run, member, beside }: AgentProps) {
  const environment = environmentById(configuration.environment);
  const frame = useMemo(() => {
    const state = new Float64Array(environment.stateSize);
    environment.reset(state, 0, playedRandom(configuration, member));
    return () => ({ state, action: null });
  }, [environment, configuration, member]);
  return (
    <AgentFrame
      configuration={configuration}
      frame={frame}
      playing={false}
      caption={run === null ? null : runStatus(run)}
      beside={beside}
    />
  );
}
