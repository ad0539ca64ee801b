import { exp } from '../elementary/exponential.ts';
import { entropyOf } from '../gaussian/entropy.ts';
import { logProductAt } from '../gaussian/logProduct.ts';
import type { EntropyMode } from '../projection/types.ts';

/** Said of a factor that stays as it is. */
export const STAYS = -1;

/**
 * The entropy floor β (docs/mathematics.md §5.2): where H < β (inequality) or always (equality) the standard deviation is multiplied
 * by exp((β − H)/k), which puts the entropy on β. What a factor is multiplied by, which scales with this power of the
 * standard deviation; {@link STAYS} where the floor lets it be.
 */
export function scaleToFloor(
  mode: EntropyMode,
  entropy: number,
  floor: number,
  k: number,
  power: number,
): number {
  const applies = floor !== -Infinity && (mode === 'equality' || entropy < floor);
  return applies ? exp((power * (floor - entropy)) / k) : STAYS;
}

/** That of k deviations from `at`. */
function scaleAt(mode: EntropyMode, s: Float64Array, at: number, k: number, floor: number): number {
  return scaleToFloor(mode, entropyOf(k, logProductAt(s, at, k)), floor, k, 1);
}

/** Scales the deviations of every state to its floor, in place. */
export function raise(mode: EntropyMode, s: Float64Array, k: number, floors: Float64Array): void {
  for (let state = 0; state < floors.length; state++) {
    const at = state * k;
    const scale = scaleAt(mode, s, at, k, floors[state]!);
    if (scale !== STAYS) for (let i = at; i < at + k; i++) s[i]! *= scale;
  }
}

/** ∂L/∂s from ∂L/∂(s as {@link raise} scales it), in place; the entropy follows s. */
export function pullRaised(
  mode: EntropyMode,
  s: Float64Array,
  k: number,
  floors: Float64Array,
  gradient: Float64Array,
): void {
  for (let state = 0; state < floors.length; state++) {
    const at = state * k;
    const scale = scaleAt(mode, s, at, k, floors[state]!);
    if (scale === STAYS) continue;
    let along = 0;
    for (let i = at; i < at + k; i++) along += gradient[i]! * s[i]!;
    along *= 1 / k;
    // In one dimension the floor is a point: what lies on it does not move with the proposal.
    for (let i = at; i < at + k; i++) {
      gradient[i] = k === 1 ? 0 : scale * (gradient[i]! - along * (1 / s[i]!));
    }
  }
}
