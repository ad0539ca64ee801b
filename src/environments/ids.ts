/** Tasks that exist, in the order in which the interface lists them; the registry has one entry for each. */
export const ENVIRONMENT_IDS = [
  'pendulum',
  'mountain-car',
  'cart-pole',
  'acrobot',
  'point-mass',
  'reacher',
  'reacher-5',
  'reacher-5-dense',
] as const;
export type EnvironmentId = (typeof ENVIRONMENT_IDS)[number];
