import { f32 } from 'trust-region-layers/wgsl';
import type { ObjectiveSpecification } from '../../policies/objective.ts';
import { LOG_RATIO_LIMIT } from '../../policies/surrogate.ts';

/**
 * `surrogateLoss(logRatio, advantage)`: the loss and its derivative with respect to log p̃(a), the twin of
 * `src/policies/surrogate.ts`. See docs/mathematics.md §7.1, §7.2.
 */
export function surrogateWgsl({ clipRatio }: Pick<ObjectiveSpecification, 'clipRatio'>): string {
  // Gains beyond the clip are ignored: the smaller of both products counts, and the clipped one is flat.
  const clip =
    clipRatio === Infinity
      ? ''
      : /* wgsl */ `
  let limited = clamp(ratio, ${f32(1 - clipRatio)}, ${f32(1 + clipRatio)});
  if (limited * advantage < ratio * advantage) { return Surrogate(-limited * advantage, 0.0); }`;
  return /* wgsl */ `
struct Surrogate {
  loss: f32,
  slope: f32,
}

fn surrogateLoss(logRatio: f32, advantage: f32) -> Surrogate {
  // Beyond the limit the ratio goes on along its tangent.
  let slope = exp(min(logRatio, ${f32(LOG_RATIO_LIMIT)}));
  let ratio = slope * (1.0 + max(logRatio - ${f32(LOG_RATIO_LIMIT)}, 0.0));${clip}
  return Surrogate(-ratio * advantage, -slope * advantage);
}
`;
}
