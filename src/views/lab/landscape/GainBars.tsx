import { useRef } from 'react';
import * as m from '#words/landscape';
import { formatFixed } from '../../../components/format.ts';
import { useWidth } from '../useWidth.ts';
import styles from './GainBars.module.css';

/** What a policy was promised to gain over the old one, and what it gains. */
export interface Gain {
  readonly policy: 'proposed' | 'projected';
  readonly promised: number;
  readonly gained: number;
}

const ROW = 26;
const [LEFT, RIGHT] = [8, 8];
/** Room for a number beside a bar. */
const NUMBER = 48;

/** Promise and truth of both policies as bars from a common 0. */
export function GainBars({ gains }: { readonly gains: readonly Gain[] }) {
  const frame = useRef<HTMLDivElement>(null);
  const width = Math.max(220, useWidth(frame));
  const values = gains.flatMap(({ promised, gained }) => [promised, gained]);
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values, 0.05)];
  // Numbers stand outside the bars, on both sides.
  const room = width - LEFT - RIGHT - NUMBER - (least < 0 ? NUMBER : 0);
  const perUnit = room / (most - least);
  const zero = LEFT + (least < 0 ? NUMBER : 0) - least * perUnit;
  const height = gains.length * (2 * ROW + 28);
  return (
    <div ref={frame}>
      <svg
        className={styles.bars}
        width={width}
        height={height}
        role="img"
        aria-label={gains
          .map(({ policy, promised, gained }) => {
            const numbers = { promised: signed(promised), gained: signed(gained) };
            return policy === 'proposed' ? m.barsProposed(numbers) : m.barsProjected(numbers);
          })
          .join(' ')}
      >
        {gains.map(({ policy, promised, gained }, row) => {
          const top = row * (2 * ROW + 28);
          return (
            <g key={policy} className={styles[policy]}>
              <text className={styles.name} x={0} y={top + 15}>
                {policy === 'proposed' ? m.proposed() : m.projected()}
              </text>
              <Bar className={styles.promised} value={promised} zero={zero} perUnit={perUnit} y={top + 22}>
                {m.promisedShort()}
              </Bar>
              <Bar className={styles.gained} value={gained} zero={zero} perUnit={perUnit} y={top + 22 + ROW}>
                {m.gainedShort()}
              </Bar>
            </g>
          );
        })}
        <line className={styles.zero} x1={zero} x2={zero} y1={20} y2={height} />
      </svg>
    </div>
  );
}

interface BarProps {
  readonly className: string | undefined;
  readonly value: number;
  readonly zero: number;
  readonly perUnit: number;
  readonly y: number;
  readonly children: React.ReactNode;
}

function Bar({ className, value, zero, perUnit, y, children }: BarProps) {
  const width = Math.abs(value) * perUnit;
  const end = zero + value * perUnit;
  return (
    <>
      <rect className={className} x={Math.min(zero, end)} y={y + 2} width={width} height={ROW - 6} rx="2" />
      <text
        className={styles.value}
        x={value < 0 ? end - 5 : end + 5}
        y={y + ROW / 2 - 1}
        dy="0.35em"
        textAnchor={value < 0 ? 'end' : 'start'}
      >
        {signed(value)}
        <title>{children}</title>
      </text>
    </>
  );
}

/** A change with its sign. */
export function signed(value: number): string {
  const text = formatFixed(value);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}
