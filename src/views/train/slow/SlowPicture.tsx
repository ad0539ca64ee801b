import type { Outline } from '../../../components/gaussianOutline.ts';
import type { BoxSpace } from '../../../environments/environment.ts';
import styles from './SlowPicture.module.css';
import type { Arrow, Place, Shapes } from './slowShapes.ts';

export interface SlowPictureProps {
  readonly shapes: Shapes;
  readonly actionSpace: BoxSpace;
  /** The actions shown, across and up. */
  readonly pair: readonly [number, number];
  /** The picture in a sentence. */
  readonly label: string;
  /** Whose the bold outline is: the network's, once it is what acts. */
  readonly acting: boolean;
}

/** Side of the picture over two actions, and width of that over one, in its own units. */
const SIDE = 400;
/** Height of the picture over one action, where its axis lies, and how high the old policy's peak is. */
const BELLS = { height: 300, axis: 236, peak: 150 } as const;
/** Corners of a bell, and how many deviations it reaches. */
const BELL_POINTS = 96;
const BELL_REACH = 4;

/** Gaussians of one state over one action or a pair of them, with what the page is about. */
export function SlowPicture(props: SlowPictureProps) {
  const { label, actionSpace } = props;
  const flat = actionSpace.size === 1;
  const height = flat ? BELLS.height : SIDE;
  return (
    <svg className={styles.picture} viewBox={`0 0 ${SIDE} ${height}`} role="img" aria-label={label}>
      <defs>
        {(['advantage', 'upstream', 'through', 'pull'] as const).map((role) => (
          <marker
            key={role}
            id={`slow-${role}`}
            className={styles[role]}
            viewBox="0 0 8 8"
            refX="6.5"
            refY="4"
            markerWidth="11"
            markerHeight="11"
            markerUnits="userSpaceOnUse"
            orient="auto"
          >
            <path d="M0 0.6 8 4 0 7.4z" />
          </marker>
        ))}
      </defs>
      {flat ? <Bells {...props} /> : <Ellipses {...props} />}
    </svg>
  );
}

function Ellipses({ shapes, actionSpace, pair, acting }: SlowPictureProps) {
  const { old, region, extent } = shapes;
  const scale = SIDE / 2 / extent;
  const x = (value: number) => SIDE / 2 + (value - old.x) * scale;
  const y = (value: number) => SIDE / 2 - (value - old.y) * scale;
  const { low, high, labels } = actionSpace;
  const [across, up] = pair;
  const contour = ({ x: cx, y: cy, xx, xy, yy }: Outline, radius = 1) => {
    const size = radius * scale;
    return `matrix(${xx * size}, ${-xy * size}, ${xy * size}, ${-yy * size}, ${x(cx)}, ${y(cy)})`;
  };
  const allowed = region && contour(region.sigmas ? old : { ...old, xx: 1, xy: 0, yy: 1 }, region.radius);
  return (
    <>
      <rect className={styles.outside} width={SIDE} height={SIDE} />
      <rect
        className={styles.box}
        x={x(low[across]!)}
        y={y(high[up]!)}
        width={(high[across]! - low[across]!) * scale}
        height={(high[up]! - low[up]!) * scale}
      />
      <path className={styles.axis} d={`M0 ${y(old.y)}H${SIDE}M${x(old.x)} 0V${SIDE}`} />
      <Contour className={styles.old} transform={contour(old)} />
      {allowed && <Contour className={styles.region} transform={allowed} />}
      {shapes.projected && <Contour className={styles.projected} transform={contour(shapes.projected)} />}
      {shapes.proposed && (
        <Contour
          className={acting ? `${styles.proposed} ${styles.acting}` : styles.proposed}
          transform={contour(shapes.proposed)}
        />
      )}
      <Marks shapes={shapes} x={x} y={y} />
      <text className={styles.name} x={SIDE - 8} y={SIDE - 9} textAnchor="end">
        {labels[across]} →
      </text>
      <text className={styles.name} x={8} y={19}>
        ↑ {labels[up]}
      </text>
    </>
  );
}

function Contour({
  className,
  transform,
}: {
  readonly className: string | undefined;
  readonly transform: string;
}) {
  return <circle className={className} r={1} style={{ transform }} />;
}

function Bells({ shapes, actionSpace, acting }: SlowPictureProps) {
  const { old, region, extent } = shapes;
  const scale = SIDE / 2 / extent;
  const x = (value: number) => SIDE / 2 + (value - old.x) * scale;
  // Areas are alike: half as wide is twice as high.
  const bell = ({ x: mean, xx: deviation }: Outline) =>
    `matrix(${deviation * scale}, 0, 0, ${(-BELLS.peak * old.xx) / deviation}, ${x(mean)}, ${BELLS.axis})`;
  const [low, high] = [actionSpace.low[0]!, actionSpace.high[0]!];
  const radius = region && region.radius * (region.sigmas ? old.xx : 1) * scale;
  return (
    <>
      <rect className={styles.outside} width={SIDE} height={BELLS.axis} />
      <rect className={styles.box} x={x(low)} y={0} width={(high - low) * scale} height={BELLS.axis} />
      {radius === null ? null : (
        <rect
          className={styles.region}
          x={SIDE / 2 - radius}
          y={8}
          width={2 * radius}
          height={BELLS.axis - 8}
        />
      )}
      <g className={styles.bells}>
        <path className={styles.old} d={BELL} style={{ transform: bell(old) }} />
        {shapes.projected && (
          <path className={styles.projected} d={BELL} style={{ transform: bell(shapes.projected) }} />
        )}
        {shapes.proposed && (
          <path
            className={acting ? `${styles.proposed} ${styles.acting}` : styles.proposed}
            d={BELL}
            style={{ transform: bell(shapes.proposed) }}
          />
        )}
      </g>
      <rect className={styles.below} y={BELLS.axis} width={SIDE} height={BELLS.height - BELLS.axis} />
      <path className={styles.axis} d={`M0 ${BELLS.axis}H${SIDE}`} />
      <Marks shapes={spread(shapes)} x={x} y={(row) => BELLS.axis + 14 + 12 * row} />
      <text className={styles.name} x={SIDE - 8} y={BELLS.height - 6} textAnchor="end">
        {actionSpace.labels[0]}
      </text>
    </>
  );
}

/** exp(−x²/2), up. */
const BELL = Array.from({ length: BELL_POINTS + 1 }, (_, i) => {
  const at = BELL_REACH * ((2 * i) / BELL_POINTS - 1);
  return `${i === 0 ? 'M' : 'L'}${at} ${Math.exp((-at * at) / 2)}`;
}).join('');

/** The row of the means: on the axis. */
const MEANS = -14 / 12;

/** Over one action arrows lie one beneath the other, under the axis. */
function spread(shapes: Shapes): Shapes {
  return {
    ...shapes,
    arrows: shapes.arrows.map(({ role, from, to }, row) => ({
      role,
      from: { x: from.x, y: row + 0.4 },
      to: { x: to.x, y: row + 0.4 },
    })),
    old: { ...shapes.old, y: MEANS },
    proposed: shapes.proposed && { ...shapes.proposed, y: MEANS },
    projected: shapes.projected && { ...shapes.projected, y: MEANS },
    action: shapes.action && { ...shapes.action, y: MEANS },
    trail: shapes.trail.map(({ x }) => ({ x, y: MEANS })),
  };
}

interface MarksProps {
  readonly shapes: Shapes;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

/** Points and arrows. */
function Marks({ shapes, x, y }: MarksProps) {
  const { trail, action, arrows, old, projected, proposed } = shapes;
  const at = (place: Place) => `${x(place.x)} ${y(place.y)}`;
  return (
    <>
      <circle className={styles.oldMean} cx={x(old.x)} cy={y(old.y)} r={3.5} />
      {projected && (
        <circle className={styles.projectedMean} cx={x(projected.x)} cy={y(projected.y)} r={4.5} />
      )}
      {proposed && trail.length === 0 && (
        <circle className={styles.step} cx={x(proposed.x)} cy={y(proposed.y)} r={3.5} />
      )}
      {trail.length > 1 ? <path className={styles.trail} d={`M${trail.map(at).join('L')}`} /> : null}
      {trail.map((place, index) => (
        <circle
          // biome-ignore lint/suspicious/noArrayIndexKey: proposals have their order
          key={index}
          className={styles.step}
          cx={x(place.x)}
          cy={y(place.y)}
          r={index === trail.length - 1 ? 4.5 : 2.5}
        />
      ))}
      {action && <path className={styles.action} d={`M${at(action)}m-6 -6l12 12m0 -12l-12 12`} />}
      {arrows.map((arrow: Arrow) => (
        <path
          key={arrow.role}
          className={`${styles.arrow} ${styles[arrow.role]}`}
          d={`M${at(arrow.from)}L${at(arrow.to)}`}
          markerEnd={`url(#slow-${arrow.role})`}
        />
      ))}
    </>
  );
}
