import { type PointerEvent, type RefObject, useEffect, useMemo, useRef } from 'react';
import { useStillPage } from '../../components/stillPage.ts';
import type { Point } from './labGeometry.ts';
import { type PlaneScale, type PlaneView, panned, zoomed } from './planeView.ts';

interface HandOptions {
  readonly scale: PlaneScale;
  readonly move: (change: (view: PlaneView) => PlaneView) => void;
}

/** Growth of the picture by a pixel of the wheel; a pinch on a trackpad comes as a wheel with ctrl, and smaller. */
const WHEEL = { turned: 0.0015, pinched: 0.01 } as const;
/** Pixels of a line, for wheels that count lines. */
const LINE = 16;

/**
 * The plane under the hand: dragged with the mouse beside the policies, zoomed with the wheel, moved and zoomed with two
 * fingers. One finger scrolls the page, as everywhere.
 */
export function usePlaneHand(frame: RefObject<HTMLElement | null>, options: HandOptions) {
  const current = useRef(options);
  current.current = options;
  useStillPage(frame);
  const pointers = useRef(new Map<number, Point>());

  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    // Not through React, whose wheel listeners cannot keep the page from scrolling.
    const turn = (event: WheelEvent) => {
      if (!(event.target instanceof SVGElement)) return;
      event.preventDefault();
      const corner = element.getBoundingClientRect();
      const { scale, move } = current.current;
      const around = scale.invert(event.clientX - corner.left, event.clientY - corner.top);
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE * event.deltaY : event.deltaY;
      const factor = Math.exp(-pixels * (event.ctrlKey ? WHEEL.pinched : WHEEL.turned));
      move((view) => zoomed(view, factor, around));
    };
    element.addEventListener('wheel', turn, { passive: false });
    return () => element.removeEventListener('wheel', turn);
  }, [frame]);

  return useMemo(() => {
    /** In the window: asking where the drawing is would force a layout in every move of a policy. */
    const place = ({ clientX, clientY }: PointerEvent<SVGSVGElement>): Point => [clientX, clientY];
    const leave = (event: PointerEvent<SVGSVGElement>) => {
      pointers.current.delete(event.pointerId);
    };
    return {
      /** @returns whether two fingers have the picture now, whatever lies under them */
      onPointerDown: (event: PointerEvent<SVGSVGElement>): boolean => {
        const onPolicy = (event.target as Element).closest('[data-handle], [data-grips]') !== null;
        const finger = event.pointerType === 'touch';
        if ((onPolicy && !finger) || event.button !== 0 || pointers.current.size === 2) return false;
        pointers.current.set(event.pointerId, place(event));
        event.currentTarget.setPointerCapture(event.pointerId);
        return finger && pointers.current.size === 2;
      },
      onPointerMove: (event: PointerEvent<SVGSVGElement>) => {
        const before = pointers.current.get(event.pointerId);
        if (before === undefined) return;
        pointers.current.set(event.pointerId, place(event));
        const beside = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
        if (beside === undefined && event.pointerType === 'touch') return;
        const { left, top } = event.currentTarget.getBoundingClientRect();
        const inside = ([x, y]: Point): Point => [x - left, y - top];
        const [from, to, other] = [inside(before), inside(place(event)), beside && inside(beside)];
        const { scale, move } = current.current;
        // The point under the finger stays under it; of two fingers the other one's point stays where it is.
        const [under, wanted] = [scale.invert(...from), scale.invert(...to)];
        const shift: Point = [under[0] - wanted[0], under[1] - wanted[1]];
        if (other === undefined) {
          move((view) => panned(view, shift));
          return;
        }
        const apart = (point: Point) => Math.max(1, Math.hypot(point[0] - other[0], point[1] - other[1]));
        const middle = scale.invert((to[0] + other[0]) / 2, (to[1] + other[1]) / 2);
        const factor = apart(to) / apart(from);
        move((view) => panned(zoomed(view, factor, middle), [shift[0] / 2, shift[1] / 2]));
      },
      onPointerUp: leave,
      onPointerCancel: leave,
    };
  }, []);
}
