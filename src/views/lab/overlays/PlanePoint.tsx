import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef } from 'react';
import * as m from '#words/sample';
import { classNames } from '../../../components/classNames.ts';
import { formatFixed } from '../../../components/format.ts';
import shared from '../../../components/Handle.module.css';
import { HandleArea } from '../../../components/HandleArea.tsx';
import { LAB_LIMITS } from '../../../experiments/lab.ts';
import type { Point } from '../labGeometry.ts';
import type { PlaneScale } from '../planeView.ts';
import styles from './PlanePoint.module.css';

/** What an arrow key moves it by; with shift ten times that. */
const PRESS = 0.05;

const { minimum, maximum } = LAB_LIMITS.mean;
const limited = (value: number) => Math.min(maximum, Math.max(minimum, Number(value.toFixed(3))));

export interface PlanePointProps {
  readonly at: Point;
  readonly scale: PlaneScale;
  readonly label: string;
  /** After the place, for a screen reader. */
  readonly reading?: string;
  readonly onMove: (to: Point) => void;
  /** A pointer takes hold of it, and lets go. */
  readonly onHold?: () => void;
  readonly onRelease?: () => void;
  /** What is drawn, around (0, 0). */
  readonly children: ReactNode;
}

/** A point of a layer that is dragged, or moved with the arrow keys. */
export function PlanePoint({
  at,
  scale,
  label,
  reading,
  onMove,
  onHold,
  onRelease,
  children,
}: PlanePointProps) {
  const current = useRef({ scale, onMove });
  current.current = { scale, onMove };
  const held = useRef<{ pointer: number; corner: Point; offset: Point; next: Point; frame: number } | null>(
    null,
  );
  useEffect(() => () => cancelAnimationFrame(held.current?.frame ?? 0), []);

  const apply = () => {
    if (held.current === null) return;
    held.current.frame = 0;
    const { next, corner, offset } = held.current;
    const [x, y] = current.current.scale.invert(
      next[0] - corner[0] - offset[0],
      next[1] - corner[1] - offset[1],
    );
    current.current.onMove([limited(x), limited(y)]);
  };
  const release = (event: PointerEvent) => {
    if (held.current?.pointer !== event.pointerId) return;
    cancelAnimationFrame(held.current.frame);
    apply();
    held.current = null;
    onRelease?.();
  };
  const place = { first: formatFixed(at[0]), second: formatFixed(at[1]) };
  const press = (event: KeyboardEvent) => {
    const across = { ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? 0;
    const up = { ArrowUp: 1, ArrowDown: -1 }[event.key] ?? 0;
    if (across === 0 && up === 0) return;
    event.preventDefault();
    const step = PRESS * (event.shiftKey ? 10 : 1);
    onMove([limited(at[0] + across * step), limited(at[1] + up * step)]);
  };

  return (
    <g
      className={classNames(shared.handle, styles.point)}
      transform={`translate(${scale.x(at[0])} ${scale.y(at[1])})`}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-roledescription={m.pointOnPlane()}
      aria-valuemin={minimum}
      aria-valuemax={maximum}
      aria-valuenow={Number(at[0].toFixed(3))}
      aria-valuetext={reading ? m.placeWith({ ...place, more: reading }) : m.place(place)}
      onKeyDown={press}
      onPointerDown={(event) => {
        if (event.button !== 0 || held.current !== null) return;
        // The plane beneath is not dragged along.
        event.stopPropagation();
        event.preventDefault();
        event.currentTarget.focus({ preventScroll: true });
        event.currentTarget.setPointerCapture(event.pointerId);
        const box = event.currentTarget.ownerSVGElement!.getBoundingClientRect();
        held.current = {
          pointer: event.pointerId,
          corner: [box.left, box.top],
          offset: [event.clientX - box.left - scale.x(at[0]), event.clientY - box.top - scale.y(at[1])],
          next: [event.clientX, event.clientY],
          frame: 0,
        };
        onHold?.();
      }}
      onPointerMove={(event) => {
        if (held.current?.pointer !== event.pointerId) return;
        held.current.next = [event.clientX, event.clientY];
        if (held.current.frame === 0) held.current.frame = requestAnimationFrame(apply);
      }}
      onPointerUp={release}
      onPointerCancel={release}
    >
      <HandleArea ring={14} />
      {children}
    </g>
  );
}
