import { nice } from 'd3-array';
import { withDecimalSign } from '../words/numerals.ts';
import { linearScale, logScale } from './axisScale.ts';
import {
  createDecadeTicks,
  createLinearTicks,
  formatCompact,
  formatCount,
  formatShare,
  type Tick,
} from './axisTicks.ts';
import { formatSignificant, superscript } from './format.ts';

const UNIT = [0, 1] as const;

/** How a vertical axis is laid out and its values are written. */
export interface ValueAxis {
  /** Where 0 … 1 is the height of the plot, from the lowest and highest value drawn. */
  readonly scale: (low: number, high: number) => (value: number) => number;
  readonly ticks: (low: number, high: number, height: number) => readonly Tick[];
  /** A value as it is read. */
  readonly format: (value: number) => string;
}

/** What a chart may show on its vertical axis. */
export type ValueKind = 'number' | 'share' | 'bounds';

/** Little more than the bound, 1, below; whole decades above, so that the axis rarely moves. */
function decades(low: number, high: number): [number, number] {
  const bottom = low >= 0.5 ? 0.5 : 10 ** Math.max(-4, Math.floor(Math.log10(Math.max(low, 1e-4))));
  return [bottom, 10 ** Math.max(1, Math.ceil(Math.log10(high) - 1e-6))];
}

function niceEnds(low: number, high: number): [number, number] {
  // A single value gets an axis of its own size around it.
  const pad = high > low ? (high - low) * 0.06 : Math.max(Math.abs(high) / 2, 1);
  return nice(low - pad, high + pad, 4);
}

/** A multiple of the bound: `0.98×`, `9.4×`, `143×`, `2.4M×`, from a thousand millions on `10⁹×`: never wider than a card. */
export function formatBounds(value: number): string {
  if (value >= 1e9 && Number.isFinite(value)) return `10${superscript(Math.floor(Math.log10(value)))}×`;
  if (value >= 1e4) return `${formatCompact(Number(value.toPrecision(2)))}×`;
  return `${value >= 99.5 ? formatCount(value) : formatSignificant(value, 2)}×`;
}

export const VALUE_AXES: Readonly<Record<ValueKind, ValueAxis>> = {
  number: {
    scale: (low, high) => linearScale(niceEnds(low, high), UNIT),
    ticks: (low, high, height) => {
      const [bottom, top] = niceEnds(low, high);
      return createLinearTicks(bottom, top, Math.max(2, Math.floor(height / 56)));
    },
    format: (value) => formatSignificant(value, 4),
  },
  share: {
    scale: () => linearScale(UNIT, UNIT),
    ticks: (_low, _high, height) =>
      createLinearTicks(0, 1, height > 110 ? 4 : 2).map(({ value }) => ({
        value,
        label: formatShare(value),
      })),
    format: formatShare,
  },
  bounds: {
    scale: (low, high) => logScale(decades(low, high), UNIT),
    ticks: (low, high, height) => {
      const [bottom, top] = decades(low, high);
      return createDecadeTicks(bottom, top, Math.max(2, Math.floor(height / 22))).map(({ value }) => ({
        value,
        label: `${value < 1 ? withDecimalSign(String(value)) : formatCompact(value)}×`,
      }));
    },
    format: formatBounds,
  },
};
