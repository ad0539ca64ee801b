import {
  type KeyboardEvent,
  type PointerEvent,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { createLinearTicks } from '../../components/axisTicks.ts';
import { Button } from '../../components/Button.tsx';
import { classNames } from '../../components/classNames.ts';
import { LAB_LIMITS, type LabConfiguration, type LabGaussian } from '../../experiments/lab.ts';
import { contourOf, contourTransform } from './contour.ts';
import { type Evaluation, meanRegion } from './evaluate.ts';
import { type LabelRequest, type PixelEllipse, placeLabels } from './labelPlacement.ts';
import { axisTip, covarianceOf, nearerSide, type Point } from './labGeometry.ts';
import styles from './Plane.module.css';
import {
  dragTo,
  type Handle,
  type HandleEnds,
  handleLabel,
  handleReading,
  handlesOf,
  nearestHandle,
  pressed,
  type Side,
} from './planeHandles.ts';
import { outlinesOf, planeScale } from './planeView.ts';
import { usePlaneView } from './usePlaneView.ts';

export interface PlaneProps {
  readonly lab: LabConfiguration;
  readonly evaluation: Evaluation;
  readonly openings: number;
  readonly onChange: (patch: Partial<LabConfiguration>, gesture: string) => void;
  readonly onHold: () => void;
  readonly onRelease: () => void;
}

/** Pixels kept free around the square for tick labels. */
const INSET = { left: 38, right: 10, top: 10, bottom: 38 } as const;
/** Half of the 44 px a finger needs. */
const HIT_RADIUS = 22;
const LABEL_HEIGHT = 20;
const LABELS = [
  { key: 'projected', text: 'projected', width: 68, grips: undefined },
  { key: 'proposed', text: 'proposed', width: 68, grips: 'proposed-mean' },
  { key: 'old', text: 'old', width: 26, grips: 'old-mean' },
  { key: 'region', text: 'mean region', width: 88, grips: undefined },
] as const;

const START_ENDS: HandleEnds = { 'old-1': 1, 'old-2': 1, 'proposed-1': 1, 'proposed-2': 1 };

/** The plane of two actions: three Gaussians, the region of the mean, handles for what can be moved. */
export function Plane({ lab, evaluation, openings, onChange, onHold, onRelease }: PlaneProps) {
  const frame = useRef<HTMLDivElement>(null);
  const size = useWidth(frame);
  const clipId = useId();
  const arrowId = useId();
  const { old, proposed } = lab;
  const { view, fitPair, zoom, settle } = usePlaneView(outlinesOf(lab, [evaluation]), openings);
  const [ends, setEnds] = useState(START_ENDS);
  const [held, setHeld] = useState<Handle['key'] | null>(null);

  const side = Math.max(1, size - INSET.left - INSET.right);
  const scale = useMemo(() => planeScale(view, INSET.left, INSET.top, side), [view, side]);
  const region = meanRegion(lab);
  const contours = {
    old: contourOf(old.mean, covarianceOf(old), scale),
    proposed: contourOf(proposed.mean, covarianceOf(proposed), scale),
    projected: contourOf(evaluation.mean, evaluation.covariance, scale),
    region: contourOf(region.centre, region.covariance, scale),
  };
  const handles = handlesOf({ old, proposed }, ends);
  const drag = useHandleDrag({ lab, handles, scale, setEnds, setHeld, onChange, onHold, onRelease, settle });

  const slots = useRef<ReadonlyMap<string, number>>(new Map());
  const labels = placeLabels(
    LABELS.map(
      ({ key, width }): LabelRequest => ({ key, width, height: LABEL_HEIGHT, contour: contours[key] }),
    ),
    { left: INSET.left, top: INSET.top, right: INSET.left + side, bottom: INSET.top + side },
    [
      { x: contours.projected.x, y: contours.projected.y, radius: 7 },
      ...handles.map(({ at }) => ({ x: scale.x(at[0]), y: scale.y(at[1]), radius: 7 })),
    ],
    [contours.old, contours.proposed, contours.projected, contours.region],
    slots.current,
  );
  slots.current = new Map(labels.map(({ key, slot }) => [key, slot]));

  const handleKey = (handle: Handle) => (event: KeyboardEvent) => {
    const next = pressed(lab[handle.side], handle.grip, event.key, event.shiftKey);
    if (next === null) return;
    event.preventDefault();
    if (handle.grip !== 'mean') {
      const tip = axisTip(lab[handle.side], handle.grip, ends[`${handle.side}-${handle.grip}`]);
      setEnds(keepEnd(ends, handle, next, tip));
    }
    onChange({ [handle.side]: next }, `${handle.key} ${event.key}`);
    requestAnimationFrame(settle);
  };

  return (
    <div className={styles.frame} ref={frame}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be drawn in */}
      <svg
        className={styles.plane}
        width={size}
        height={size}
        viewBox={`0 0 ${size} ${size}`}
        role="group"
        aria-label="Plane of the two actions: drag the dots, or focus one and use the arrow keys"
        {...drag}
      >
        <defs>
          <clipPath id={clipId}>
            <rect x={INSET.left} y={INSET.top} width={side} height={side} />
          </clipPath>
          <marker
            id={arrowId}
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="8"
            markerHeight="8"
            markerUnits="userSpaceOnUse"
            orient="auto"
          >
            <path className={styles.arrowHead} d="M0 1 7 4 0 7z" />
          </marker>
        </defs>
        <Axes view={view} scale={scale} side={side} />
        <g clipPath={`url(#${clipId})`}>
          <circle className={styles.region} r={1} transform={contourTransform(contours.region)} />
          <Contour className={styles.old} contour={contours.old} />
          <Contour className={styles.projected} contour={contours.projected} />
          <Contour className={styles.proposed} contour={contours.proposed} />
          <MeanShift from={contours.proposed} to={contours.projected} marker={arrowId} />
          {(['old', 'proposed'] as const).map((which) => (
            <Spokes key={which} side={which} gaussian={lab[which]} ends={ends} scale={scale} />
          ))}
          <circle
            className={styles.projectedMean}
            cx={contours.projected.x}
            cy={contours.projected.y}
            r={4}
          />
          {handles.map((handle) => (
            <g
              key={handle.key}
              className={classNames(
                styles.handle,
                styles[`${handle.side}Handle`],
                held === handle.key && styles.held,
              )}
              transform={`translate(${scale.x(handle.at[0])} ${scale.y(handle.at[1])})`}
              role="slider"
              tabIndex={0}
              data-handle={handle.key}
              aria-label={handleLabel(handle)}
              aria-roledescription="handle on a plane"
              aria-valuemin={sliderLimits(handle).minimum}
              aria-valuemax={sliderLimits(handle).maximum}
              aria-valuenow={sliderValue(lab[handle.side], handle)}
              aria-valuetext={handleReading(lab[handle.side], handle.grip)}
              onKeyDown={handleKey(handle)}
              onFocus={() => {
                if (!inSight(handle.at, view)) fitPair();
              }}
            >
              <circle className={styles.hit} r={HIT_RADIUS} />
              <circle className={styles.ring} r={12} />
              <circle
                className={handle.grip === 'mean' ? styles.dot : styles.grip}
                r={handle.grip === 'mean' ? 6 : 5}
              />
            </g>
          ))}
          {labels.map(({ key, x, y }) => {
            const label = LABELS.find((entry) => entry.key === key)!;
            return (
              // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a drawn word does not take the focus
              <text
                key={key}
                className={classNames(styles.label, styles[`${key}Label`], label.grips && styles.draggable)}
                data-grips={label.grips}
                x={x}
                y={y}
                aria-hidden="true"
              >
                {label.text}
              </text>
            );
          })}
        </g>
      </svg>
      <fieldset className={styles.zoom} aria-label="What part of the plane is in sight">
        <Button variant="plain" aria-label="Zoom out" onClick={() => zoom(-1, evaluation.mean)}>
          −
        </Button>
        <Button variant="plain" aria-label="Zoom in" onClick={() => zoom(1, evaluation.mean)}>
          +
        </Button>
        <Button variant="plain" onClick={fitPair}>
          Fit
        </Button>
      </fieldset>
    </div>
  );
}

/** Width of an element in CSS pixels, followed. */
function useWidth(ref: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(600);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    setWidth(element.clientWidth);
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return width;
}

function inSight([x, y]: Point, { centre, half }: { centre: Point; half: number }): boolean {
  return Math.abs(x - centre[0]) <= half && Math.abs(y - centre[1]) <= half;
}

/** The end of the axis that stays near a point when the angle wraps at ±90°. */
function keepEnd(ends: HandleEnds, { side, grip }: Handle, gaussian: LabGaussian, near: Point): HandleEnds {
  if (grip === 'mean') return ends;
  const end = nearerSide(gaussian, grip, near);
  // The other axis turns along: its end keeps its handedness.
  const other = grip === 1 ? 2 : 1;
  const flipped = end !== ends[`${side}-${grip}`];
  return {
    ...ends,
    [`${side}-${grip}`]: end,
    [`${side}-${other}`]: flipped ? (-ends[`${side}-${other}`] as 1 | -1) : ends[`${side}-${other}`],
  };
}

function sliderLimits({ grip }: Handle) {
  return grip === 'mean' ? LAB_LIMITS.mean : LAB_LIMITS.sigma;
}

/** The first of the two numbers a handle sets; both are in its text. */
function sliderValue(gaussian: LabGaussian, { grip }: Handle): number {
  const value = grip === 'mean' ? gaussian.mean[0] : grip === 1 ? gaussian.sigma1 : gaussian.sigma2;
  return Number(value.toFixed(3));
}

interface DragOptions {
  readonly lab: LabConfiguration;
  readonly handles: readonly Handle[];
  readonly scale: ReturnType<typeof planeScale>;
  readonly setEnds: (update: (ends: HandleEnds) => HandleEnds) => void;
  readonly setHeld: (key: Handle['key'] | null) => void;
  readonly onChange: PlaneProps['onChange'];
  readonly onHold: () => void;
  readonly onRelease: () => void;
  readonly settle: () => void;
}

/** Pointer gestures on the handles; at most one change a frame, the latest. */
function useHandleDrag(options: DragOptions) {
  const current = useRef(options);
  current.current = options;
  const grip = useRef<{
    handle: Handle;
    offset: Point;
    /** Of the drawing, when it was taken hold of: asking again in every move would force a layout. */
    corner: Point;
    pointer: number;
    next: Point | null;
    frame: number;
  } | null>(null);

  return useMemo(() => {
    const apply = () => {
      const holding = grip.current;
      if (holding === null) return;
      holding.frame = 0;
      if (holding.next === null) return;
      const { lab, scale, setEnds, onChange } = current.current;
      const { handle, next, offset } = holding;
      const to = scale.invert(next[0] - offset[0], next[1] - offset[1]);
      holding.next = null;
      const moved = dragTo(lab[handle.side], handle.grip, to);
      setEnds((ends) => keepEnd(ends, handle, moved, to));
      onChange({ [handle.side]: moved }, `drag ${handle.key}`);
    };
    const end = (event: PointerEvent<SVGSVGElement>) => {
      const holding = grip.current;
      if (holding === null || holding.pointer !== event.pointerId) return;
      cancelAnimationFrame(holding.frame);
      apply();
      grip.current = null;
      const { setHeld, onRelease, settle } = current.current;
      setHeld(null);
      onRelease();
      requestAnimationFrame(settle);
    };
    return {
      onPointerDown: (event: PointerEvent<SVGSVGElement>) => {
        const touched = (event.target as Element).closest<SVGElement>('[data-handle], [data-grips]');
        if (touched === null || event.button !== 0 || grip.current !== null) return;
        const corner = event.currentTarget.getBoundingClientRect();
        const [x, y] = [event.clientX - corner.left, event.clientY - corner.top];
        const { handles, scale, setHeld, onHold } = current.current;
        const named = touched.dataset['grips'];
        const handle =
          named === undefined
            ? nearestHandle(handles, ([a1, a2]) => Math.hypot(scale.x(a1) - x, scale.y(a2) - y))
            : handles.find(({ key }) => key === named);
        if (handle === undefined) return;
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        event.currentTarget
          .querySelector<SVGGElement>(`[data-handle="${handle.key}"]`)
          ?.focus({ preventScroll: true });
        grip.current = {
          handle,
          corner: [corner.left, corner.top],
          offset: [x - scale.x(handle.at[0]), y - scale.y(handle.at[1])],
          pointer: event.pointerId,
          next: null,
          frame: 0,
        };
        setHeld(handle.key);
        onHold();
      },
      onPointerMove: (event: PointerEvent<SVGSVGElement>) => {
        const holding = grip.current;
        if (holding === null || holding.pointer !== event.pointerId) return;
        holding.next = [event.clientX - holding.corner[0], event.clientY - holding.corner[1]];
        if (holding.frame === 0) holding.frame = requestAnimationFrame(apply);
      },
      onPointerUp: end,
      onPointerCancel: end,
    };
  }, []);
}

function Contour({
  className,
  contour,
}: {
  readonly className: string | undefined;
  readonly contour: PixelEllipse;
}) {
  return (
    <g className={className} transform={contourTransform(contour)}>
      <circle className={styles.outer} r={2} />
      <circle className={styles.inner} r={1} />
    </g>
  );
}

/** Thin lines from the mean to the handles of its axes. */
function Spokes({
  side,
  gaussian,
  ends,
  scale,
}: {
  readonly side: Side;
  readonly gaussian: LabGaussian;
  readonly ends: HandleEnds;
  readonly scale: ReturnType<typeof planeScale>;
}) {
  const x = scale.x(gaussian.mean[0]);
  const y = scale.y(gaussian.mean[1]);
  return (
    <g className={classNames(styles.spokes, styles[`${side}Handle`])}>
      {([1, 2] as const).map((axis) => {
        const tip = axisTip(gaussian, axis, ends[`${side}-${axis}`]);
        return <line key={axis} x1={x} y1={y} x2={scale.x(tip[0])} y2={scale.y(tip[1])} />;
      })}
    </g>
  );
}

/** Where the layer took the mean. */
function MeanShift({
  from,
  to,
  marker,
}: {
  readonly from: PixelEllipse;
  readonly to: PixelEllipse;
  readonly marker: string;
}) {
  if (Math.hypot(from.x - to.x, from.y - to.y) < 14) return null;
  return (
    <line
      className={styles.shift}
      x1={from.x}
      y1={from.y}
      x2={to.x}
      y2={to.y}
      markerEnd={`url(#${marker})`}
    />
  );
}

function Axes({
  view,
  scale,
  side,
}: {
  readonly view: { readonly centre: Point; readonly half: number };
  readonly scale: ReturnType<typeof planeScale>;
  readonly side: number;
}) {
  const count = side > 400 ? 7 : 5;
  const [left, top, right, bottom] = [INSET.left, INSET.top, INSET.left + side, INSET.top + side];
  const across = createLinearTicks(view.centre[0] - view.half, view.centre[0] + view.half, count);
  const up = createLinearTicks(view.centre[1] - view.half, view.centre[1] + view.half, count);
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in here takes the focus
    <g className={styles.axes} aria-hidden="true">
      {across.map(({ value, label }) => {
        const x = scale.x(value);
        return (
          <g key={label}>
            <line className={value === 0 ? styles.zero : styles.grid} x1={x} x2={x} y1={top} y2={bottom} />
            {/* The corner belongs to the name of the axis. */}
            {x > right - 36 ? null : (
              <text x={x} y={bottom + 18} textAnchor="middle">
                {label}
              </text>
            )}
          </g>
        );
      })}
      {up.map(({ value, label }) => {
        const y = scale.y(value);
        return (
          <g key={label}>
            <line className={value === 0 ? styles.zero : styles.grid} x1={left} x2={right} y1={y} y2={y} />
            {y < top + 28 ? null : (
              <text x={left - 8} y={y} dy="0.35em" textAnchor="end">
                {label}
              </text>
            )}
          </g>
        );
      })}
      <text className={styles.axisName} x={right} y={bottom + 18} textAnchor="end">
        a₁
      </text>
      <text className={styles.axisName} x={left - 8} y={top + 12} textAnchor="end">
        a₂
      </text>
    </g>
  );
}
