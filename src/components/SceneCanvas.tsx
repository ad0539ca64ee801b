import { useCallback, useEffect, useRef } from 'react';
import { drawArrow } from '../environments/drawing.ts';
import type { Scene, ScenePalette } from '../environments/environment.ts';
import type { Announcer } from '../store/announcer.ts';
import styles from './ChartCanvas.module.css';
import { classNames } from './classNames.ts';
import { useCanvas } from './useCanvas.ts';
import { usePalette } from './usePalette.ts';

export interface SceneFrame {
  readonly state: ArrayLike<number>;
  readonly action: ArrayLike<number> | null;
  /** Where a pointer pulls at what the scene shows; `null` or left out: nowhere. */
  readonly pull?: { readonly grip: number; readonly x: number; readonly y: number } | null;
}

export interface SceneCanvasProps {
  readonly scene: Scene;
  /** What the picture shows, in words. */
  readonly label: string;
  /** Memoised: lets `seconds` pass and gives what to draw; called once a frame while it plays. */
  readonly frame: (seconds: number) => SceneFrame | null;
  readonly playing: boolean;
  /** Below 1 a small picture is a large one seen from further away, lines and all. */
  readonly zoom?: number;
  /** Memoised: still pictures redraw when one of these announces. */
  readonly sources?: readonly Announcer[];
  readonly className?: string;
}

const NO_SOURCES: readonly Announcer[] = [];
/** A frame after a pause (another tab, a long task) counts as this much at most. */
const LONGEST_FRAME = 0.1;
const PULL_DASH = [5, 3];

/** An environment's picture, alive while `playing`, still otherwise. */
export function SceneCanvas({
  scene,
  label,
  frame,
  playing,
  zoom = 1,
  sources = NO_SOURCES,
  className,
}: SceneCanvasProps) {
  const palette = usePalette();
  const elapsed = useRef(0);
  const draw = useCallback(
    (context: CanvasRenderingContext2D, width: number, height: number) => {
      const shown = frame(elapsed.current);
      elapsed.current = 0;
      if (shown === null) return;
      context.scale(zoom, zoom);
      const colours: ScenePalette = palette;
      scene.draw(context, width / zoom, height / zoom, shown.state, shown.action, colours);
      if (!shown.pull || !scene.push) return;
      const { grip, x, y } = shown.pull;
      const [fromX, fromY] = scene.push.grips(shown.state, width, height)[grip]!;
      context.setLineDash(PULL_DASH);
      drawArrow(context, fromX, fromY, x, y, { color: palette.problem, width: 2 });
      context.setLineDash([]);
    },
    [scene, frame, palette, zoom],
  );
  const { ref, redraw } = useCanvas(draw);

  useEffect(() => {
    const stops = sources.map((source) => source.subscribe(redraw));
    return () => {
      for (const stop of stops) stop();
    };
  }, [sources, redraw]);

  useEffect(() => {
    if (!playing) return;
    let last: number | null = null;
    let request = 0;
    // useCanvas draws in the frame after it is asked: one steady frame of delay, no double drawing.
    const tick = (now: number) => {
      if (last !== null) elapsed.current += Math.min(LONGEST_FRAME, (now - last) / 1000);
      last = now;
      redraw();
      request = requestAnimationFrame(tick);
    };
    request = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(request);
  }, [playing, redraw]);

  return <canvas ref={ref} role="img" aria-label={label} className={classNames(styles.canvas, className)} />;
}
