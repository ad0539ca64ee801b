import { useEffect, useRef } from 'react';
import type { Announcer } from '../store/announcer.ts';
import styles from './ChartCanvas.module.css';
import { classNames } from './classNames.ts';
import { type Draw, useCanvas } from './useCanvas.ts';

export interface ChartCanvasProps {
  /** Memoised; reads the newest data itself. */
  readonly draw: Draw;
  /** The picture in a sentence or two, for people who cannot see it. */
  readonly summarise: () => string;
  /** Memoised list; a redraw in the next frame whenever one of them announces. */
  readonly sources: readonly Announcer[];
  readonly className?: string;
}

/** The description is rewritten at most this often, so that a screen reader is not chased. */
const DESCRIBE_MILLISECONDS = 1000;

/** A picture of data that lives outside React: drawn at most once a frame and only when the data changed. */
export function ChartCanvas({ draw, summarise, sources, className }: ChartCanvasProps) {
  const { ref, redraw } = useCanvas(draw);
  const latestSummary = useRef(summarise);

  useEffect(() => {
    latestSummary.current = summarise;
    ref.current?.setAttribute('aria-label', summarise());
  }, [summarise, ref]);

  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | null = null;
    const announce = () => {
      redraw();
      waiting ??= setTimeout(() => {
        waiting = null;
        ref.current?.setAttribute('aria-label', latestSummary.current());
      }, DESCRIBE_MILLISECONDS);
    };
    const stops = sources.map((source) => source.subscribe(announce));
    redraw();
    return () => {
      for (const stop of stops) stop();
      if (waiting !== null) clearTimeout(waiting);
    };
  }, [sources, redraw, ref]);

  return <canvas ref={ref} role="img" className={classNames(styles.canvas, className)} />;
}
