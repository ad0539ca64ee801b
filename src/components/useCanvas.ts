import { type RefObject, useCallback, useEffect, useRef } from 'react';

/** Draws the whole picture; width and height in CSS pixels, the context scaled and cleared. */
export type Draw = (context: CanvasRenderingContext2D, width: number, height: number) => void;

export interface CanvasHandle {
  readonly ref: RefObject<HTMLCanvasElement | null>;
  /** Asks for a redraw in the next frame; any number of calls in a frame draw once. */
  readonly redraw: () => void;
}

/**
 * A canvas as sharp as the screen: follows its CSS size and the device pixel ratio. Redraws when `draw` changes
 * (memoise it) and when asked.
 */
export function useCanvas(draw: Draw): CanvasHandle {
  const ref = useRef<HTMLCanvasElement>(null);
  const latest = useRef(draw);
  const frame = useRef(0);

  const redraw = useCallback(() => {
    if (frame.current !== 0) return;
    frame.current = requestAnimationFrame(() => {
      frame.current = 0;
      const canvas = ref.current;
      if (canvas === null) return;
      const ratio = window.devicePixelRatio || 1;
      const width = canvas.clientWidth;
      const height = canvas.clientHeight;
      if (width === 0 || height === 0) return;
      const columns = Math.round(width * ratio);
      const rows = Math.round(height * ratio);
      if (canvas.width !== columns) canvas.width = columns;
      if (canvas.height !== rows) canvas.height = rows;
      const context = canvas.getContext('2d');
      if (context === null) return;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, width, height);
      latest.current(context, width, height);
    });
  }, []);

  useEffect(() => {
    latest.current = draw;
    redraw();
  }, [draw, redraw]);

  useEffect(() => {
    const canvas = ref.current;
    if (canvas === null) return;
    const observer = new ResizeObserver(redraw);
    observer.observe(canvas);
    let query: MediaQueryList | null = null;
    const watchRatio = () => {
      query?.removeEventListener('change', watchRatio);
      query = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
      query.addEventListener('change', watchRatio);
      redraw();
    };
    watchRatio();
    return () => {
      observer.disconnect();
      query?.removeEventListener('change', watchRatio);
      cancelAnimationFrame(frame.current);
      frame.current = 0;
    };
  }, [redraw]);

  return { ref, redraw };
}
