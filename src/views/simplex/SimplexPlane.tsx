import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from 'react';
import * as m from '#words/simplex';
import { classNames } from '../../components/classNames.ts';
import { formatFixed, formatSignificant } from '../../components/format.ts';
import shared from '../../components/Handle.module.css';
import { HandleArea, HIT_RADIUS } from '../../components/HandleArea.tsx';
import { useWidth } from '../../components/plot/useWidth.ts';
import roles from '../../components/policyRoles.module.css';
import { useStillPage } from '../../components/stillPage.ts';
import { type SimplexConfiguration, tidyLogits } from '../../experiments/simplex.ts';
import type { SimplexLookId } from '../../experiments/simplexLink.ts';
import type { SimplexEvaluation } from './evaluateSimplex.ts';
import { type ArrowKind, GradientLayer } from './GradientLayer.tsx';
import { type GradientField, RATIO_CLIP } from './gradientArrows.ts';
import { clipOutline, projectionWay, quadraticOutline, regionOutline } from './regions.ts';
import styles from './SimplexPlane.module.css';
import { closedPath, openPath, type Pixel, placeOf, probabilitiesAt, triangleIn } from './triangle.ts';

export interface SimplexPlaneProps {
  readonly simplex: SimplexConfiguration;
  /** What the three actions are called. */
  readonly names: readonly string[];
  readonly evaluation: SimplexEvaluation;
  readonly looks: readonly SimplexLookId[];
  /** The gradients to draw, `null` for none, and which of them. */
  readonly field: GradientField | null;
  readonly arrows: ArrowKind;
  readonly onChange: (patch: Partial<SimplexConfiguration>, gesture: string) => void;
  readonly onHold: () => void;
  readonly onRelease: () => void;
}

type Side = 'old' | 'proposed';
const SIDES: readonly Side[] = ['old', 'proposed'];
/** Room for the names at the corners. */
const MARGIN = 34;
/** One arrow press, and with shift, in probability. */
const STEP = { small: 0.01, large: 0.05 };

/** The triangle of three actions: regions, the way to them, and the policies as points that are dragged. */
export function SimplexPlane(props: SimplexPlaneProps) {
  const { simplex, names, evaluation, looks, field, arrows, onChange, onHold, onRelease } = props;
  const { ref, width } = useWidth<HTMLDivElement>(520);
  useStillPage(ref);
  const triangle = triangleIn(Math.min(width, 620), MARGIN);
  const [held, setHeld] = useState<Side | null>(null);
  const grip = useRef<{ side: Side; pointer: number; offset: Pixel; corner: Pixel } | null>(null);
  const { old, proposed, projected, metric } = evaluation;
  const at = (probabilities: ArrayLike<number>) => placeOf(probabilities, triangle);
  const outline = (points: readonly ArrayLike<number>[]) => closedPath(points.map(at));
  const { old: oldLogits, bound } = simplex;
  // Around the old policy: a drag of the proposal leaves it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `old` follows its logits, as another array every time
  const region = useMemo(() => regionOutline(metric, old, bound), [metric, oldLogits, bound]);
  const places = { old: at(old), proposed: at(proposed), projected: at(projected) };

  const take = (event: PointerEvent<SVGSVGElement>) => {
    if (event.button !== 0 || grip.current !== null) return;
    const box = event.currentTarget.getBoundingClientRect();
    const pixel: Pixel = [event.clientX - box.left, event.clientY - box.top];
    const side = nearestSide(pixel, places);
    if (side === null) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    event.currentTarget.querySelector<SVGGElement>(`[data-handle="${side}"]`)?.focus({ preventScroll: true });
    grip.current = {
      side,
      pointer: event.pointerId,
      offset: [pixel[0] - places[side][0], pixel[1] - places[side][1]],
      corner: [box.left, box.top],
    };
    setHeld(side);
    onHold();
  };
  const move = (event: PointerEvent<SVGSVGElement>) => {
    const holding = grip.current;
    if (holding === null || holding.pointer !== event.pointerId) return;
    const { side, offset, corner } = holding;
    const place: Pixel = [event.clientX - corner[0] - offset[0], event.clientY - corner[1] - offset[1]];
    onChange({ [side]: logitsOf(probabilitiesAt(place, triangle)) }, `drag ${side}`);
  };
  const drop = (event: PointerEvent<SVGSVGElement>) => {
    if (grip.current?.pointer !== event.pointerId) return;
    grip.current = null;
    setHeld(null);
    onRelease();
  };
  const press = (side: Side, event: KeyboardEvent) => {
    const [x, y] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[
      event.key
    ] ?? [0, 0];
    if (x === 0 && y === 0) return;
    event.preventDefault();
    const step = (event.shiftKey ? STEP.large : STEP.small) * triangle.side;
    const [px, py] = places[side];
    const next = probabilitiesAt([px + x! * step, py + y! * step], triangle);
    onChange({ [side]: logitsOf(next) }, `${side} ${event.key}`);
  };

  return (
    <div ref={ref} className={styles.frame}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be drawn in */}
      <svg
        className={styles.plane}
        data-plane
        width={triangle.side + 2 * MARGIN}
        height={triangle.height}
        viewBox={`0 0 ${triangle.side + 2 * MARGIN} ${triangle.height}`}
        role="group"
        aria-label={m.triangle()}
        onPointerDown={take}
        onPointerMove={move}
        onPointerUp={drop}
        onPointerCancel={drop}
      >
        <Grid triangle={triangle} />
        <path className={styles.region} d={outline(region)} />
        {looks.includes('euclidean') && metric !== 'euclidean' ? (
          <path className={styles.euclidean} d={outline(regionOutline('euclidean', old, simplex.bound))} />
        ) : null}
        {looks.includes('clip') ? (
          <path className={styles.clip} d={outline(clipOutline(old, RATIO_CLIP))} />
        ) : null}
        {looks.includes('quadratic') ? (
          <path className={styles.quadratic} d={outline(quadraticOutline(old, simplex.bound))} />
        ) : null}
        <path className={styles.way} d={openPath(projectionWay(metric, old, proposed).map(at))} />
        {field === null ? null : <GradientLayer field={field} triangle={triangle} kind={arrows} />}
        <Corners triangle={triangle} names={names} />
        {SIDES.map((side) => (
          <g
            key={side}
            className={classNames(shared.handle, roles[side], held === side && shared.held)}
            transform={`translate(${places[side][0]} ${places[side][1]})`}
            role="slider"
            tabIndex={0}
            data-handle={side}
            aria-label={side === 'old' ? m.handleOld() : m.handleProposed()}
            aria-roledescription={m.handleRole()}
            aria-valuemin={0}
            aria-valuemax={1}
            aria-valuenow={evaluation[side][0]}
            aria-valuetext={readingOf(evaluation[side], names)}
            onKeyDown={(event) => press(side, event)}
          >
            <HandleArea ring={13} />
            <circle className={shared.dot} r={7} />
          </g>
        ))}
        <g
          className={classNames(roles.projected, styles.result)}
          transform={`translate(${places.projected[0]} ${places.projected[1]})`}
        >
          <circle className={shared.dot} r={5} />
        </g>
      </svg>
    </div>
  );
}

function readingOf(probabilities: Float64Array, names: readonly string[]): string {
  const [first, second, third] = Array.from(probabilities, (one) => formatSignificant(one));
  const [firstName, secondName, thirdName] = names;
  return m.reading({
    ...{ first: first!, second: second!, third: third! },
    ...{ firstName: firstName!, secondName: secondName!, thirdName: thirdName! },
  });
}

function logitsOf(probabilities: readonly number[]): readonly number[] {
  return tidyLogits(probabilities.map(Math.log));
}

/** The policy under a finger: the nearer one, the proposal where both are. */
function nearestSide(pixel: Pixel, places: Readonly<Record<Side, Pixel>>): Side | null {
  const reach = (side: Side) => Math.hypot(places[side][0] - pixel[0], places[side][1] - pixel[1]);
  const side: Side = reach('proposed') <= reach('old') ? 'proposed' : 'old';
  return reach(side) <= HIT_RADIUS ? side : null;
}

/** Lines of equal probability, every quarter. */
function Grid({ triangle }: { readonly triangle: ReturnType<typeof triangleIn> }) {
  const lines = [0.25, 0.5, 0.75].flatMap((share) =>
    [0, 1, 2].map((action) => {
      const end = (other: number) => {
        const point = [0, 0, 0];
        point[action] = share;
        point[other] = 1 - share;
        return placeOf(point, triangle);
      };
      const [from, to] = [end((action + 1) % 3), end((action + 2) % 3)];
      return { key: `${action} ${share}`, from, to };
    }),
  );
  return (
    <g className={styles.grid}>
      {lines.map(({ key, from, to }) => (
        <line key={key} x1={from[0]} y1={from[1]} x2={to[0]} y2={to[1]} />
      ))}
      <path className={styles.edge} d={closedPath(triangle.corners)} />
    </g>
  );
}

interface CornersProps {
  readonly triangle: ReturnType<typeof triangleIn>;
  readonly names: readonly string[];
}

/** Names of the actions at their corners. */
function Corners({ triangle, names }: CornersProps) {
  const [left, right, top] = triangle.corners;
  return (
    <g className={styles.corners}>
      <text x={left[0]} y={left[1] + 22} textAnchor="middle">
        {cornerName(names[0]!)}
      </text>
      <text x={right[0]} y={right[1] + 22} textAnchor="middle">
        {cornerName(names[1]!)}
      </text>
      <text x={top[0]} y={top[1] - 12} textAnchor="middle">
        {cornerName(names[2]!)}
      </text>
      <text
        className={styles.share}
        x={(left[0] + top[0]) / 2 - 8}
        y={(left[1] + top[1]) / 2}
        textAnchor="end"
      >
        {formatFixed(0.5, 1)}
      </text>
    </g>
  );
}

/** A letter alone would not say what it stands for. */
function cornerName(name: string): string {
  return name.length === 1 ? m.action({ name }) : name;
}
