import { PROJECTION_IDS } from 'trust-region-layers';
import * as m from '#words/shapes';
import { formatFixed, formatShort } from '../../../components/format.ts';
import { PROJECTION_METHODS } from '../../../components/projectionMethods.ts';
import { Slider } from '../../../components/Slider.tsx';
import { fromTravel, TRAVEL, toTravel } from '../../../components/sliderScale.ts';
import { covarianceOf } from '../labGeometry.ts';
import type { PanelProps } from '../overlays/overlay.ts';
import { boundShare, SHARE_SCALE, withBoundShare } from './boundShare.ts';
import { ownAngle, relativeShape, turnedBy } from './relativeShape.ts';
import styles from './ShapePanel.module.css';
import { ShapePlane } from './ShapePlane.tsx';

/** Turned by less, two policies share their axes as far as anybody can see. */
const SHARED_DEGREES = 0.5;

/** A proposal as two numbers: every metric's region and the way each projection takes to it. */
export default function ShapePanel(props: PanelProps) {
  const { lab, evaluation, onChange, onRelease } = props;
  const shape = relativeShape(covarianceOf(lab.old), covarianceOf(lab.proposed), ownAngle(lab.old));
  const turned = turnedBy(lab.old, shape);
  const share = boundShare(evaluation);
  const { meanBound, covarianceBound } = lab;
  return (
    <div className={styles.panel}>
      <ShapePlane {...props} />
      <div className={styles.words}>
        <p>{m.explanation()}</p>
        <ul className={styles.legend}>
          {PROJECTION_IDS.map((id) => {
            const { name, colour, ink, dash, interpolates } = PROJECTION_METHODS[id];
            return (
              <li key={id}>
                <svg width="26" height="10" viewBox="0 0 26 10" aria-hidden="true">
                  <line
                    x1="1"
                    x2="25"
                    y1="5"
                    y2="5"
                    stroke={`var(${colour})`}
                    strokeWidth="2.25"
                    strokeDasharray={dash.join(' ') || undefined}
                  />
                </svg>
                <span style={{ color: `var(${ink})` }}>{name}</span> {m.goesAlong({ what: interpolates })}
              </li>
            );
          })}
        </ul>
        <p className="quiet">
          {turned < SHARED_DEGREES ? m.sharedAxes() : m.turnedAxes({ degrees: formatFixed(turned, 0) })}
        </p>
        <div className={styles.scrubber}>
          <span aria-hidden="true">{m.bothBounds()}</span>
          <Slider
            label={m.bothBoundsName()}
            valueText={m.boundsValue({
              mean: formatShort(meanBound, 4),
              covariance: formatShort(covarianceBound, 4),
            })}
            min={0}
            max={TRAVEL}
            step={5}
            at={toTravel(share, SHARE_SCALE)}
            onMove={(at) =>
              onChange(withBoundShare(lab, evaluation, fromTravel(at, SHARE_SCALE)), 'scrub-bounds')
            }
            onCommit={onRelease}
            value={{ meanBound, covarianceBound }}
            onScrolledPast={(before) => onChange(before, 'scrub-bounds')}
          />
          <span className="quiet">{m.boundsHint()}</span>
        </div>
      </div>
    </div>
  );
}
