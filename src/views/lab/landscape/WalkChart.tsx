import { memo, useRef } from 'react';
import * as m from '#words/landscape';
import { createLinearTicks } from '../../../components/axisTicks.ts';
import { formatFixed } from '../../../components/format.ts';
import { useWidth } from '../useWidth.ts';
import styles from './WalkChart.module.css';
import type { StepKind } from './walk.ts';

export interface WalkChartProps {
  /** Expected rewards of the policies walked through, the last one that of now; and by which kind of step. */
  readonly past: readonly { readonly reward: number; readonly kind: StepKind | null }[];
  /** Expected rewards from now on, the first one that of now. */
  readonly ahead: Readonly<Record<StepKind, readonly number[]>>;
}

const HEIGHT = 190;
const INSET = { left: 40, right: 136, top: 10, bottom: 34 } as const;
/** Steps of the past that are shown. */
const MOST_PAST = 16;
/** Two names nearer than this would lie on one another. */
const APART = 18;

/** The expected reward step by step: the way walked, and where the two ways of walking would lead from here. */
export const WalkChart = memo(function WalkChart({ past, ahead }: WalkChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const width = Math.max(260, useWidth(frame));
  const shown = past.slice(-MOST_PAST - 1);
  const before = shown.length - 1;
  const steps = ahead.projected.length - 1;
  const rewards = [...shown.map(({ reward }) => reward), ...ahead.projected, ...ahead.proposed];
  const [least, most] = [Math.min(0, ...rewards), Math.max(0.1, ...rewards)];
  const x = (step: number) =>
    INSET.left + ((width - INSET.left - INSET.right) * (step + before)) / (steps + before);
  const y = (reward: number) =>
    INSET.top + ((HEIGHT - INSET.top - INSET.bottom) * (most - reward)) / (most - least);
  const line = (points: readonly (readonly [number, number])[]) =>
    `M${points.map(([step, reward]) => `${x(step).toFixed(1)} ${y(reward).toFixed(1)}`).join('L')}`;
  const ends = apart({ projected: y(ahead.projected.at(-1)!), proposed: y(ahead.proposed.at(-1)!) });
  const numbers = {
    steps: String(steps),
    projected: formatFixed(ahead.projected.at(-1)!),
    proposed: formatFixed(ahead.proposed.at(-1)!),
  };
  return (
    <div ref={frame}>
      <svg className={styles.chart} width={width} height={HEIGHT} role="img" aria-label={m.chart(numbers)}>
        {createLinearTicks(least, most, 4).map(({ value, label }) => (
          <g key={label}>
            <line className={styles.grid} x1={INSET.left} x2={x(steps)} y1={y(value)} y2={y(value)} />
            <text x={INSET.left - 8} y={y(value)} dy="0.35em" textAnchor="end">
              {label}
            </text>
          </g>
        ))}
        <line className={styles.now} x1={x(0)} x2={x(0)} y1={INSET.top} y2={HEIGHT - INSET.bottom} />
        <text x={x(0)} y={HEIGHT - 14} textAnchor={before === 0 ? 'start' : 'middle'}>
          {m.now()}
        </text>
        <text x={x(steps)} y={HEIGHT - 14} textAnchor="end">
          {m.stepsAhead({ steps: String(steps) })}
        </text>
        {(['proposed', 'projected'] as const).map((kind) => (
          <g key={kind} className={styles[kind]}>
            <path className={styles.ahead} d={line(ahead[kind].map((reward, step) => [step, reward]))} />
            <text className={styles.end} x={x(steps) + 8} y={ends[kind]} dy="0.35em">
              {kind === 'proposed'
                ? m.endProposed({ reward: numbers.proposed })
                : m.endProjected({ reward: numbers.projected })}
            </text>
          </g>
        ))}
        <path className={styles.past} d={line(shown.map(({ reward }, i) => [i - before, reward]))} />
        {shown.map(({ reward, kind }, i) => (
          <circle
            // biome-ignore lint/suspicious/noArrayIndexKey: steps of one walk
            key={i}
            className={kind === null ? styles.start : styles[kind]}
            data-step={kind ?? 'start'}
            cx={x(i - before)}
            cy={y(reward)}
            r={4}
          />
        ))}
      </svg>
    </div>
  );
});

/** Places of two names, moved from one another where they are too near. */
function apart(ends: Readonly<Record<StepKind, number>>): Record<StepKind, number> {
  const { projected, proposed } = ends;
  const missing = APART - Math.abs(projected - proposed);
  if (missing <= 0) return { projected, proposed };
  const way = projected <= proposed ? -1 : 1;
  return { projected: projected + (way * missing) / 2, proposed: proposed - (way * missing) / 2 };
}
