import { useRef } from 'react';
import * as m from '#words/actions';
import { formatPowerOfTen } from '../../../components/axisTicks.ts';
import { formatSignificant } from '../../../components/format.ts';
import { useWidth } from '../useWidth.ts';
import styles from './SpectrumBars.module.css';

export interface SpectrumBarsProps {
  /** Eigenvalues of Σ_o⁻¹Σ, the largest first. */
  readonly proposed: readonly number[];
  readonly projected: readonly number[];
  /** How far one alone may go; `null` where the metric has no such interval. */
  readonly range: readonly [low: number, high: number] | null;
}

const ROW = 30;
const TOP = 8;
const FOOT = 26;
const NAME = 26;
const NUMBERS = 118;
const SUBSCRIPTS = '₁₂₃₄₅₆';
/** Ticks of the axis within these decades, further ones are powers of ten. */
const NEAR_TICKS = [0.25, 0.5, 1, 2, 4] as const;

/** The axis: symmetric about 1, at least a factor of four to each side. */
function reachOf(values: readonly number[]): number {
  const furthest = Math.max(
    4,
    ...values.filter((value) => value > 0).map((value) => Math.max(value, 1 / value)),
  );
  return Math.min(1e9, furthest * 1.15);
}

function ticksOf(reach: number): { readonly value: number; readonly label: string }[] {
  if (reach < 10) {
    return NEAR_TICKS.map((value) => ({ value, label: value < 1 ? `1/${1 / value}` : String(value) }));
  }
  const decades = Math.floor(Math.log10(reach));
  const step = Math.ceil(decades / 2);
  return [-2, -1, 0, 1, 2]
    .map((tick) => tick * step)
    .filter((exponent) => Math.abs(exponent) <= decades)
    .map((exponent) => ({ value: 10 ** exponent, label: formatPowerOfTen(exponent) }));
}

/** How many times the old variance each policy has, direction by direction; 1 is the old policy. */
export function SpectrumBars({ proposed, projected, range }: SpectrumBarsProps) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const reach = Math.log(reachOf([...proposed, ...projected]));
  const [left, right] = [NAME, Math.max(NAME + 80, width - NUMBERS)];
  const x = (value: number) =>
    left + (right - left) * (0.5 + Math.max(-0.5, Math.min(0.5, Math.log(value) / reach / 2)));
  const foot = TOP + proposed.length * ROW;
  const rows = proposed.map((before, index) => ({
    name: `λ${SUBSCRIPTS[index]}`,
    before,
    after: projected[index]!,
    y: TOP + (index + 0.5) * ROW,
  }));
  const summary = rows
    .map(({ before, after }) =>
      m.becomes({ before: formatSignificant(before), after: formatSignificant(after) }),
    )
    .join(', ');
  return (
    <div ref={frame} className={styles.frame}>
      <svg
        className={styles.bars}
        width={width}
        height={foot + FOOT}
        viewBox={`0 0 ${width} ${foot + FOOT}`}
        role="img"
        aria-label={m.spectrumSummary({ changes: summary })}
      >
        {range === null ? null : (
          <rect
            className={styles.range}
            x={x(range[0])}
            y={TOP - 4}
            width={Math.max(0, x(range[1]) - x(range[0]))}
            height={foot - TOP + 4}
          />
        )}
        {ticksOf(Math.exp(reach)).map(({ value, label }) => (
          <g key={label}>
            <line
              className={value === 1 ? styles.one : styles.grid}
              x1={x(value)}
              x2={x(value)}
              y1={TOP - 4}
              y2={foot}
            />
            <text className={styles.tick} x={x(value)} y={foot + 17}>
              {label}
            </text>
          </g>
        ))}
        {rows.map(({ name, before, after, y }) => (
          <g key={name}>
            <text className={styles.name} x={0} y={y}>
              {name}
            </text>
            <Bar className={styles.proposed} from={x(1)} to={x(before)} y={y - 9} height={8} />
            <Bar className={styles.projected} from={x(1)} to={x(after)} y={y + 1} height={8} />
            <text className={styles.numbers} x={width} y={y}>
              <tspan className={styles.before}>{formatSignificant(before)}</tspan> →{' '}
              <tspan className={styles.after}>{formatSignificant(after)}</tspan>
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}

function Bar({
  from,
  to,
  ...rest
}: {
  readonly className: string | undefined;
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly height: number;
}) {
  // A policy that is not wider still has a bar to be seen.
  return <rect x={Math.min(from, to) - 0.75} width={Math.abs(to - from) + 1.5} {...rest} />;
}
