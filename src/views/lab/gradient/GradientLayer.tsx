import { useMemo } from 'react';
import * as m from '#words/gradient';
import { useLookOptions } from '../../../store/lab.ts';
import type { LayerProps } from '../overlays/overlay.ts';
import { PlanePoint } from '../overlays/PlanePoint.tsx';
import { PLANE_INSET } from '../planeView.ts';
import { SamplePoint } from '../sample/SamplePoint.tsx';
import { Arrows } from './Arrows.tsx';
import { arrowGrid } from './arrowGrid.ts';
import styles from './GradientLayer.module.css';
import { gradientBatch, proposalsAt } from './gradientBatch.ts';
import { useLoss } from './gradientStore.ts';
import { Probe } from './Probe.tsx';

/** Downhill at every mean of a grid: without the layer, through it, and under PPO's clip. */
export default function GradientLayer({ lab, scale, side }: LayerProps) {
  const { loss, clip } = useLoss();
  const { arrows: shown, target } = useLookOptions();
  const grid = useMemo(() => arrowGrid(scale, side), [scale, side]);
  const { mean: _, ...shape } = lab.proposed;
  const key = JSON.stringify([{ ...lab, proposed: shape }, loss, clip]);
  // The proposals have the means of the grid: where their own one is dragged to changes no arrow.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key holds all that they are made of
  const { means, projected } = useMemo(() => {
    const proposals = proposalsAt(lab, grid.means);
    const { steps, projected } = gradientBatch(lab, loss, clip, proposals, grid.places.length);
    return { means: { raw: steps.raw.mean, layer: steps.layer.mean, clip: steps.clip.mean }, projected };
  }, [key, grid]);
  const corner = useMemo(() => [PLANE_INSET.left + 6, PLANE_INSET.top + side - 6] as const, [side]);
  return (
    <g>
      <Arrows vectors={means} places={grid.places} shown={shown} length={grid.cell * 0.9} corner={corner} />
      <Probe {...{ lab, grid, scale, means, shown }} projected={projected.mean} />
      {loss.kind === 'pull' ? (
        <PlanePoint
          at={target}
          scale={scale}
          label={m.target()}
          onMove={(to) => useLookOptions.setState({ target: to })}
        >
          <g className={styles.target}>
            <circle r={9} />
            <circle r={3} />
          </g>
        </PlanePoint>
      ) : loss.kind === 'sample' ? (
        <SamplePoint scale={scale} />
      ) : null}
    </g>
  );
}
