import type { ChapterId } from '../../experiments/learn.ts';

interface Term {
  /** As formulas write it; `_μ` and `_Σ` are set as subscripts. */
  readonly symbol?: string;
  /** Where the tour explains it. */
  readonly chapter: ChapterId;
  /** A role that has a colour on the page. */
  readonly ink?: 'old' | 'proposed' | 'projected';
}

/**
 * The words of the trade on the page, a row each. What they mean is said once a language (`words.en.ts`), in one sentence;
 * everywhere else a word asks here.
 */
export const TERMS = {
  action: { symbol: 'a', chapter: 'cloud' },
  advantage: { symbol: 'A', chapter: 'too-long' },
  bootstrap: { chapter: 'your-own' },
  bound: { symbol: 'ε', chapter: 'nearest' },
  bures: { chapter: 'rulers' },
  clip: { chapter: 'every-state' },
  contour: { symbol: '1σ, 2σ', chapter: 'cloud' },
  covariance: { symbol: 'Σ', chapter: 'cloud' },
  'covariance-bound': { symbol: 'ε_Σ', chapter: 'nearest' },
  'covariance-part': { symbol: 'd_Σ', chapter: 'rulers' },
  critic: { symbol: 'V', chapter: 'too-long' },
  density: { symbol: 'π(a|s)', chapter: 'cloud' },
  digest: { chapter: 'your-own' },
  discount: { symbol: 'γ', chapter: 'too-long' },
  'effective-sample-size': { chapter: 'every-state' },
  eigenvalue: { symbol: 'λ', chapter: 'rulers' },
  entropy: { symbol: 'H', chapter: 'exploration' },
  'entropy-floor': { symbol: 'β', chapter: 'exploration' },
  epoch: { chapter: 'too-long' },
  episode: { chapter: 'too-long' },
  eta: { symbol: 'η', chapter: 'nearest' },
  exploration: { chapter: 'exploration' },
  frobenius: { chapter: 'rulers' },
  gaussian: { symbol: '𝒩(μ, Σ)', chapter: 'cloud' },
  geodesic: { chapter: 'nearest' },
  gradient: { symbol: '∇', chapter: 'gradients' },
  'importance-ratio': { symbol: 'ρ', chapter: 'every-state' },
  'interquartile-mean': { chapter: 'your-own' },
  iteration: { chapter: 'too-long' },
  jacobian: { symbol: 'J', chapter: 'gradients' },
  kl: { symbol: 'KL', chapter: 'rulers' },
  layer: { chapter: 'gradients' },
  logits: { chapter: 'cloud' },
  mean: { symbol: 'μ', chapter: 'cloud' },
  'mean-bound': { symbol: 'ε_μ', chapter: 'nearest' },
  'mean-part': { symbol: 'd_μ', chapter: 'rulers' },
  'mean-shift': { symbol: 'δ', chapter: 'rulers' },
  minibatch: { chapter: 'too-long' },
  multiplier: { symbol: 'ω, η', chapter: 'nearest' },
  nats: { chapter: 'exploration' },
  'old-policy': { symbol: 'πₒ', chapter: 'nearest', ink: 'old' },
  omega: { symbol: 'ω', chapter: 'nearest' },
  papi: { chapter: 'every-state' },
  'performance-profile': { chapter: 'your-own' },
  pg: { chapter: 'too-long' },
  policy: { symbol: 'π', chapter: 'cloud' },
  'policy-update': { chapter: 'too-long' },
  ppo: { chapter: 'every-state' },
  precision: { symbol: 'Σ⁻¹', chapter: 'rulers' },
  'probability-of-improvement': { chapter: 'your-own' },
  'probe-state': { chapter: 'every-state' },
  'projected-policy': { symbol: 'π̃', chapter: 'nearest', ink: 'projected' },
  projection: { chapter: 'nearest' },
  'proposed-policy': { symbol: 'π', chapter: 'nearest', ink: 'proposed' },
  return: { symbol: 'R', chapter: 'too-long' },
  reward: { symbol: 'r', chapter: 'too-long' },
  rollout: { chapter: 'too-long' },
  'scaled-metric': { chapter: 'rulers' },
  seed: { chapter: 'your-own' },
  'standard-deviation': { symbol: 'σ, S', chapter: 'cloud' },
  state: { symbol: 's', chapter: 'every-state' },
  surrogate: { chapter: 'too-long' },
  transport: { symbol: 'T', chapter: 'rulers' },
  trpl: { chapter: 'gradients' },
  trpo: { chapter: 'every-state' },
  'trust-region': { chapter: 'too-long' },
  'trust-region-loss': { symbol: 'α', chapter: 'gradients' },
  variance: { symbol: 'σ²', chapter: 'cloud' },
  wasserstein: { symbol: 'W2', chapter: 'rulers' },
} as const satisfies Readonly<Record<string, Term>>;

export type TermId = keyof typeof TERMS;

export const TERM_IDS = Object.keys(TERMS) as readonly TermId[];

/** A row with all that it may have. */
export function termOf(id: TermId): Term {
  return TERMS[id];
}

export function isTermId(id: string): id is TermId {
  return Object.hasOwn(TERMS, id);
}
