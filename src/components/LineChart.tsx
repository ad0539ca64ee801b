import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useMemo, useRef } from 'react';
import * as m from '#words/charts';
import type { Announcer } from '../store/announcer.ts';
import { formatCount } from './axisTicks.ts';
import { ChartCanvas } from './ChartCanvas.tsx';
import type { ChartCursor } from './chartCursor.ts';
import overlay from './chartReader.module.css';
import styles from './LineChart.module.css';
import type { LineLayout } from './lineAxes.ts';
import type { Line, Mark, Reference } from './lineModel.ts';
import { drawLinePicture } from './linePicture.ts';
import { nearestKnownRow, nextKnown, readLines } from './lineReadings.ts';
import { usePalette } from './usePalette.ts';
import type { ValueKind } from './valueAxis.ts';

export interface LineChartProps {
  /** What is drawn, for people who listen: `Return against environment steps`. */
  readonly name: string;
  /** `null` where the chart's heading says it. */
  readonly yLabel: string | null;
  /** Name of the horizontal axis; `null` hides its numbers (a chart above or below shows them). */
  readonly xLabel: string | null;
  /** Memoised. */
  readonly lines: readonly Line[];
  /** Memoised: whose announcements mean new data. */
  readonly sources: readonly Announcer[];
  readonly budget: number;
  /** What the values are; left out: numbers on a linear axis. */
  readonly kind?: ValueKind;
  readonly reference: Reference | null;
  /** Memoised: names in charts above and below, to leave the same room. */
  readonly names?: readonly string[];
  /** Memoised. */
  readonly marks?: readonly Mark[];
  /** What stands in the chart while no line has a value. */
  readonly empty?: string;
  /** Memoised: the steps after which the past is on show, `null`: the newest. */
  readonly past?: () => number | null;
  /** Shared by charts with the same horizontal axis. */
  readonly cursor: ChartCursor;
}

/** Lines against environment steps. Values are read with the pointer, or with the arrow keys. */
export function LineChart(props: LineChartProps) {
  const { name, yLabel, xLabel, lines, sources, budget, kind, reference, names, marks, empty, cursor, past } =
    props;
  const palette = usePalette();
  const layout = useRef<LineLayout | null>(null);
  const reader = useRef<HTMLDivElement>(null);

  const draw = useCallback(
    (context: CanvasRenderingContext2D, width: number, height: number) => {
      const boxed = cursor.owner === reader.current;
      const model = {
        ...{ lines, yLabel, xLabel, budget, kind, reference, names, marks, empty, boxed },
        cursor: cursor.position,
        past: past?.(),
      };
      layout.current = drawLinePicture(context, width, height, model, palette);
    },
    [lines, yLabel, xLabel, budget, kind, reference, names, marks, empty, cursor, past, palette],
  );
  const summarise = useCallback(() => {
    const read = readLines(lines, Number.POSITIVE_INFINITY, kind);
    return read === null
      ? m.nameNothing({ name })
      : m.nameAt({ name, steps: formatCount(read.steps), values: read.texts.join('; ') }) + marksText(marks);
  }, [lines, kind, name, marks]);
  const announcers = useMemo(() => [...sources, cursor], [sources, cursor]);

  // The reader is a slider along the axis; its values are written past React, at most once per change.
  useEffect(() => {
    const write = () => {
      const element = reader.current;
      if (element === null) return;
      const read = readLines(lines, cursor.position ?? Number.POSITIVE_INFINITY, kind);
      element.setAttribute('aria-valuemax', String(Math.round(layout.current?.extent ?? budget)));
      element.setAttribute('aria-valuenow', String(read?.steps ?? 0));
      element.setAttribute(
        'aria-valuetext',
        read === null
          ? m.nothingYet()
          : m.atSteps({ steps: formatCount(read.steps), values: read.texts.join('; ') }),
      );
    };
    write();
    return cursor.subscribe(write);
  }, [lines, kind, cursor, budget]);

  const point = (event: PointerEvent<HTMLDivElement>) => {
    if (layout.current === null) return;
    const { left, right, extent } = layout.current;
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    cursor.point(Math.max(0, Math.min(extent, ((x - left) / (right - left)) * extent)), event.currentTarget);
  };

  const handleKey = (event: KeyboardEvent<HTMLDivElement>) => {
    const series = (
      lines.find((line) => !line.quiet && !line.background) ?? lines.find((line) => !line.quiet)
    )?.series;
    if (event.key === 'Escape') cursor.point(null, null);
    if (series === undefined || series.length === 0) return;
    const direction = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (direction !== undefined) {
      event.preventDefault();
      const from = cursor.position === null ? series.length : series.nearest(cursor.position);
      const stride = event.shiftKey ? 10 : 1;
      cursor.point(nextKnown(series, from, direction, stride), event.currentTarget);
    } else if (event.key === 'Home' || event.key === 'End') {
      event.preventDefault();
      const row = nearestKnownRow(series, event.key === 'Home' ? 0 : Number.POSITIVE_INFINITY);
      cursor.point(row < 0 ? null : series.x(row), event.currentTarget);
    }
  };

  return (
    <div className={styles.chart}>
      <ChartCanvas draw={draw} summarise={summarise} sources={announcers} />
      <div
        ref={reader}
        className={overlay.reader}
        role="slider"
        tabIndex={0}
        aria-label={m.readValues({ name })}
        aria-valuemin={0}
        aria-valuemax={budget}
        aria-valuenow={0}
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => {
          cursor.point(null, null);
        }}
        onBlur={() => {
          cursor.point(null, null);
        }}
        onKeyDown={handleKey}
      />
    </div>
  );
}

function marksText(marks: readonly Mark[] = []): string {
  return marks.map(({ steps, label }) => ` ${m.markAt({ steps: formatCount(steps), mark: label })}`).join('');
}
