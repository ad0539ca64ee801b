import { type KeyboardEvent, type PointerEvent, useMemo, useRef } from 'react';
import { PROJECTION_IDS, type ProjectionId } from 'trust-region-layers';
import * as m from '#words/shapes';
import { classNames } from '../../../components/classNames.ts';
import { formatSignificant } from '../../../components/format.ts';
import shared from '../../../components/Handle.module.css';
import { HandleArea } from '../../../components/HandleArea.tsx';
import { PROJECTION_METHODS } from '../../../components/projectionMethods.ts';
import { useStillPage } from '../../../components/stillPage.ts';
import type { LabConfiguration } from '../../../experiments/lab.ts';
import type { Evaluation } from '../evaluate.ts';
import { covarianceOf } from '../labGeometry.ts';
import type { PanelProps } from '../overlays/overlay.ts';
import { pathOf } from './projectionPath.ts';
import { ownAngle, type RelativeShape, relativeShape, withShape } from './relativeShape.ts';
import { ShapeAxes } from './ShapeAxes.tsx';
import styles from './ShapePlane.module.css';
import { LIMIT, shapeRegion } from './shapeRegion.ts';
import { SHAPE_INSET, shapeScale } from './shapeScale.ts';

const SIZE = 360;
const TICKS = [1 / 16, 1 / 4, 1, 4, 16] as const;
/** What an arrow key makes of a variance; with shift ten times that. */
const PRESS = 1.05;

type Lambda = readonly [number, number];

const SCALE = shapeScale(LIMIT, SIZE);
const { x, y, side: SIDE } = SCALE;

function limited(lambda: number): number {
  return Math.min(LIMIT, Math.max(1 / LIMIT, lambda));
}

function line(points: readonly Lambda[]): string {
  return points.map(([one, two]) => `${x(one).toFixed(1)} ${y(two).toFixed(1)}`).join('L');
}

/** Every metric's region as a path. A drag of the proposal leaves them as they are. */
function useRegions({
  old,
  scaled,
  covarianceBound,
}: LabConfiguration): Readonly<Record<ProjectionId, string>> {
  return useMemo(() => {
    const outline = (id: ProjectionId) => `M${line(shapeRegion(id, { old, scaled, covarianceBound }))}Z`;
    return Object.fromEntries(PROJECTION_IDS.map((id) => [id, outline(id)])) as Record<ProjectionId, string>;
  }, [old, scaled, covarianceBound]);
}

/**
 * The plane of shapes: how many times the old variance a policy has along each of its own axes, both logarithmic. The old
 * policy is its middle; every metric has a region there, and a way to it.
 */
export function ShapePlane({ lab, evaluations, onChange, onHold, onRelease }: PanelProps) {
  const frame = useRef<SVGSVGElement>(null);
  useStillPage(frame);
  const old = covarianceOf(lab.old);
  const regions = useRegions(lab);
  // The axes keep their names while they turn.
  const angle = useRef(ownAngle(lab.old));
  const proposed = relativeShape(old, covarianceOf(lab.proposed), angle.current);
  angle.current = proposed.angle;
  const shapeOf = ({ covariance }: Evaluation): Lambda =>
    relativeShape(old, covariance, proposed.angle).lambda;
  const projected = shapeOf(evaluations[lab.projection]);
  const drag = useShapeDrag(lab, proposed, { onChange, onHold, onRelease });
  const last = [...PROJECTION_IDS.filter((id) => id !== lab.projection), lab.projection];

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be drawn in
    <svg
      ref={frame}
      className={styles.plane}
      viewBox={`0 0 ${SIZE} ${SIZE}`}
      width={SIZE}
      height={SIZE}
      role="group"
      aria-label={m.plane()}
      {...drag.pointer}
    >
      <ShapeAxes scale={SCALE} ticks={TICKS} />
      {last.map((id) => {
        const { colour, dash } = PROJECTION_METHODS[id];
        const chosen = id === lab.projection;
        return (
          // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a drawn line does not take the focus
          <g key={id} aria-hidden="true" style={{ stroke: `var(${colour})` }}>
            <path
              className={styles.region}
              d={regions[id]}
              strokeDasharray={dash.join(' ') || undefined}
              strokeWidth={chosen ? 2.25 : 1.25}
              fill={chosen ? `color-mix(in srgb, var(${colour}) 14%, transparent)` : 'none'}
            />
            <path
              className={styles.path}
              d={`M${line([[1, 1], ...pathOf(id, lab).map(shapeOf), proposed.lambda])}`}
              strokeWidth={chosen ? 2.25 : 1.25}
            />
          </g>
        );
      })}
      <circle className={styles.old} cx={x(1)} cy={y(1)} r={5} />
      <circle className={styles.projected} cx={x(projected[0])} cy={y(projected[1])} r={5} />
      <g
        className={classNames(shared.handle, styles.shape)}
        transform={`translate(${x(limited(proposed.lambda[0]))} ${y(limited(proposed.lambda[1]))})`}
        role="slider"
        tabIndex={0}
        aria-label={m.shape()}
        aria-roledescription={m.handle()}
        aria-valuemin={1 / LIMIT}
        aria-valuemax={LIMIT}
        aria-valuenow={Number(proposed.lambda[0].toPrecision(3))}
        aria-valuetext={`λ1 ${formatSignificant(proposed.lambda[0])}, λ2 ${formatSignificant(proposed.lambda[1])}`}
        onKeyDown={drag.press}
      >
        <HandleArea ring={12} />
        <circle className={styles.proposed} r={6} />
      </g>
    </svg>
  );
}

/** Moves the proposal's shape with the pointer or the keys. */
function useShapeDrag(
  lab: LabConfiguration,
  shape: RelativeShape,
  { onChange, onHold, onRelease }: Pick<PanelProps, 'onChange' | 'onHold' | 'onRelease'>,
) {
  const held = useRef<number | null>(null);
  const set = (lambda: Lambda, gesture: string) => {
    const proposed = withShape(lab, { ...shape, lambda: [limited(lambda[0]), limited(lambda[1])] });
    onChange({ proposed }, gesture);
  };
  const follow = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const scale = SIZE / box.width;
    const across = ((event.clientX - box.left) * scale - SHAPE_INSET.left) / SIDE;
    const up = 1 - ((event.clientY - box.top) * scale - SHAPE_INSET.top) / SIDE;
    const lambda = (part: number) => Math.exp((2 * part - 1) * Math.log(LIMIT));
    set([lambda(across), lambda(up)], 'drag-shape');
  };
  const release = (event: PointerEvent<SVGSVGElement>) => {
    if (held.current !== event.pointerId) return;
    held.current = null;
    onRelease();
  };
  return {
    pointer: {
      onPointerDown: (event: PointerEvent<SVGSVGElement>) => {
        const grip = (event.target as Element).closest<SVGGElement>('[role="slider"]');
        if (event.button !== 0 || held.current !== null || grip === null) return;
        event.preventDefault();
        grip.focus({ preventScroll: true });
        held.current = event.pointerId;
        event.currentTarget.setPointerCapture(event.pointerId);
        onHold();
      },
      onPointerMove: (event: PointerEvent<SVGSVGElement>) => {
        if (held.current === event.pointerId) follow(event);
      },
      onPointerUp: release,
      onPointerCancel: release,
    },
    press: (event: KeyboardEvent) => {
      const across = { ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? 0;
      const up = { ArrowUp: 1, ArrowDown: -1 }[event.key] ?? 0;
      if (across === 0 && up === 0) return;
      event.preventDefault();
      const factor = PRESS ** (event.shiftKey ? 10 : 1);
      const [one, two] = shape.lambda;
      set([one * factor ** across, two * factor ** up], `shape ${event.key}`);
    },
  };
}
