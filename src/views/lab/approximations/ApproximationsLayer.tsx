import * as m from '#words/approximations';
import { useLookOptions, useLooks } from '../../../store/lab.ts';
import { contourOf, contourTransform } from '../contour.ts';
import type { PixelEllipse } from '../labelPlacement.ts';
import { covarianceOf } from '../labGeometry.ts';
import type { LayerProps } from '../overlays/overlay.ts';
import type { PlaneScale } from '../planeView.ts';
import { SamplePoint } from '../sample/SamplePoint.tsx';
import styles from './ApproximationsLayer.module.css';
import { projectAverage } from './averageBound.ts';
import { clipRing } from './clipRegion.ts';
import { type Gaussian, gaussianOf } from './divergence.ts';
import { worstOnBall } from './largestKl.ts';
import { statesOf } from './states.ts';

/** PPO's ring around its sample, TRPO's ball with the policy for which it is most wrong, and what PAPI makes of the pair. */
export default function ApproximationsLayer({ lab, scale }: LayerProps) {
  const { drawn, averageBound: bound, others, loss } = useLookOptions();
  const looks = useLooks((state) => state.on);
  const old = gaussianOf(lab.old);
  // The arrows' sample is the same one.
  const sampleThere = looks.includes('gradient') && loss === 'sample';
  return (
    <g>
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: drawn lines do not take the focus */}
      <g className={styles.outlines} aria-hidden="true">
        {drawn.includes('ppo') ? <ClipRing lab={lab} scale={scale} /> : null}
        {drawn.includes('trpo') ? (
          <g className={styles.trpo}>
            <Outline
              gaussian={old}
              deviations={Math.sqrt(2 * bound)}
              scale={scale}
              name={m.ballLabel()}
              towards={[-0.8, 0.6]}
            />
            <Worst lab={lab} bound={bound} scale={scale} />
          </g>
        ) : null}
        {drawn.includes('papi') ? (
          <g className={styles.papi}>
            <Outline
              gaussian={projectAverage(statesOf(lab, others), bound).policies[0]!}
              deviations={1}
              scale={scale}
              name={m.papiName()}
              towards={[0.8, 0.6]}
            />
          </g>
        ) : null}
      </g>
      {drawn.includes('ppo') && !sampleThere ? <SamplePoint scale={scale} /> : null}
    </g>
  );
}

type Direction = readonly [number, number];

/** A contour with its name at the point that lies furthest in a direction of the screen. */
function Outline({
  gaussian: { mean, covariance },
  deviations,
  scale,
  name,
  towards,
}: {
  readonly gaussian: Gaussian;
  readonly deviations: number;
  readonly scale: PlaneScale;
  readonly name: string;
  readonly towards: Direction;
}) {
  const contour = contourOf(mean, covariance, scale, deviations);
  return (
    <>
      <circle r={1} transform={contourTransform(contour)} />
      <Name contour={contour} towards={towards}>
        {name}
      </Name>
    </>
  );
}

/** Pixels between a contour and its name. */
const GAP = 6;

function Name({
  contour: { x, y, matrix },
  towards: [u, v],
  children,
}: {
  readonly contour: PixelEllipse;
  readonly towards: Direction;
  readonly children: string;
}) {
  const [a, b, c, d] = matrix;
  // The point of the unit circle that goes furthest that way.
  const [p, q] = [a * u + c * v, b * u + d * v];
  const reach = Math.hypot(p, q);
  return (
    <text
      x={x + (a * p + b * q) / reach + GAP * u}
      y={y + (c * p + d * q) / reach + GAP * v}
      dy={v < -0.5 ? 0 : v > 0.5 ? '0.75em' : '0.35em'}
      textAnchor={u < -0.5 ? 'end' : u > 0.5 ? 'start' : 'middle'}
    >
      {children}
    </text>
  );
}

function ClipRing({ lab, scale }: Pick<LayerProps, 'lab' | 'scale'>) {
  const { action, clip } = useLookOptions();
  const covariance = covarianceOf(lab.proposed);
  const { inner, outer } = clipRing(action, clip, covariance, lab.old);
  if (outer === null) return null;
  const contour = contourOf(action, covariance, scale, outer);
  const circle = (r: number) => `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
  return (
    <g className={styles.ppo}>
      <path
        d={circle(1) + (inner > 0 ? circle(inner / outer) : '')}
        fillRule="evenodd"
        transform={contourTransform(contour)}
      />
      <Name contour={contour} towards={[0, -1]}>
        {m.ringLabel()}
      </Name>
    </g>
  );
}

/** The policy on the ball's edge that is really furthest away, turned so that it faces the proposal. */
function Worst({ lab, bound, scale }: Pick<LayerProps, 'lab' | 'scale'> & { readonly bound: number }) {
  const worst = worstOnBall(lab, bound);
  if (worst === null) return null;
  return (
    <g className={styles.worst}>
      <Outline gaussian={worst.policy} deviations={1} scale={scale} name={m.worstLabel()} towards={[0, 1]} />
    </g>
  );
}
