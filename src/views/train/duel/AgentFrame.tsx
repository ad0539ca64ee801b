import type { HTMLAttributes, ReactNode } from 'react';
import * as m from '#words/duel';
import { classNames } from '../../../components/classNames.ts';
import grab from '../../../components/grab.module.css';
import { methodName } from '../../../components/runMethod.ts';
import { SceneCanvas, type SceneCanvasProps } from '../../../components/SceneCanvas.tsx';
import { environmentById } from '../../../environments/environmentById.ts';
import { SCENES } from '../../../environments/scenes.ts';
import type { RunConfiguration } from '../../../experiments/fields.ts';
import styles from './AgentFrame.module.css';

interface AgentFrameProps extends Pick<SceneCanvasProps, 'frame' | 'playing'> {
  readonly configuration: RunConfiguration;
  /** What a hand can do to it; left out: nothing. */
  readonly hand?: HTMLAttributes<HTMLElement> | undefined;
  readonly caption: ReactNode;
  /** Beside the caption. */
  readonly beside: ReactNode;
}

/** The picture of an agent at its task, and under it what there is to say. */
export function AgentFrame({ configuration, frame, playing, hand, caption, beside }: AgentFrameProps) {
  const environment = environmentById(configuration.environment);
  return (
    <>
      <div className={classNames(styles.stage, hand && grab.grab)} {...hand}>
        <SceneCanvas
          scene={SCENES[configuration.environment]}
          label={m.played({
            task: environment.name,
            method: methodName(configuration),
            summary: environment.summary,
          })}
          frame={frame}
          playing={playing}
        />
      </div>
      <div className={styles.foot}>
        <p className={styles.caption}>{caption}</p>
        {beside}
      </div>
    </>
  );
}
