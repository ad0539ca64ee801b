import { type KeyboardEvent, memo, type PointerEvent, useEffect, useRef } from 'react';
import * as m from '#words/charts';
import type { AxisScale } from '../axisScale.ts';
import overlay from '../chartReader.module.css';
import styles from './XyReader.module.css';
import { nearest, readAt, readingsText, readingText, type XyLine, type XyReading } from './xyReadings.ts';

export interface XyReaderProps {
  readonly name: string;
  readonly lines: readonly XyLine[];
  readonly xStart: number;
  readonly xEnd: number;
  readonly formatX: (value: number) => string;
  readonly formatY: (value: number) => string;
  /** Of the plot, in pixels of the element that this lies over. */
  readonly frame: { readonly top: number; readonly bottom: number; readonly width: number };
  readonly x: AxisScale;
  readonly y: AxisScale;
}

/** A pointer is read out when it rests, so that nobody who listens is chased. */
const REST_MILLISECONDS = 250;

/**
 * Values under the pointer or by the arrow keys. What follows the pointer is written past React, into a few small
 * elements of their own: the picture beneath is neither drawn nor compared again.
 */
export const XyReader = memo(function XyReader(props: XyReaderProps) {
  const { name, lines, xStart, xEnd, formatX, formatY, frame, x } = props;
  const slider = useRef<HTMLDivElement>(null);
  const marks = useRef<HTMLDivElement>(null);
  const values = useRef<HTMLDivElement>(null);
  const cursor = useRef<number | null>(null);
  const rest = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const grid = lines[0]?.x ?? new Float64Array();

  const announce = () => {
    const at = cursor.current ?? xEnd;
    const read = readAt(lines, at);
    slider.current?.setAttribute('aria-valuenow', String(at));
    slider.current?.setAttribute('aria-valuetext', readingsText(read, formatX, formatY));
  };
  const show = (at: number | null) => {
    cursor.current = at;
    const read = at === null ? [] : readAt(lines, at);
    writeMarks(marks.current, read, props);
    writeValues(values.current, read, props);
  };
  const move = (at: number | null) => {
    show(at);
    clearTimeout(rest.current);
    rest.current = setTimeout(announce, REST_MILLISECONDS);
  };

  // New data or another width: what is read stays read.
  useEffect(() => {
    show(cursor.current);
    announce();
  });
  useEffect(() => () => clearTimeout(rest.current), []);

  const point = (event: PointerEvent<HTMLDivElement>) => {
    const at = x.invert(event.clientX - event.currentTarget.getBoundingClientRect().left);
    move(Math.max(xStart, Math.min(xEnd, at)));
  };
  const handleKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      show(null);
      announce();
    }
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    const end = { Home: 0, End: grid.length - 1 }[event.key];
    if ((step === undefined && end === undefined) || grid.length === 0) return;
    event.preventDefault();
    const from = cursor.current === null ? (step! > 0 ? -1 : grid.length) : nearest(grid, cursor.current);
    const to = end ?? from + step! * (event.shiftKey ? 10 : 1);
    show(grid[Math.max(0, Math.min(grid.length - 1, to))]!);
    announce();
  };

  return (
    <>
      <div ref={marks} className={styles.marks} hidden aria-hidden="true">
        <span className={styles.hair} style={{ top: frame.top, height: frame.bottom - frame.top }} />
        {lines.map(({ label, look }) => (
          <span key={label} className={styles.dot} style={{ background: `var(${look.colour})` }} />
        ))}
      </div>
      <div
        ref={slider}
        className={overlay.reader}
        role="slider"
        tabIndex={0}
        aria-label={m.readValues({ name })}
        aria-valuemin={xStart}
        aria-valuemax={xEnd}
        aria-valuenow={xEnd}
        aria-valuetext={readingsText(readAt(lines, xEnd), formatX, formatY)}
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => move(null)}
        onBlur={() => move(null)}
        onKeyDown={handleKey}
      />
      <div ref={values} className={styles.values} hidden aria-hidden="true">
        <p>{formatX(xEnd)}</p>
        {lines.map(({ label, look }) => (
          <p key={label} style={{ color: `var(${look.ink})` }} />
        ))}
      </div>
    </>
  );
});

/** The hair line and a dot on every line; the compositor moves them. */
function writeMarks(
  element: HTMLDivElement | null,
  read: readonly XyReading[],
  { lines, x, y }: XyReaderProps,
): void {
  if (element === null) return;
  element.hidden = read.length === 0;
  if (read.length === 0) return;
  const [hair, ...dots] = element.children as unknown as HTMLElement[];
  hair!.style.transform = `translateX(${x(read[0]!.x)}px)`;
  for (const [index, line] of lines.entries()) {
    const one = read.find((reading) => reading.line === line);
    const dot = dots[index]!;
    dot.hidden = one === undefined;
    if (one) dot.style.transform = `translate(${x(one.x)}px, ${y(one.value)}px)`;
  }
}

/** The numbers beside the hair line, the highest first. */
function writeValues(
  element: HTMLDivElement | null,
  read: readonly XyReading[],
  { lines, x, formatX, formatY, frame }: XyReaderProps,
): void {
  if (element === null) return;
  element.hidden = read.length === 0;
  if (read.length === 0) return;
  const at = x(read[0]!.x);
  element.style.transform =
    at > frame.width / 2 ? `translateX(calc(${at - 12}px - 100%))` : `translateX(${at + 12}px)`;
  const [heading, ...rows] = element.children as unknown as HTMLElement[];
  write(heading!, formatX(read[0]!.x));
  const sorted = [...read].sort((a, b) => b.value - a.value);
  for (const [index, line] of lines.entries()) {
    const rank = sorted.findIndex((reading) => reading.line === line);
    const row = rows[index]!;
    row.hidden = rank < 0;
    if (rank < 0) continue;
    row.style.order = String(rank + 1);
    write(row, readingText(sorted[rank]!, formatY));
  }
}

/** Only what changed: a text written again is laid out again. */
function write(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
