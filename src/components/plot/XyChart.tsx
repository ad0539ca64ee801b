import { useMemo } from 'react';
import type { MethodLook } from '../../algorithms/algorithm.ts';
import { linearScale } from '../axisScale.ts';
import { createLinearTicks } from '../axisTicks.ts';
import { classNames } from '../classNames.ts';
import { spreadLabels } from '../labelLayout.ts';
import { useWidth } from './useWidth.ts';
import styles from './XyChart.module.css';
import { XyReader } from './XyReader.tsx';
import { readAt, readingsText, type XyLine } from './xyReadings.ts';
import { bandPath, linePath, niceDomain, textWidth } from './xyScales.ts';

/** A line that is still being drawn. */
export interface FaintLine {
  readonly look: MethodLook;
  readonly x: readonly number[];
  readonly y: readonly number[];
}

export interface XyChartProps {
  /** What is drawn, for people who listen. */
  readonly name: string;
  readonly lines: readonly XyLine[];
  readonly faint?: readonly FaintLine[];
  /** Draws the parts of every line. */
  readonly showParts?: boolean;
  readonly xLabel: string;
  readonly yLabel: string;
  /** The horizontal axis goes from 0, or from `xStart`, to here. */
  readonly xEnd: number;
  readonly xStart?: number;
  /** Where left out, round numbers around what is drawn. */
  readonly yDomain?: readonly [number, number];
  readonly formatX: (value: number) => string;
  readonly formatY: (value: number) => string;
  /** Short form for ticks. */
  readonly tickX?: (value: number) => string;
  readonly tickY?: (value: number) => string;
  readonly reference?: { readonly value: number; readonly label: string };
  readonly height?: number;
  /** Names at the lines’ ends, or beneath where there is no room; small multiples have them once for all. */
  readonly labelled?: boolean;
}

const LINE_HEIGHT = 18;
/** Up to this width names stand beneath. */
const NARROW = 460;

/** Lines with bands against a common axis. Values are read with the pointer, or with the arrow keys. */
export function XyChart(props: XyChartProps) {
  const { name, lines, xStart = 0, xEnd, formatX, formatY } = props;
  const { ref, width } = useWidth<HTMLDivElement>(560);
  const layout = useMemo(() => layOut(props, width), [props, width]);
  const { height, top, bottom, x, y } = layout;
  return (
    <div ref={ref} className={styles.chart}>
      <svg
        className={classNames(styles.picture, styles.beneath)}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${name}. ${readingsText(readAt(lines, xEnd), formatX, formatY)}.`}
      >
        <Plot chart={props} layout={layout} />
      </svg>
      <XyReader {...{ name, lines, xStart, xEnd, formatX, formatY, x, y }} frame={{ top, bottom, width }} />
    </div>
  );
}

/** Where everything lies, in pixels. */
function layOut(props: XyChartProps, width: number) {
  const { lines, faint = [], showParts = false, xStart = 0, xEnd, reference } = props;
  const labelled = props.labelled ?? true;
  const beside = labelled && width > NARROW;
  const key = labelled && !beside ? keyRows(lines, width) : [];
  const plotHeight = props.height ?? 280;
  const height = plotHeight + key.length * LINE_HEIGHT + (key.length > 0 ? 6 : 0);

  const yDomain = props.yDomain ?? domainOf(lines, faint, showParts, reference?.value);
  const yTicks = createLinearTicks(yDomain[0], yDomain[1], Math.max(2, Math.floor(plotHeight / 52)));
  const tickY = props.tickY ?? ((value: number) => yTicks.find((tick) => tick.value === value)?.label ?? '');
  const left = Math.max(...yTicks.map(({ value }) => textWidth(tickY(value))), 28) + 8;
  const labelWidth = beside ? Math.max(0, ...lines.map(({ label }) => textWidth(label))) + 14 : 12;
  const right = width - Math.min(labelWidth, 0.4 * width);
  const [top, bottom] = [26, plotHeight - 26];
  const x = linearScale([xStart, xEnd], [left, right]);
  const y = linearScale(yDomain, [bottom, top]);
  const xTicks = createLinearTicks(xStart, xEnd, Math.max(2, Math.floor((right - left) / 90)), xEnd >= 1000);
  const tickX = props.tickX ?? ((value: number) => xTicks.find((tick) => tick.value === value)?.label ?? '');

  const ends = beside ? lineEnds(lines, y) : [];
  const centres = spreadLabels(
    ends.map((end) => end.at),
    LINE_HEIGHT,
    top - 10,
    bottom + 10,
  );
  return {
    ...{ height, plotHeight, left, right, top, bottom, x, y },
    ...{ xTicks, tickX, yTicks, tickY, ends, centres, key },
  };
}

interface PlotProps {
  readonly chart: XyChartProps;
  readonly layout: ReturnType<typeof layOut>;
}

/** Everything but what follows the pointer. */
function Plot({ chart, layout }: PlotProps) {
  const { lines, faint = [], showParts = false, xLabel, yLabel, xStart = 0, reference } = chart;
  const { plotHeight, left, right, bottom, x, y, xTicks, tickX, yTicks, tickY, ends, centres, key } = layout;
  return (
    <>
      {yTicks.map(({ value }) => (
        <g key={value}>
          <line x1={left} x2={right} y1={y(value)} y2={y(value)} stroke="var(--hairline)" />
          <text x={left - 6} y={y(value)} dy="0.35em" textAnchor="end" fill="var(--quiet-ink)">
            {tickY(value)}
          </text>
        </g>
      ))}
      <text x={0} y={12} fill="var(--quiet-ink)">
        {yLabel}
      </text>
      {xTicks
        .filter(({ value }) => value > xStart && x(value) < right - 8)
        .map(({ value }) => (
          <text key={value} x={x(value)} y={bottom + 18} textAnchor="middle" fill="var(--quiet-ink)">
            {tickX(value)}
          </text>
        ))}
      <text x={left} y={bottom + 18} fill="var(--quiet-ink)">
        {xLabel}
      </text>
      {reference === undefined ? null : (
        <g>
          <line
            x1={left}
            x2={right}
            y1={y(reference.value)}
            y2={y(reference.value)}
            stroke="var(--quiet-ink)"
            strokeDasharray="1 3"
          />
          <text x={left + 4} y={y(reference.value) - 6} fill="var(--quiet-ink)">
            {reference.label}
          </text>
        </g>
      )}
      {lines.map(({ label, look, x: xs, low, high }) => (
        <path key={label} d={bandPath(xs, low, high, x, y)} fill={`var(${look.colour})`} opacity={0.13} />
      ))}
      {(showParts ? lines : []).flatMap(({ label, look, x: xs, parts }) =>
        parts.map((part, index) => (
          <path
            // biome-ignore lint/suspicious/noArrayIndexKey: seeds keep their place
            key={`${label} ${index}`}
            d={linePath(xs, part, x, y)}
            fill="none"
            stroke={`var(${look.colour})`}
            opacity={0.45}
          />
        )),
      )}
      {faint.map(({ look, x: xs, y: ys }, index) => (
        <path
          // biome-ignore lint/suspicious/noArrayIndexKey: runs under way have no other name
          key={index}
          d={linePath(xs, ys, x, y)}
          fill="none"
          stroke={`var(${look.colour})`}
          opacity={0.6}
        />
      ))}
      {lines.map(({ label, look, x: xs, value }) => (
        <path
          key={label}
          d={linePath(xs, value, x, y)}
          fill="none"
          stroke={`var(${look.colour})`}
          strokeWidth={2.25}
          strokeLinejoin="round"
          strokeDasharray={look.dash.join(' ')}
        />
      ))}
      {ends.map(({ line }, index) => (
        <text
          key={line.label}
          x={right + 8}
          y={centres[index]!}
          dy="0.35em"
          fontWeight={500}
          fill={`var(${line.look.ink})`}
        >
          {line.label}
        </text>
      ))}
      {key.flatMap((row, rowIndex) =>
        row.map(({ line, at }) => {
          const baseline = plotHeight + 6 + (rowIndex + 0.5) * LINE_HEIGHT;
          return (
            <g key={line.label}>
              <line
                x1={at}
                x2={at + 20}
                y1={baseline}
                y2={baseline}
                stroke={`var(${line.look.colour})`}
                strokeWidth={2.25}
                strokeDasharray={line.look.dash.join(' ')}
              />
              <text x={at + 26} y={baseline} dy="0.35em" fill={`var(${line.look.ink})`}>
                {line.label}
              </text>
            </g>
          );
        }),
      )}
    </>
  );
}

function domainOf(
  lines: readonly XyLine[],
  faint: readonly FaintLine[],
  showParts: boolean,
  reference: number | undefined,
): [number, number] {
  return niceDomain([
    ...(reference === undefined ? [] : [reference]),
    ...lines.flatMap(({ value, low, high }) => [...value, ...low, ...high]),
    ...(showParts ? lines.flatMap(({ parts }) => parts.flatMap((part) => [...part])) : []),
    ...faint.flatMap(({ y }) => y),
  ]);
}

/** Where each line ends; lines without a value have no end. */
function lineEnds(lines: readonly XyLine[], y: (value: number) => number) {
  return lines.flatMap((line) => {
    const last = line.value.findLast(Number.isFinite);
    return last === undefined ? [] : [{ line, at: y(last) }];
  });
}

/** Names beneath, in as many rows as they need. */
function keyRows(lines: readonly XyLine[], width: number): { line: XyLine; at: number }[][] {
  const rows: { line: XyLine; at: number }[][] = [];
  let at = Number.POSITIVE_INFINITY;
  for (const line of lines) {
    const needed = 26 + textWidth(line.label) + 16;
    if (at + needed > width) {
      rows.push([]);
      at = 0;
    }
    rows.at(-1)!.push({ line, at });
    at += needed;
  }
  return rows;
}
