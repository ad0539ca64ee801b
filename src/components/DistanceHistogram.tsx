import { type KeyboardEvent, type MouseEvent, useCallback, useRef, useState } from 'react';
import * as m from '#words/charts';
import type { Announcer } from '../store/announcer.ts';
import { ChartCanvas } from './ChartCanvas.tsx';
import styles from './DistanceHistogram.module.css';
import { barAt, barBeside, describeBar, stateOfBar } from './distanceBars.ts';
import {
  type DistanceBar,
  type DistanceLayout,
  type DistancePictureModel,
  describeDistances,
  drawDistancePicture,
} from './distancePicture.ts';
import { Tip } from './Tip.tsx';
import { usePalette } from './usePalette.ts';

export interface DistanceHistogramProps {
  /** Memoised: the newest distances, `null` before there are any. */
  readonly read: () => DistancePictureModel | null;
  /** Memoised. */
  readonly sources: readonly Announcer[];
  /** Opens a state of the bar that was chosen, an index into the distances. */
  readonly onOpen: (state: number) => void;
}

const ARROWS: Readonly<Record<string, { readonly along: number; readonly down: number }>> = {
  ArrowLeft: { along: -1, down: 0 },
  ArrowRight: { along: 1, down: 0 },
  ArrowUp: { along: 0, down: -1 },
  ArrowDown: { along: 0, down: 1 },
};

/**
 * How far every state of the batch moved, before and after projection, with the bound drawn through both. Bars are read
 * with the pointer or the arrow keys; a click or Enter opens one of their states.
 */
export function DistanceHistogram({ read, sources, onOpen }: DistanceHistogramProps) {
  const palette = usePalette();
  const layout = useRef<DistanceLayout | null>(null);
  const [bar, setBar] = useState<DistanceBar | null>(null);
  const draw = useCallback(
    (context: CanvasRenderingContext2D, width: number, height: number) => {
      const model = read();
      layout.current = model && drawDistancePicture(context, width, height, model, palette, bar);
    },
    [read, palette, bar],
  );
  const summarise = useCallback(() => {
    const model = read();
    return model === null ? m.noDistances() : describeDistances(model);
  }, [read]);

  const point = (event: MouseEvent<HTMLDivElement>) => {
    if (layout.current === null) return null;
    const box = event.currentTarget.getBoundingClientRect();
    const next = barAt(layout.current, event.clientX - box.left, event.clientY - box.top);
    setBar((now) => (now?.row === next?.row && now?.bin === next?.bin ? now : next));
    return next;
  };
  const open = (chosen: DistanceBar | null) => {
    const model = read();
    const histogram = chosen && layout.current?.rows[chosen.row];
    if (model === null || !chosen || !histogram) return;
    const values = chosen.row === 0 ? model.proposed : model.projected;
    const state = values === null ? -1 : stateOfBar(values, histogram, chosen.bin);
    if (state >= 0) onOpen(state);
  };
  const handleKey = (event: KeyboardEvent<HTMLDivElement>) => {
    const direction = ARROWS[event.key];
    if (event.key === 'Escape') setBar(null);
    if (event.key === 'Enter') open(bar);
    if (direction === undefined || layout.current === null) return;
    event.preventDefault();
    setBar(barBeside(layout.current, bar, direction));
  };

  const model = bar && read();
  const words =
    model && bar && layout.current?.rows[bar.row] ? describeBar(model, layout.current, bar) : null;
  return (
    <div className={styles.chart}>
      <ChartCanvas draw={draw} summarise={summarise} sources={sources} />
      <div
        className={styles.reader}
        role="slider"
        tabIndex={0}
        aria-label={m.readBars()}
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={bar && layout.current ? layout.current.rows[bar.row]!.counts.length - 1 : 0}
        aria-valuenow={bar?.bin ?? 0}
        aria-valuetext={words ?? m.noBar()}
        onPointerMove={point}
        onPointerLeave={() => setBar(null)}
        onBlur={() => setBar(null)}
        onClick={(event) => open(point(event))}
        onKeyDown={handleKey}
      />
      {words !== null && bar !== null && layout.current !== null ? (
        <BarTip layout={layout.current} bar={bar} words={words} />
      ) : null}
    </div>
  );
}

function BarTip({
  layout: { left, right, top, rowHeight, rows },
  bar: { row, bin },
  words,
}: {
  readonly layout: DistanceLayout;
  readonly bar: DistanceBar;
  readonly words: string;
}) {
  const width = (right - left) / rows[row]!.counts.length;
  const anchor = {
    left: left + bin * width,
    right: left + (bin + 1) * width,
    top: top + row * rowHeight,
    bottom: top + (row + 1) * rowHeight,
  };
  const within = { width: right + left, height: 2 * top + rows.length * rowHeight };
  return (
    <Tip anchor={anchor} within={within}>
      <p>{words}</p>
      <p className="quiet">{m.clickBar()}</p>
    </Tip>
  );
}
