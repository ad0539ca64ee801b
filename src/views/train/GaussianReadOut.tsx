import { useCallback, useMemo } from 'react';
import { factorToCovariance } from 'trust-region-layers/gaussian';
import * as m from '#words/train';
import { ChartCanvas } from '../../components/ChartCanvas.tsx';
import { formatSignificant } from '../../components/format.ts';
import { bellOf, outlineOf } from '../../components/gaussianOutline.ts';
import { drawSampledBell, drawSampledEllipse } from '../../components/samplePicture.ts';
import { usePalette } from '../../components/usePalette.ts';
import type { BoxSpace } from '../../environments/environment.ts';
import { factorKindOf } from '../../policies/types.ts';
import type { Announcer } from '../../store/announcer.ts';
import type { EpisodePlayer } from '../../store/trainPlayer.ts';
import { ActionPair, useActionPair } from './ActionPair.tsx';
import styles from './GaussianReadOut.module.css';

export interface GaussianReadOutProps {
  readonly actionSpace: BoxSpace;
  readonly player: EpisodePlayer;
  /** Announces every frame that was played. */
  readonly played: Announcer;
}

/** Covariance [k, k] of the policy that the player acts with. */
function covarianceOf(player: EpisodePlayer): Float64Array | null {
  const { gaussian, shape } = player;
  if (gaussian === null) return null;
  const covariance = new Float64Array(shape.actionSize ** 2);
  factorToCovariance(
    factorKindOf(shape.head),
    Float64Array.from(gaussian.factor),
    shape.actionSize,
    covariance,
  );
  return covariance;
}

/** The Gaussian that the agent's action is from, and the action. */
export function GaussianReadOut({ actionSpace, player, played }: GaussianReadOutProps) {
  const { size, labels, low, high } = actionSpace;
  const pair = useActionPair(size);
  const palette = usePalette();
  const sources = useMemo(() => [played], [played]);

  const draw = useCallback(
    (context: CanvasRenderingContext2D, width: number, height: number) => {
      const { action, gaussian } = player;
      if (action === null) return;
      const covariance = covarianceOf(player);
      if (size === 1) {
        const bell = gaussian && covariance && bellOf(gaussian.mean, covariance, 1, 0, 0);
        drawSampledBell(context, width, height, bell, action[0]!, { low: low[0]!, high: high[0]! }, palette);
        return;
      }
      const [across, up] = pair;
      const outline = gaussian && covariance && outlineOf(gaussian.mean, covariance, size, 0, pair);
      drawSampledEllipse(
        context,
        width,
        height,
        outline,
        [action[across]!, action[up]!],
        { low: [low[across]!, low[up]!], high: [high[across]!, high[up]!] },
        palette,
      );
    },
    [player, size, low, high, pair, palette],
  );
  const summarise = useCallback(() => {
    const { gaussian, action } = player;
    if (action === null) return m.agentNothing();
    const list = (numbers: ArrayLike<number>) =>
      Array.from(numbers, (value) => formatSignificant(value, 2)).join(', ');
    return gaussian === null
      ? m.agentAction({ action: list(action) })
      : m.agentPolicy({ mean: list(gaussian.mean), action: list(action) });
  }, [player]);

  return (
    <div>
      <div className={size === 1 ? styles.bell : styles.ellipse}>
        <ChartCanvas draw={draw} summarise={summarise} sources={sources} />
      </div>
      {size > 2 ? <ActionPair labels={labels} /> : null}
      <p className={styles.key}>
        <span className="proposed-ink">{size === 1 ? m.policyHere() : m.policySigmas()}</span>{' '}
        <span className={styles.taken}>{m.actionTaken()}</span>{' '}
        <span className="quiet">
          {size === 1 ? labels[0] : `${labels[pair[0]]} → · ${labels[pair[1]]} ↑`}
        </span>
      </p>
    </div>
  );
}
