import { type ReactNode, useMemo } from 'react';
import * as m from '#words/duel';
import { methodName } from '../../../components/runMethod.ts';
import { SceneCanvas } from '../../../components/SceneCanvas.tsx';
import { environmentById } from '../../../environments/environmentById.ts';
import { SCENES } from '../../../environments/scenes.ts';
import type { RunConfiguration } from '../../../experiments/fields.ts';
import { runStatus, type TrainRun } from '../../../store/trainRun.ts';
import { playedRandom } from '../playedRandom.ts';
import styles from './AgentAtPlay.module.css';

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
    <>
      <div className={styles.stage}>
        <SceneCanvas
          scene={SCENES[configuration.environment]}
          label={m.played({
            task: environment.name,
            method: methodName(configuration),
            summary: environment.summary,
          })}
          frame={frame}
          playing={false}
        />
      </div>
      <div className={styles.foot}>
        <p className={styles.caption}>{run === null ? null : runStatus(run)}</p>
        {beside}
      </div>
    </>
  );
}
