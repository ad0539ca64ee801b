import { useCallback, useMemo } from 'react';
import { SceneCanvas } from '../../components/SceneCanvas.tsx';
import { environmentById } from '../../environments/environmentById.ts';
import { SCENES } from '../../environments/scenes.ts';
import type { RunPanelProps } from './trainPanel.ts';

interface ProbeStateProps extends Pick<RunPanelProps, 'run' | 'member'> {
  readonly index: number;
  readonly className: string | undefined;
}

/** Where the agent is in a probe state, as a small picture. */
export function ProbeState({ run, member, index, className }: ProbeStateProps) {
  const { feed } = run;
  const { environment } = run.configuration;
  const sources = useMemo(() => [feed], [feed]);
  const { stateSize } = environmentById(environment);
  const frame = useCallback(() => {
    const state = feed.shown?.members[member]?.probes.state;
    if (state === undefined || state.length < (index + 1) * stateSize) return null;
    return { state: state.subarray(index * stateSize, (index + 1) * stateSize), action: null };
  }, [feed, member, index, stateSize]);
  return (
    <SceneCanvas
      className={className}
      scene={SCENES[environment]}
      label={`The task in state ${index + 1}`}
      frame={frame}
      playing={false}
      zoom={0.3}
      sources={sources}
    />
  );
}
