import * as words from '#words/comparisons';
import { IMPLEMENTATION_CHOICES } from './implementationChoices.ts';
import type { MethodId } from './methods.ts';
import type { ComparisonPlan } from './plan.ts';

/** A comparison that is ready to start. Links name it, so its id stays. */
export interface ComparisonPreset {
  readonly id: string;
  readonly title: string;
  /** One sentence: what it shows. */
  readonly caption: string;
  readonly plan: ComparisonPlan;
}

const plain = (...ids: MethodId[]) => ids.map((id) => ({ id, settings: {} }));

/** Budgets in which a machine with two cores finishes within two minutes, and in which methods begin to tell apart. */
export const COMPARISON_PRESETS = [
  {
    id: 'claim',
    get title() {
      return words.claim();
    },
    get caption() {
      return words.claimCaption();
    },
    plan: {
      methods: plain('kl', 'w2', 'frobenius', 'ppo', 'trpo', 'pg'),
      tasks: [
        { environment: 'pendulum', steps: 98_304 },
        { environment: 'point-mass', steps: 49_152 },
      ],
      seeds: [1, 2, 3, 4, 5],
      settings: {},
      variation: null,
    },
  },
  {
    id: 'choices',
    get title() {
      return words.choices();
    },
    get caption() {
      return words.choicesCaption();
    },
    plan: {
      methods: plain('kl', 'ppo', 'trpo'),
      tasks: [{ environment: 'pendulum', steps: 98_304 }],
      seeds: [1, 2, 3],
      settings: {},
      variation: { kind: 'choices', choices: IMPLEMENTATION_CHOICES.map(({ id }) => id) },
    },
  },
  {
    id: 'bounds',
    get title() {
      return words.bounds();
    },
    get caption() {
      return words.boundsCaption();
    },
    plan: {
      methods: plain('kl', 'w2', 'frobenius'),
      tasks: [{ environment: 'pendulum', steps: 98_304 }],
      seeds: [1, 2, 3],
      settings: {},
      variation: { kind: 'sweep', field: 'meanBound', values: [0.003, 0.01, 0.03, 0.1, 0.3] },
    },
  },
  {
    id: 'discrete',
    get title() {
      return words.discrete();
    },
    get caption() {
      return words.discreteCaption();
    },
    plan: {
      methods: plain('kl', 'euclidean', 'ppo', 'trpo', 'papi', 'pg'),
      tasks: [{ environment: 'cart-pole-balance', steps: 131_072 }],
      seeds: [1, 2, 3, 4, 5],
      settings: {},
      variation: null,
    },
  },
  {
    id: 'speller',
    get title() {
      return words.speller();
    },
    get caption() {
      return words.spellerCaption();
    },
    plan: {
      methods: plain('kl', 'ppo'),
      tasks: [{ environment: 'spelling', steps: 32_768 }],
      seeds: [1, 2, 3],
      settings: {},
      variation: { kind: 'sweep', field: 'learningRate', values: [1e-3, 3e-3, 1e-2] },
    },
  },
] as const satisfies readonly ComparisonPreset[];

export type ComparisonPresetId = (typeof COMPARISON_PRESETS)[number]['id'];

/** What #/compare without a query opens. */
export const DEFAULT_COMPARISON: ComparisonPlan = COMPARISON_PRESETS[0].plan;
