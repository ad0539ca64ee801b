/** Tasks that exist, in the order in which the interface lists them; the registry has one entry for each. */
export const ENVIRONMENT_IDS = ['pendulum', 'point-mass'] as const;
export type EnvironmentId = (typeof ENVIRONMENT_IDS)[number];
