import { type PointerEvent, useCallback, useEffect, useRef } from 'react';
import type { Scene } from '../../environments/environment.ts';
import type { EpisodePlayer } from '../../store/trainPlayer.ts';

/** How a pointer pulls: which grip it holds and where it is, CSS pixels within the picture. */
export interface Pull {
  readonly grip: number;
  x: number;
  y: number;
}

/** Milliseconds that a nudge without a pointer lasts, and how far it pulls, as a share of the picture's width. */
const NUDGE = { milliseconds: 250, share: 0.3 };

/** Lets a pointer pull at what a scene shows while it plays, if it shows anything of the kind. `change` asks a held picture for a redraw. */
export function usePush(scene: Scene, player: EpisodePlayer, change: () => void) {
  const pull = useRef<Pull | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const { push } = scene;
  const take = useCallback(
    (element: HTMLElement, x: number, y: number) => {
      if (push === undefined) return;
      const { clientWidth: width, clientHeight: height } = element;
      const distances = push
        .grips(player.drawnState(), width, height)
        .map(([gripX, gripY]) => Math.hypot(gripX - x, gripY - y));
      const held: Pull = { grip: distances.indexOf(Math.min(...distances)), x, y };
      pull.current = held;
      player.push = (state, seconds) => push.pull(state, held.grip, held.x, held.y, width, height, seconds);
      change();
    },
    [push, player, change],
  );
  const release = useCallback(() => {
    clearTimeout(timer.current);
    pull.current = null;
    player.push = null;
    change();
  }, [player, change]);
  useEffect(() => release, [release]);

  const placeOf = ({ currentTarget, clientX, clientY }: PointerEvent<HTMLElement>) => {
    const box = currentTarget.getBoundingClientRect();
    return [clientX - box.left, clientY - box.top] as const;
  };
  return {
    pull,
    /** One short pull to a side, for those without a pointer. */
    nudge: (element: HTMLElement) => {
      if (push === undefined) return;
      const { clientWidth: width, clientHeight: height } = element;
      const [x, y] = push.grips(player.drawnState(), width, height)[0]!;
      const side = x < width / 2 ? 1 : -1;
      take(element, x + side * NUDGE.share * width, y);
      timer.current = setTimeout(release, NUDGE.milliseconds);
    },
    handlers: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        take(event.currentTarget, ...placeOf(event));
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        if (pull.current === null) return;
        [pull.current.x, pull.current.y] = placeOf(event);
        change();
      },
      onPointerUp: release,
      onPointerCancel: release,
      onLostPointerCapture: release,
    },
  };
}
