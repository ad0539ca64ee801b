import type { PolicyUpdateReport } from '../algorithms/algorithm.ts';

/** How far a policy has moved from the one that collected the batch, over its states. */
export interface Drift {
  /** Mean and largest KL(policy ‖ old). */
  readonly meanKl: number;
  readonly largestKl: number;
  /** Share of states (0 … 1) whose mean or covariance part exceeds its bound (docs/mathematics.md §8.6). */
  readonly beyond: number;
  /** The same with both parts measured in KL, whatever the run's own metric. */
  readonly beyondInKl: number;
}

/** Everything that is known of one member after an iteration, from which its metrics are made. */
export interface IterationFacts {
  /** Of the episodes that finished: undiscounted returns, lengths in steps; `null` if none did. */
  readonly episodes: {
    readonly episodes: number;
    readonly meanReturn: number | null;
    readonly meanLength: number | null;
  };
  /** Means over the iteration's minibatches; `null` where the algorithm takes none. */
  readonly policyLosses: {
    readonly surrogate: number;
    readonly trustRegion: number;
    readonly entropy: number;
  } | null;
  readonly valueLoss: number;
  /** Before the value update (docs/mathematics.md §8.2). */
  readonly explainedVariance: number;
  /** β of this iteration, nats; `null` without a floor. */
  readonly entropyFloor: number | null;
  readonly update: PolicyUpdateReport;
  /** Of the network's output. */
  readonly proposed: Drift;
  /** Of what the layer lets through; `null` without a layer. */
  readonly projected: Drift | null;
  /** Mean entropy of the acting policy after the update, nats. */
  readonly entropy: number;
}

/** A number that every iteration reports of every member. */
export interface Metric {
  /** In files and on the command line: CleanRL's name where one exists. */
  readonly name: string;
  /** In words, for a table. */
  readonly label: string;
  /** What it says, for a table. */
  readonly help: string;
  readonly unit?: string;
  /** How a table writes it: three significant digits, a whole number, or a share as a percentage. */
  readonly format: 'number' | 'count' | 'share';
  /** When it does not apply or is not known, and is `null`, as the end of a sentence. */
  readonly absent?: string;
  /** Its value where no episode ended, if it tells of the episodes that did: that of a member which trains no longer. */
  readonly withoutEpisodes?: number | null;
  readonly of: (facts: IterationFacts) => number | null;
}

const NO_LAYER = 'without a layer';
const NO_EPISODE = 'if none did';
const NO_MINIBATCHES = 'without minibatches';

/** Every metric, in the order of tables and files. */
export const METRICS = [
  {
    name: 'episodic_return',
    label: 'Return',
    help: 'mean return of the episodes that ended',
    format: 'number',
    absent: NO_EPISODE,
    withoutEpisodes: null,
    of: ({ episodes }) => episodes.meanReturn,
  },
  {
    name: 'episodic_length',
    label: 'Episode length',
    help: 'their mean length',
    unit: 'steps',
    format: 'number',
    absent: NO_EPISODE,
    withoutEpisodes: null,
    of: ({ episodes }) => episodes.meanLength,
  },
  {
    name: 'episodes',
    label: 'Episodes',
    help: 'how many ended',
    format: 'count',
    withoutEpisodes: 0,
    of: ({ episodes }) => episodes.episodes,
  },
  {
    name: 'policy_loss',
    label: 'Policy loss',
    help: 'surrogate, lower is better',
    format: 'number',
    absent: NO_MINIBATCHES,
    of: ({ policyLosses }) => policyLosses?.surrogate ?? null,
  },
  {
    name: 'trust_region_loss',
    label: 'Trust-region loss',
    help: 'α · distance to the projection',
    format: 'number',
    absent: NO_MINIBATCHES,
    of: ({ policyLosses }) => policyLosses?.trustRegion ?? null,
  },
  {
    name: 'entropy_loss',
    label: 'Entropy loss',
    help: '−coefficient · entropy',
    format: 'number',
    absent: NO_MINIBATCHES,
    of: ({ policyLosses }) => policyLosses?.entropy ?? null,
  },
  {
    name: 'value_loss',
    label: 'Value loss',
    help: 'mean squared error of the value',
    format: 'number',
    of: ({ valueLoss }) => valueLoss,
  },
  {
    name: 'explained_variance',
    label: 'Explained variance',
    help: '1 means the value explains all',
    format: 'number',
    of: ({ explainedVariance }) => explainedVariance,
  },
  {
    name: 'approx_kl',
    label: 'Mean KL, network',
    help: 'mean KL of the network from the old policy',
    format: 'number',
    of: ({ proposed }) => proposed.meanKl,
  },
  {
    name: 'max_kl',
    label: 'Largest KL, network',
    help: 'largest KL of the network in any state',
    format: 'number',
    of: ({ proposed }) => proposed.largestKl,
  },
  {
    name: 'projected_kl',
    label: 'Mean KL, projection',
    help: 'mean KL of the projection',
    format: 'number',
    absent: NO_LAYER,
    of: ({ projected }) => projected?.meanKl ?? null,
  },
  {
    name: 'projected_max_kl',
    label: 'Largest KL, projection',
    help: 'largest KL of the projection',
    format: 'number',
    absent: NO_LAYER,
    of: ({ projected }) => projected?.largestKl ?? null,
  },
  {
    name: 'entropy',
    label: 'Entropy',
    help: 'of the acting policy',
    unit: 'nats',
    format: 'number',
    of: ({ entropy }) => entropy,
  },
  {
    name: 'entropy_floor',
    label: 'Entropy floor',
    help: 'lower bound on it',
    unit: 'nats',
    format: 'number',
    absent: 'without a floor',
    of: ({ entropyFloor }) => entropyFloor,
  },
  {
    name: 'violations_proposed',
    label: 'Beyond a bound, network',
    help: 'states beyond a bound, as proposed',
    format: 'share',
    of: ({ proposed }) => proposed.beyond,
  },
  {
    name: 'violations_projected',
    label: 'Beyond a bound, projection',
    help: 'states beyond a bound, projected',
    format: 'share',
    absent: NO_LAYER,
    of: ({ projected }) => projected?.beyond ?? null,
  },
  {
    name: 'kl_violations_proposed',
    label: 'Beyond in KL, network',
    help: 'as proposed, measured in KL',
    format: 'share',
    of: ({ proposed }) => proposed.beyondInKl,
  },
  {
    name: 'kl_violations_projected',
    label: 'Beyond in KL, projection',
    help: 'projected, measured in KL',
    format: 'share',
    absent: NO_LAYER,
    of: ({ projected }) => projected?.beyondInKl ?? null,
  },
  {
    name: 'policy_epochs',
    label: 'Policy epochs',
    help: 'passes over the batch that were taken',
    format: 'count',
    of: ({ update }) => update.epochs,
  },
  {
    name: 'step_share',
    label: 'Step taken',
    help: 'share of the proposed step that was taken',
    format: 'share',
    absent: 'where all of it always is',
    of: ({ update }) => update.stepShare,
  },
] as const satisfies readonly Metric[];

type Row = (typeof METRICS)[number];

/** The metrics of one member after one iteration, by name. */
export type IterationMetrics = { readonly [M in Row as M['name']]: ReturnType<M['of']> };

/** What a table says of a metric: its meaning, its unit and where it has no value. */
export function metricHelp({ help, unit, absent }: Metric): string {
  return `${help}${unit === undefined ? '' : `, ${unit}`}${absent === undefined ? '' : `; – ${absent}`}`;
}

export function metricsOf(facts: IterationFacts): IterationMetrics {
  return Object.fromEntries(METRICS.map(({ name, of }) => [name, of(facts)])) as unknown as IterationMetrics;
}

const WITHOUT_EPISODES = Object.fromEntries(
  METRICS.flatMap((metric) => ('withoutEpisodes' in metric ? [[metric.name, metric.withoutEpisodes]] : [])),
);

/** The last metrics of a member that trains no longer: it has no new episodes. */
export function atRest(metrics: IterationMetrics): IterationMetrics {
  return { ...metrics, ...WITHOUT_EPISODES };
}
