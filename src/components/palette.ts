/** Tokens a canvas may draw with: camel-cased names of the custom properties of tokens.css. */
const TOKENS = {
  page: '--page',
  panel: '--panel',
  sunken: '--sunken',
  ink: '--ink',
  quietInk: '--quiet-ink',
  hairline: '--hairline',
  rule: '--rule',
  accent: '--accent',
  accentInk: '--accent-ink',
  goal: '--goal',
  problem: '--problem',
  old: '--old',
  oldInk: '--old-ink',
  proposed: '--proposed',
  proposedInk: '--proposed-ink',
  projected: '--projected',
  projectedInk: '--projected-ink',
  kl: '--kl',
  klInk: '--kl-ink',
  w2: '--w2',
  w2Ink: '--w2-ink',
  frobenius: '--frobenius',
  frobeniusInk: '--frobenius-ink',
  bures: '--bures',
  buresInk: '--bures-ink',
  ppo: '--ppo',
  ppoInk: '--ppo-ink',
  trpo: '--trpo',
  trpoInk: '--trpo-ink',
  papi: '--papi',
  papiInk: '--papi-ink',
  pg: '--pg',
  pgInk: '--pg-ink',
} as const;

/** Resolved colours of the scheme in use. */
export type Palette = { readonly [Name in keyof typeof TOKENS]: string };

/** Reads the tokens as they are now. */
export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(
    Object.entries(TOKENS).map(([name, property]) => [name, style.getPropertyValue(property).trim()]),
  ) as Palette;
}
