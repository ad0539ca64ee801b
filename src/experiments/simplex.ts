import { dequal } from 'dequal/lite';
import type { CategoricalMetricId } from 'trust-region-layers/categorical';
import { roundDecimals, roundSignificant } from './numbers.ts';

/** Everything a link of the Lab for discrete actions restores. */
export interface SimplexConfiguration {
  readonly metric: CategoricalMetricId;
  /** ε, in the metric's own units. */
  readonly bound: number;
  /** Nats; `null` = no floor. */
  readonly entropyFloor: number | null;
  /** Logits of the old policy and of the proposal, as many as there are actions, the largest 0. */
  readonly old: readonly number[];
  readonly proposed: readonly number[];
  /** The action that was sampled, counted from 0, and the sign of its advantage: what the gradient's arrows are of. */
  readonly sampled: number;
  readonly advantage: 1 | -1;
  /** What they do, where a task has said it; `null`: they are only told apart. */
  readonly actions: TaskActions | null;
}

/** The actions of a task, by which they are named in whatever language the page is in. */
export interface TaskActions {
  readonly task: string;
  /** Of more actions than there is room for: those that are here, counted from 0, before all others as one. `null`: all are here. */
  readonly kept: readonly number[] | null;
}

/** What the editors and links allow. */
export const SIMPLEX_LIMITS = {
  actions: { minimum: 2, maximum: 12 },
  logit: { minimum: -20, maximum: 0 },
  bound: { minimum: 1e-8, maximum: 10 },
  entropyFloor: { minimum: 0.01, maximum: 2.48 },
} as const;

/** The same policy with its largest logit at 0 and none below the limit, to three decimals. */
export function tidyLogits(logits: readonly number[]): readonly number[] {
  const largest = Math.max(...logits);
  return logits.map((value) => roundDecimals(Math.max(SIMPLEX_LIMITS.logit.minimum, value - largest), 3));
}

/** The highest floor that so many actions can have, a little below ln n. */
export function highestFloor(actions: number): number {
  return roundDecimals(Math.log(actions) - 0.006, 2);
}

/** What names so many actions; `null` where it speaks of another number of them. */
export function actionsFor(actions: TaskActions | null, count: number): TaskActions | null {
  return actions?.kept && actions.kept.length + 1 !== count ? null : actions;
}

/** A configuration as a link keeps it. */
export function roundSimplex(simplex: SimplexConfiguration): SimplexConfiguration {
  const actions = simplex.old.length;
  const { entropyFloor } = simplex;
  return {
    ...simplex,
    bound: roundSignificant(simplex.bound, 4),
    entropyFloor:
      entropyFloor === null ? null : Math.min(highestFloor(actions), roundDecimals(entropyFloor, 3)),
    old: tidyLogits(simplex.old),
    proposed: tidyLogits(simplex.proposed),
    sampled: Math.min(simplex.sampled, actions - 1),
    actions: actionsFor(simplex.actions, actions),
  };
}

/** An example that shows one thing. Links name it, so its id and its numbers stay. */
export interface SimplexPreset {
  readonly id: 'favour' | 'reversal' | 'rare' | 'certain' | 'escape' | 'many';
  readonly configuration: SimplexConfiguration;
}

const SHARED = {
  metric: 'kl',
  bound: 0.05,
  entropyFloor: null,
  old: [0, 0, 0],
  sampled: 0,
  advantage: 1,
  actions: null,
} as const satisfies Omit<SimplexConfiguration, 'proposed'>;

/** In the order in which they are listed. */
export const SIMPLEX_PRESETS: readonly SimplexPreset[] = [
  { id: 'favour', configuration: { ...SHARED, old: [0, -0.4, -0.9], proposed: [-0.9, -1.2, 0] } },
  { id: 'reversal', configuration: { ...SHARED, old: [0, -1.2, -2.4], proposed: [-2.4, -1.2, 0] } },
  { id: 'rare', configuration: { ...SHARED, old: [0, -0.3, -2.8], proposed: [-1, -1.3, 0], sampled: 2 } },
  {
    id: 'certain',
    configuration: { ...SHARED, bound: 0.3, entropyFloor: 0.9, proposed: [0, -5, -5] },
  },
  {
    id: 'escape',
    configuration: { ...SHARED, bound: 0.02, old: [0, 0, -1.5], proposed: [-0.08, 0, -3.2], sampled: 1 },
  },
  {
    id: 'many',
    configuration: {
      ...SHARED,
      old: [0, -0.2, -0.5, -0.9, -1.4, -2, -2.7, -3.5],
      proposed: [-2.6, -2, -1.5, -1, -0.6, -0.3, -0.1, 0],
    },
  },
];

export const DEFAULT_SIMPLEX: SimplexConfiguration = SIMPLEX_PRESETS[0]!.configuration;

/** The example that a configuration is, if it is one. */
export function simplexPresetOf(simplex: SimplexConfiguration): SimplexPreset | undefined {
  const rounded = roundSimplex(simplex);
  return SIMPLEX_PRESETS.find(({ configuration }) => dequal(configuration, rounded));
}
