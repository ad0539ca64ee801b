import {
  type KeyboardEvent,
  memo,
  type ReactNode,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import * as m from '#words/lab';
import type { LabConfiguration } from '../../experiments/lab.ts';
import { betweenContours } from './between.ts';
import { bandPath, contourOf } from './contour.ts';
import { covarianceBand } from './covarianceBand.ts';
import { type Evaluation, meanRegion } from './evaluate.ts';
import { boxAround } from './labelPlacement.ts';
import { axisTip, covarianceOf, type Point } from './labGeometry.ts';
import type { LayerPlace, LayerProps } from './overlays/overlay.ts';
import styles from './Plane.module.css';
import { PlaneAxes } from './PlaneAxes.tsx';
import { deviationPlaces, markedContour, PlaneContours } from './PlaneContours.tsx';
import { PlaneHandles, Spokes } from './PlaneHandles.tsx';
import { PlaneLabels, takenBy, usePlaneLabels } from './PlaneLabels.tsx';
import { PlaneZoom } from './PlaneZoom.tsx';
import {
  HALO_RADIUS,
  type Handle,
  type HandleEnds,
  handlesOf,
  keepEnd,
  pressed,
  withHalos,
} from './planeHandles.ts';
import type { PlaneNames, PlanePart } from './planeParts.ts';
import { inSight, outlineAt, outlinesOf, PLANE_INSET, type PlaneOutline, planeScale } from './planeView.ts';
import { useHandleDrag } from './useHandleDrag.ts';
import { useMorph } from './useMorph.ts';
import { usePlaneHand } from './usePlaneHand.ts';
import { usePlaneView } from './usePlaneView.ts';
import { useMeasuredWidth } from './useWidth.ts';

export interface PlaneProps {
  readonly lab: LabConfiguration;
  readonly evaluation: Evaluation;
  readonly openings: number;
  /** Closer looks, drawn under the policies, or over them and under their handles; and their names, over all. */
  readonly layers?: (props: LayerProps, place: LayerPlace) => ReactNode;
  /** What of the picture is left out. */
  readonly hides?: readonly PlanePart[];
  /** A place that is to be in sight besides. */
  readonly sees?: Point | undefined;
  /** What of the picture stands out, because it is spoken of. */
  readonly lit?: PlanePart | null;
  /** The policies stay where they are: no handles. */
  readonly locked?: boolean;
  /** Other names for what is labelled. */
  readonly names?: PlaneNames;
  /** What is to be in sight at first, where that is not the pair and its projection. */
  readonly first?: () => readonly PlaneOutline[];
  readonly onChange: (patch: Partial<LabConfiguration>, gesture: string) => void;
  readonly onHold: () => void;
  readonly onRelease: () => void;
}

const NOTHING: readonly PlanePart[] = [];
/** Room of the mark of a contour: `1σ`. */
const MARK = [24, 18] as const;
const DOT = 16;
const START_ENDS: HandleEnds = { 'old-1': 1, 'old-2': 1, 'proposed-1': 1, 'proposed-2': 1 };

/** So long a policy may be out of sight before the plane shows all of them. */
const LOST_MILLISECONDS = 350;

/**
 * The plane of two actions: three Gaussians, the region of the mean, handles for what can be moved. Drawn again where the
 * pair moves, and not where only something is read of it.
 */
export const Plane = memo(function Plane({
  lab,
  evaluation,
  openings,
  layers,
  hides = NOTHING,
  sees,
  lit = null,
  locked = false,
  names,
  first,
  onChange,
  onHold,
  onRelease,
}: PlaneProps) {
  const frame = useRef<HTMLDivElement>(null);
  const size = useMeasuredWidth(frame);
  const clipId = useId();
  const { old, proposed } = lab;
  const outlines = outlinesOf(lab, [evaluation], hides);
  const { view, fitPair, zoom, move, settle } = usePlaneView(
    sees ? [...outlines, outlineAt(sees)] : outlines,
    openings,
    first,
  );
  const [ends, setEnds] = useState(START_ENDS);
  const [held, setHeld] = useState<Handle['key'] | null>(null);

  const side = Math.max(1, (size ?? 0) - PLANE_INSET.left - PLANE_INSET.right);
  const scale = useMemo(() => planeScale(view, PLANE_INSET.left, PLANE_INSET.top, side), [view, side]);
  const region = meanRegion(lab);
  const byProjection = useMorph(
    {
      projected: contourOf(evaluation.mean, evaluation.covariance, scale),
      region: contourOf(region.centre, region.covariance, scale),
    },
    `${lab.projection} ${lab.scaled}`,
    betweenContours,
  );
  const contours = {
    old: contourOf(old.mean, covarianceOf(old), scale),
    proposed: contourOf(proposed.mean, covarianceOf(proposed), scale),
    ...byProjection,
  };
  const { projection, scaled, covarianceBound } = lab;
  // Around wherever the mean is: a drag of the proposal only moves it.
  const band = useMemo(
    () => bandPath(covarianceBand({ projection, scaled, covarianceBound, old }), scale),
    [projection, scaled, covarianceBound, old, scale],
  );
  const handles = withHalos(
    locked ? [] : handlesOf({ old, proposed }, ends).filter(({ side }) => !hides.includes(side)),
    (a, b) => scale.factor * Math.hypot(a[0] - b[0], a[1] - b[1]),
    HALO_RADIUS,
  );
  const drag = useHandleDrag({
    lab,
    handles,
    scale,
    ends,
    setEnds,
    setHeld,
    onChange,
    onHold,
    onRelease,
    settle,
  });

  const marks = deviationPlaces(contours[markedContour(hides)], contours.proposed).map(({ x, y }) =>
    boxAround(x, y, ...MARK),
  );
  const moving = held !== null;
  const labels = usePlaneLabels({
    contours,
    handles,
    scale,
    side,
    hides,
    names,
    marks,
    moving,
  });
  const dots = handles.map(({ at }) => boxAround(scale.x(at[0]), scale.y(at[1]), DOT, DOT));
  const taken = [...takenBy(labels), ...marks, ...dots];
  const given: LayerProps = { lab, evaluation, scale, side, taken, moving };

  // What was set elsewhere, typed or stepped, may lie out of sight.
  const lost = !outlines.every(({ mean }) => inSight(mean, view));
  useEffect(() => {
    if (!lost || held !== null) return;
    const timer = setTimeout(settle, LOST_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [lost, held, settle]);

  const middle = useRef(evaluation.mean);
  middle.current = evaluation.mean;
  const zoomProjected = useCallback((steps: number) => zoom(steps, middle.current), [zoom]);
  const hand = usePlaneHand(frame, { scale, move });

  const handleKey = (handle: Handle, event: KeyboardEvent) => {
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
      {size === null ? null : (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be drawn in
        <svg
          className={styles.plane}
          data-plane
          data-lit={lit ?? undefined}
          width={size}
          height={size}
          viewBox={`0 0 ${size} ${size}`}
          role="group"
          aria-label={m.plane()}
          onPointerDown={(event) => {
            if (hand.onPointerDown(event)) drag.letGo();
            else drag.onPointerDown(event);
          }}
          onPointerMove={(event) => {
            drag.onPointerMove(event);
            hand.onPointerMove(event);
          }}
          onPointerUp={(event) => {
            drag.onPointerUp(event);
            hand.onPointerUp(event);
          }}
          onPointerCancel={(event) => {
            drag.onPointerCancel(event);
            hand.onPointerCancel(event);
          }}
        >
          <clipPath id={clipId}>
            <rect x={PLANE_INSET.left} y={PLANE_INSET.top} width={side} height={side} />
          </clipPath>
          <PlaneAxes view={view} scale={scale} side={side} />
          <g clipPath={`url(#${clipId})`}>
            {layers?.(given, 'ground')}
            <PlaneContours
              contours={contours}
              band={band}
              middle={{ x: scale.x(evaluation.mean[0]), y: scale.y(evaluation.mean[1]) }}
              hides={hides}
              locked={locked}
            />
            {layers?.(given, 'layer')}
            {(['old', 'proposed'] as const).map((which) =>
              locked || hides.includes(which) ? null : (
                <Spokes key={which} side={which} gaussian={lab[which]} ends={ends} scale={scale} />
              ),
            )}
            {hides.includes('projected') ? null : (
              <circle
                className={styles.projectedMean}
                cx={contours.projected.x}
                cy={contours.projected.y}
                r={4}
              />
            )}
            <PlaneHandles
              {...{ lab, handles, scale, held, names }}
              onKey={handleKey}
              onFocus={({ at }) => {
                if (!inSight(at, view)) fitPair();
              }}
            />
            {layers?.(given, 'names')}
            <PlaneLabels labels={labels} moving={moving} />
          </g>
        </svg>
      )}
      <PlaneZoom zoom={zoomProjected} fit={fitPair} />
    </div>
  );
});
