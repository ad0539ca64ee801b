import { useCallback, useMemo } from 'react';
import * as m from '#words/train';
import { SceneCanvas } from '../../components/SceneCanvas.tsx';
import { environmentById } from '../../environments/environmentById.ts';
import type { EnvironmentId } from '../../environments/registry.ts';
import { SCENES } from '../../environments/scenes.ts';
import type { Announcer } from '../../store/announcer.ts';
import type { ReadProbes } from './useProbes.ts';

interface ProbeStateProps {
  readonly environment: EnvironmentId;
  readonly read: ReadProbes;
  /** Announces when there is something else to read. */
  readonly feed: Announcer;
  readonly index: number;
  readonly className: string | undefined;
}

/** Where the agent is in a probe state, as a small picture. */
export function ProbeState({ environment, read, feed, index, className }: ProbeStateProps) {
  const sources = useMemo(() => [feed], [feed]);
  const { stateSize } = environmentById(environment);
  const frame = useCallback(() => {
    const state = read()?.probes.state;
    if (state === undefined || state.length < (index + 1) * stateSize) return null;
    return { state: state.subarray(index * stateSize, (index + 1) * stateSize), action: null };
  }, [read, index, stateSize]);
  return (
    <SceneCanvas
      className={className}
      scene={SCENES[environment]}
      label={m.taskInState({ number: index + 1 })}
      frame={frame}
      playing={false}
      zoom={0.3}
      sources={sources}
    />
  );
}
