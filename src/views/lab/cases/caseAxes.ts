import { createLinearTicks, type Tick } from '../../../components/axisTicks.ts';
import { formatShort } from '../../../components/format.ts';

/** Factors of the spread, from the widest steps to the finest: the ladder whose first step fits is taken. */
const LADDERS: readonly (readonly number[])[] = [
  [10, 100, 1000],
  [4, 16, 64],
  [2, 4, 8],
  [1.5, 2, 3],
  [1.2, 1.5, 1.8],
  [1.1, 1.2, 1.3],
  [1.05, 1.1, 1.15],
  [1.02, 1.04, 1.06],
  [1.01, 1.02, 1.03],
];

/** `×2`, `×0.48`; next to 1 with the digits that tell it apart: `×1.0004`. */
export function formatFactor(factor: number): string {
  const away = Math.abs(factor - 1);
  const digits = away > 0 && away < 0.1 ? Math.min(8, 2 - Math.floor(Math.log10(away))) : 3;
  return `×${formatShort(factor, digits)}`;
}

/** Marks of the axis of stretches, at round factors and their inverses, about three to each side of 1. */
export function stretchTicks(reach: number): Tick[] {
  const most = Math.exp(reach);
  const ladder = LADDERS.find((factors) => factors[1]! <= most) ?? fineLadder(most);
  const factors = ladder.filter((factor) => factor <= most);
  return [...factors.map((factor) => 1 / factor).reverse(), 1, ...factors].map((factor) => ({
    value: Math.log(factor),
    label: factor < 1 && Number.isInteger(1 / factor) ? `×1/${1 / factor}` : formatFactor(factor),
  }));
}

/** 1 + 1, 2 and 3 steps of a power of ten. */
function fineLadder(most: number): readonly number[] {
  const step = 10 ** Math.floor(Math.log10(most - 1));
  const size = (most - 1) / step >= 5 ? 2 * step : (most - 1) / step >= 2 ? step : step / 2;
  return [1, 2, 3, 4].map((steps) => Number((1 + steps * size).toPrecision(10)));
}

/** Marks of the axis of shifts. */
export function shiftTicks(reach: number): Tick[] {
  return createLinearTicks(0, reach, 5);
}
