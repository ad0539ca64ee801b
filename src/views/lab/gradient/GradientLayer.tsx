import { useMemo } from 'react';
import * as m from '#words/gradient';
import type { LayerProps } from '../overlays/overlay.ts';
import { PlanePoint } from '../overlays/PlanePoint.tsx';
import { PLANE_INSET } from '../planeView.ts';
import { SamplePoint } from '../sample/SamplePoint.tsx';
import { Arrows } from './Arrows.tsx';
import { arrowGrid } from './arrowGrid.ts';
import styles from './GradientLayer.module.css';
import { gradientBatch, proposalsAt } from './gradientBatch.ts';
import { useGradient, useLoss } from './gradientStore.ts';
import { Probe } from './Probe.tsx';

/** Downhill at every mean of a grid: without the layer, through it, and under PPO's clip. */
export default function GradientLayer({ lab, scale, side }: LayerProps) {
  const { loss, clip } = useLoss();
  const { shown, target } = useGradient();
  const grid = useMemo(() => arrowGrid(scale, side), [scale, side]);
  const { steps, projected } = gradientBatch(
    lab,
    loss,
    clip,
    proposalsAt(lab, grid.means),
    grid.places.length,
  );
  const means = { raw: steps.raw.mean, layer: steps.layer.mean, clip: steps.clip.mean };
  return (
    <g>
      <Arrows
        vectors={means}
        places={grid.places}
        shown={shown}
        length={grid.cell * 0.9}
        corner={[PLANE_INSET.left + 6, PLANE_INSET.top + side - 6]}
      />
      <Probe {...{ lab, grid, scale, means, shown }} projected={projected.mean} />
      {loss.kind === 'pull' ? (
        <PlanePoint
          at={target}
          scale={scale}
          label={m.target()}
          onMove={(to) => useGradient.setState({ target: to })}
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
