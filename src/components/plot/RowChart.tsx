import type { MethodLook } from '../../algorithms/algorithm.ts';
import { linearScale, logScale } from '../axisScale.ts';
import { useWidth } from './useWidth.ts';
import styles from './XyChart.module.css';
import { textWidth } from './xyScales.ts';

/** A value on a row, with the interval around it. `bar` reaches from the left edge, `light` is a bar that another may lie over. */
export interface RowMark {
  readonly kind: 'bar' | 'light' | 'dot' | 'ring';
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
}

export interface ChartRow {
  readonly label: string;
  readonly look: MethodLook;
  readonly marks: readonly RowMark[];
  /** The numbers, at the right. */
  readonly text: string;
}

export interface RowChartProps {
  /** What is drawn, for people who listen. */
  readonly name: string;
  readonly rows: readonly ChartRow[];
  readonly scale: 'linear' | 'log';
  readonly domain: readonly [number, number];
  readonly ticks: readonly { readonly value: number; readonly label: string }[];
  readonly xLabel: string;
  readonly reference?: { readonly value: number; readonly label: string };
}

const ROW = 28;
const TOP = 22;
const BOTTOM = 42;

/** Values of several things on one axis, a row each. */
export function RowChart({ name, rows, scale, domain, ticks, xLabel, reference }: RowChartProps) {
  const { ref, width } = useWidth<HTMLDivElement>(420);
  const left = Math.min(0.36 * width, Math.max(0, ...rows.map(({ label }) => textWidth(label))) + 10);
  const right = width - Math.max(14, ...rows.map(({ text }) => textWidth(text) + 20));
  const height = TOP + rows.length * ROW + BOTTOM;
  const x = (scale === 'log' ? logScale : linearScale)(domain, [left, Math.max(right, left + 40)]);
  const base = x(domain[0]);
  const foot = TOP + rows.length * ROW;
  // Every other tick where they would touch.
  const widest = Math.max(0, ...ticks.map(({ label }) => textWidth(label))) + 12;
  const crowded = ticks.length > 1 && (right - left) / (ticks.length - 1) < widest;
  const shownTicks = ticks.filter((_, index) => !crowded || index % 2 === 0);
  const summary = rows.map(({ label, text }) => `${label} ${text}`).join('; ');
  return (
    <div ref={ref} className={styles.chart}>
      <svg
        className={styles.picture}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${name}. ${summary}.`}
      >
        {shownTicks.map(({ value, label }) => (
          <g key={value}>
            <line x1={x(value)} x2={x(value)} y1={TOP - 4} y2={foot} stroke="var(--hairline)" />
            <text x={x(value)} y={foot + 16} textAnchor="middle" fill="var(--quiet-ink)">
              {label}
            </text>
          </g>
        ))}
        <text
          x={Math.max(0, Math.min(left, width - textWidth(xLabel)))}
          y={foot + 35}
          fill="var(--quiet-ink)"
        >
          {xLabel}
        </text>
        {reference === undefined ? null : (
          <g>
            <line
              x1={x(reference.value)}
              x2={x(reference.value)}
              y1={TOP - 4}
              y2={foot}
              stroke="var(--ink)"
              strokeDasharray="3 3"
            />
            <text x={x(reference.value)} y={12} textAnchor="middle" fill="var(--ink)">
              {reference.label}
            </text>
          </g>
        )}
        {rows.map(({ label, look, marks, text }, index) => {
          const middle = TOP + (index + 0.5) * ROW;
          const colour = `var(${look.colour})`;
          return (
            <g key={label}>
              <text x={0} y={middle} dy="0.35em" fontWeight={500} fill={`var(${look.ink})`}>
                {label}
              </text>
              {marks.map((mark) => (
                <Mark
                  key={mark.kind}
                  mark={mark}
                  x={x}
                  base={base}
                  middle={middle + (marks.length > 1 ? offsetOf(mark) : 0)}
                  colour={colour}
                />
              ))}
              <text x={width} y={middle} dy="0.35em" textAnchor="end" fill="var(--ink)">
                {text}
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}

/** Two intervals on one row would lie on one another. */
function offsetOf({ kind, low }: RowMark): number {
  if (low === undefined || kind === 'bar' || kind === 'light') return 0;
  return kind === 'dot' ? -5 : 5;
}

interface MarkProps {
  readonly mark: RowMark;
  readonly x: (value: number) => number;
  /** Where bars begin. */
  readonly base: number;
  readonly middle: number;
  readonly colour: string;
}

function Mark({ mark: { kind, value, low, high }, x, base, middle, colour }: MarkProps) {
  const at = x(value);
  const interval =
    low === undefined || high === undefined || high <= low ? null : (
      <line
        x1={x(low)}
        x2={x(high)}
        y1={middle}
        y2={middle}
        stroke={kind === 'bar' ? 'var(--ink)' : colour}
        strokeWidth={kind === 'bar' ? 1.5 : 2.5}
        opacity={kind === 'light' ? 0 : kind === 'bar' ? 0.8 : 0.45}
      />
    );
  if (kind === 'dot' || kind === 'ring') {
    return (
      <>
        {interval}
        <circle
          cx={at}
          cy={middle}
          r={5}
          fill={kind === 'dot' ? colour : 'var(--panel)'}
          stroke={colour}
          strokeWidth={1.75}
        />
      </>
    );
  }
  return (
    <>
      <rect
        x={base}
        y={middle - (kind === 'bar' ? 6 : 9)}
        width={Math.max(kind === 'bar' ? 2 : 0, at - base)}
        height={kind === 'bar' ? 12 : 18}
        rx={2}
        fill={colour}
        opacity={kind === 'bar' ? 1 : 0.25}
      />
      {interval}
    </>
  );
}
