import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { HIT_RADIUS } from '../../components/HandleArea.tsx';
import type { SimplexConfiguration } from '../../experiments/simplex.ts';
import { fullShare, steppedShare, withShare } from './barShare.ts';
import type { SimplexEvaluation } from './evaluateSimplex.ts';

export type BarSide = 'old' | 'proposed';
export interface Bar {
  readonly side: BarSide;
  readonly action: number;
}

export interface BarHandProps {
  readonly simplex: SimplexConfiguration;
  readonly evaluation: SimplexEvaluation;
  readonly onChange: (patch: Partial<SimplexConfiguration>, gesture: string) => void;
  readonly onHold: () => void;
  readonly onRelease: () => void;
}

/** One arrow press, and with shift, in log odds. */
const STEP = { small: 0.1, large: 0.5 };

interface Grip extends Bar {
  readonly pointer: number;
  readonly from: number;
  readonly share: number;
  readonly logits: readonly number[];
  readonly perPixel: number;
}

/**
 * Moves the bars of both policies: the nearest end of a bar by a pointer, the focused one by keys; the other actions of
 * its policy keep their ratios.
 */
export function useBarHand({ simplex, evaluation, onChange, onHold, onRelease }: BarHandProps) {
  const grip = useRef<Grip | null>(null);
  const [held, setHeld] = useState<Bar | null>(null);
  /** The scale stays while a hand holds a bar, but for what would grow out of it. */
  const [heldFull, setHeldFull] = useState(0);
  const sides = [evaluation.old, evaluation.proposed, evaluation.projected];
  const largest = Math.max(...sides.flatMap((side) => [...side]));
  const full = held === null ? fullShare(largest) : Math.max(heldFull, largest);
  const set = (side: BarSide, logits: readonly number[], gesture: string) =>
    onChange({ [side]: logits }, gesture);

  const take = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || grip.current !== null) return;
    const bar = nearestBar(event);
    if (bar === null) return;
    const { side, action } = bar;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    handleOf(event.currentTarget, bar)?.focus({ preventScroll: true });
    grip.current = {
      ...bar,
      pointer: event.pointerId,
      from: event.clientY,
      share: evaluation[side][action]!,
      logits: simplex[side],
      perPixel: full / event.currentTarget.clientHeight,
    };
    setHeld(bar);
    setHeldFull(full);
    onHold();
  };
  const move = (event: PointerEvent<HTMLElement>) => {
    const holding = grip.current;
    if (holding === null || holding.pointer !== event.pointerId) return;
    const { side, action, share, logits, from, perPixel } = holding;
    set(side, withShare(logits, action, share + (from - event.clientY) * perPixel), `drag ${side} ${action}`);
  };
  const drop = (event: PointerEvent<HTMLElement>) => {
    if (grip.current?.pointer !== event.pointerId) return;
    grip.current = null;
    setHeld(null);
    onRelease();
  };
  /** Up and down change the bar, left and right go to the next. @returns where to go */
  const press = ({ side, action }: Bar, event: KeyboardEvent): Bar | null => {
    const { key, shiftKey } = event;
    const up = { ArrowUp: 1, ArrowDown: -1 }[key];
    const along = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (up === undefined && along === undefined) return null;
    event.preventDefault();
    if (up !== undefined) {
      const share = steppedShare(evaluation[side][action]!, up * (shiftKey ? STEP.large : STEP.small));
      set(side, withShare(simplex[side], action, share), `${side} ${action} ${key}`);
      return null;
    }
    const next = action + along!;
    return next < 0 || next >= simplex[side].length ? null : { side, action: next };
  };
  return { full, held, press, handlers: { take, move, drop } };
}

/** The handle of a bar; for the focus. */
export function handleOf(picture: HTMLElement, { side, action }: Bar): HTMLElement | null {
  return picture.querySelector(`[data-bar="${side}-${action}"]`);
}

/**
 * The bar whose end is nearest to a pointer, if it is within a finger's reach, or whose body a mouse is over: a finger
 * there scrolls.
 */
function nearestBar({
  currentTarget,
  clientX: x,
  clientY: y,
  pointerType,
}: PointerEvent<HTMLElement>): Bar | null {
  let nearest: HTMLElement | null = null;
  let least: number = HIT_RADIUS;
  for (const handle of currentTarget.querySelectorAll<HTMLElement>('[data-bar]')) {
    const { left, right, top, bottom } = handle.getBoundingClientRect();
    const across = Math.max(left - x, 0, x - right);
    const distance = Math.hypot((left + right) / 2 - x, top - y);
    const within = pointerType !== 'touch' && across === 0 && y >= top && y <= bottom;
    // A body that is hit counts as much as an end that is all but hit.
    const reach = within ? Math.min(distance, 1) : distance;
    if (reach < least) [nearest, least] = [handle, reach];
  }
  const [side, action] = nearest?.dataset.bar?.split('-') ?? [];
  return side === undefined ? null : { side: side as BarSide, action: Number(action) };
}
