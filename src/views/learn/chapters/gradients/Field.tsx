import { useMemo } from 'react';
import * as m from '#words/learn';
import { Arrows } from '../../../lab/gradient/Arrows.tsx';
import { arrowGrid } from '../../../lab/gradient/arrowGrid.ts';
import { gradientBatch, proposalsAt } from '../../../lab/gradient/gradientBatch.ts';
import type { LayerProps } from '../../../lab/overlays/overlay.ts';
import { PLANE_INSET } from '../../../lab/planeView.ts';
import styles from './Field.module.css';
import { CLIP, FIELDS, type GradientsStep } from './script.ts';

/** A smaller plane would be half covered by the key. */
const KEY_ROOM = 240;

/** The arrows of the Lab's closer look, of the loss and the kinds that a step speaks of, and where the loss pulls. */
export function Field({ lab, scale, side, step }: LayerProps & { readonly step: GradientsStep }) {
  const { loss, kinds } = FIELDS[step];
  const grid = useMemo(() => arrowGrid(scale, side), [scale, side]);
  const { steps } = gradientBatch(lab, loss, CLIP, proposalsAt(lab, grid.means), grid.places.length);
  const at = loss.kind === 'pull' ? loss.target : loss.kind === 'sample' ? loss.action : null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: drawn lines do not take the focus
    <g aria-hidden="true">
      <Arrows
        vectors={{ raw: steps.raw.mean, layer: steps.layer.mean, clip: steps.clip.mean }}
        places={grid.places}
        shown={kinds}
        length={grid.cell * 0.9}
        corner={side < KEY_ROOM ? null : [PLANE_INSET.left + 6, PLANE_INSET.top + side - 6]}
      />
      {at === null ? null : (
        <g className={styles.target} transform={`translate(${scale.x(at[0])} ${scale.y(at[1])})`}>
          <circle r={9} />
          <circle r={3} />
          <text y={-15}>{loss.kind === 'pull' ? m.target() : m.betterAction()}</text>
        </g>
      )}
    </g>
  );
}
