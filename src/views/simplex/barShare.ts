import { tidyLogits } from '../../experiments/simplex.ts';

/** What a hand can make of a probability: logits reach no further. */
const SHARES = { least: 1e-8, most: 0.9995 };

/**
 * The policy in which one action has this probability and the others keep their ratios, as logits.
 * @param share 0 … 1; beyond what logits can say, the nearest that they can
 */
export function withShare(logits: readonly number[], action: number, share: number): readonly number[] {
  const odds = Math.min(SHARES.most, Math.max(SHARES.least, share));
  const others = logits.filter((_, index) => index !== action);
  const largest = Math.max(...others);
  const rest = largest + Math.log(others.reduce((sum, logit) => sum + Math.exp(logit - largest), 0));
  return tidyLogits(
    logits.map((logit, index) => (index === action ? rest + Math.log(odds / (1 - odds)) : logit)),
  );
}

/** The probability that is `step` away in log odds: as fine for a rare action as for a likely one. */
export function steppedShare(share: number, step: number): number {
  const odds = (share / Math.max(1 - share, 1e-12)) * Math.exp(step);
  return odds / (1 + odds);
}

/** What a full bar stands for: a round share, a little above the largest. */
export function fullShare(largest: number): number {
  return [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8].find((round) => largest <= 0.97 * round) ?? 1;
}
