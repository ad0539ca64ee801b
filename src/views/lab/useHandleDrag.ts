import { type PointerEvent, useMemo, useRef } from 'react';
import type { LabConfiguration } from '../../experiments/lab.ts';
import type { Point } from './labGeometry.ts';
import { dragTo, type Handle, type HandleEnds, keepEnd, nearestHandle } from './planeHandles.ts';
import type { PlaneScale } from './planeView.ts';

interface DragOptions {
  readonly lab: LabConfiguration;
  readonly handles: readonly Handle[];
  readonly scale: PlaneScale;
  readonly ends: HandleEnds;
  readonly setEnds: (ends: HandleEnds) => void;
  readonly setHeld: (key: Handle['key'] | null) => void;
  readonly onChange: (patch: Partial<LabConfiguration>, gesture: string) => void;
  readonly onHold: () => void;
  readonly onRelease: () => void;
  readonly settle: () => void;
}

/** Pointer gestures on the handles; at most one change a frame, the latest. */
export function useHandleDrag(options: DragOptions) {
  const current = useRef(options);
  current.current = options;
  const grip = useRef<{
    handle: Handle;
    /** What it held, and whether that has been moved. */
    before: LabConfiguration[Handle['side']];
    moved: boolean;
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
      const { lab, scale, ends, setEnds, onChange } = current.current;
      const { handle, next, offset } = holding;
      const to = scale.invert(next[0] - offset[0], next[1] - offset[1]);
      holding.next = null;
      const moved = dragTo(lab[handle.side], handle.grip, to);
      const kept = keepEnd(ends, handle, moved, to);
      // Seldom another one: a state that is set, even to what it is, would draw the plane once more.
      if (kept !== ends) setEnds(kept);
      holding.moved = true;
      onChange({ [handle.side]: moved }, `drag ${handle.key}`);
    };
    /** A second finger means the picture and not what the first one happened to touch: that goes back. */
    const letGo = () => {
      const holding = grip.current;
      if (holding === null) return;
      cancelAnimationFrame(holding.frame);
      grip.current = null;
      const { setHeld, onChange, onRelease } = current.current;
      const { handle, before, moved } = holding;
      if (moved) onChange({ [handle.side]: before }, `drag ${handle.key}`);
      setHeld(null);
      onRelease();
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
      letGo,
      onPointerDown: (event: PointerEvent<SVGSVGElement>) => {
        const touched = (event.target as Element).closest<SVGElement>('[data-handle], [data-grips]');
        if (touched === null || event.button !== 0 || grip.current !== null) return;
        const corner = event.currentTarget.getBoundingClientRect();
        const [x, y] = [event.clientX - corner.left, event.clientY - corner.top];
        const { lab, handles, scale, setHeld, onHold } = current.current;
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
          before: lab[handle.side],
          moved: false,
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
