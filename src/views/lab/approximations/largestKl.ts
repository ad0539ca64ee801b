import { planarRoot } from '../../../components/ellipse.ts';
import type { LabConfiguration } from '../../../experiments/lab.ts';
import { type Gaussian, gaussianOf } from './divergence.ts';
import { LIMITLESS } from './quadraticBall.ts';

/** A policy seen from the old one, N(0, I): its mean, and the variances along its own axes, which are the coordinates. */
export interface WhitePolicy {
  readonly mean: readonly [number, number];
  readonly lambda: readonly [number, number];
}

/** KL(q‖p) of q = N(0, I). */
function whiteKl({ mean, lambda }: WhitePolicy): number {
  let sum = 0;
  for (const i of [0, 1] as const) {
    sum += (1 + mean[i] * mean[i]) / lambda[i] - 1 + Math.log(lambda[i]);
  }
  return sum / 2;
}

/** The point of the quadratic ball's boundary in a direction of four dimensions: mean, then λ − 1. */
function onBall(bound: number, [u, v, s, t]: readonly number[]): WhitePolicy {
  const size = Math.sqrt(bound) / Math.hypot(u!, v!, s!, t!);
  const [root, twice] = [size * Math.SQRT2, 2 * size];
  return { mean: [u! * root, v! * root], lambda: [1 + s! * twice, 1 + t! * twice] };
}

/** Directions tried from each side of every axis: a grid that no peak of so smooth a function slips through. */
const STEPS = [-1, -0.5, 0, 0.5, 1] as const;
/** Of the grid's best, so many are climbed from. */
const STARTS = 6;
const SMALLEST = 1e-9;

const GRID: readonly (readonly number[])[] = STEPS.flatMap((u) =>
  STEPS.flatMap((v) => STEPS.flatMap((s) => STEPS.map((t) => [u, v, s, t]))),
).filter((direction) => direction.some((entry) => entry !== 0));

/** Uphill along the four axes, with ever smaller steps. */
function climb(from: readonly number[], height: (direction: readonly number[]) => number) {
  let [at, top] = [from, height(from)];
  for (let step = 0.25; step > SMALLEST; ) {
    let moved = false;
    for (let i = 0; i < 4; i++) {
      for (const sign of [step, -step]) {
        const next = at.map((entry, j) => (j === i ? entry + sign : entry));
        const length = Math.hypot(...next);
        if (length === 0) continue;
        const unit = next.map((entry) => entry / length);
        const here = height(unit);
        if (here > top) [at, top, moved] = [unit, here, true];
      }
    }
    if (!moved) step /= 2;
  }
  return { at, top };
}

let kept: {
  readonly bound: number;
  readonly found: { readonly kl: number; readonly policy: WhitePolicy };
} | null = null;

/**
 * The largest real KL(q‖p) on the boundary of the quadratic ball, and a policy that has it; `null` where there is no largest.
 * It does not depend on the old policy. Searched over all directions of mean and variances, by a grid and climbs from its
 * best; axes that are turned change nothing but names. See docs/mathematics.md §16.4.
 */
export function largestKl(bound: number): { readonly kl: number; readonly policy: WhitePolicy } | null {
  if (bound >= LIMITLESS) return null;
  if (kept?.bound !== bound) {
    const height = (direction: readonly number[]) => whiteKl(onBall(bound, direction));
    const starts = GRID.map((direction) => ({ direction, top: height(direction) }))
      .sort((a, b) => b.top - a.top)
      .slice(0, STARTS);
    const peaks = starts.map(({ direction }) => climb(direction, height));
    const best = peaks.reduce((most, peak) => (peak.top > most.top ? peak : most));
    kept = { bound, found: { kl: best.top, policy: onBall(bound, best.at) } };
  }
  return kept.found;
}

/** A policy seen from the old one as it is in the plane; of all ways to turn it, its first axis points along `angle`. */
export function inPlane({ mean, lambda }: WhitePolicy, old: Gaussian, angle: number): Gaussian {
  const { xx, xy, yy } = old.covariance;
  const [a, b, d] = planarRoot(xx, xy, yy);
  const axis = (turn: number): readonly [number, number] => {
    const [c, s] = [Math.cos(turn), Math.sin(turn)];
    return [a * c + b * s, b * c + d * s];
  };
  const axes = [axis(angle), axis(angle + Math.PI / 2)] as const;
  const entry = (i: 0 | 1, j: 0 | 1) =>
    lambda[0] * axes[0][i] * axes[0][j] + lambda[1] * axes[1][i] * axes[1][j];
  return {
    mean: [
      old.mean[0] + mean[0] * axes[0][0] + mean[1] * axes[1][0],
      old.mean[1] + mean[0] * axes[0][1] + mean[1] * axes[1][1],
    ],
    covariance: { xx: entry(0, 0), xy: entry(0, 1), yy: entry(1, 1) },
  };
}

/** The same for the Lab's old policy, its first axis turned towards the proposed mean. */
export function worstOnBall(
  lab: Pick<LabConfiguration, 'old' | 'proposed'>,
  bound: number,
): { readonly kl: number; readonly policy: Gaussian } | null {
  const found = largestKl(bound);
  if (found === null) return null;
  const old = gaussianOf(lab.old);
  const [dx, dy] = [0, 1].map((i) => lab.proposed.mean[i]! - lab.old.mean[i]!) as [number, number];
  const { xx, xy, yy } = old.covariance;
  const [a, b, d] = planarRoot(xx, xy, yy);
  // Seen from the old policy: the direction of S_o⁻¹δ.
  const angle = Math.atan2(a * dy - b * dx, d * dx - b * dy);
  return { kl: found.kl, policy: inPlane(found.policy, old, angle) };
}
