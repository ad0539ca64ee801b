import * as m from '#words/metrics';
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

/** Every metric, in the order of tables and files. */
export const METRICS = [
  {
    name: 'episodic_return',
    get label() {
      return m.return();
    },
    get help() {
      return m.returnHelp();
    },
    format: 'number',
    get absent() {
      return m.ifNoneDid();
    },
    withoutEpisodes: null,
    of: ({ episodes }) => episodes.meanReturn,
  },
  {
    name: 'episodic_length',
    get label() {
      return m.episodeLength();
    },
    get help() {
      return m.episodeLengthHelp();
    },
    get unit() {
      return m.steps();
    },
    format: 'number',
    get absent() {
      return m.ifNoneDid();
    },
    withoutEpisodes: null,
    of: ({ episodes }) => episodes.meanLength,
  },
  {
    name: 'episodes',
    get label() {
      return m.episodes();
    },
    get help() {
      return m.episodesHelp();
    },
    format: 'count',
    withoutEpisodes: 0,
    of: ({ episodes }) => episodes.episodes,
  },
  {
    name: 'policy_loss',
    get label() {
      return m.policyLoss();
    },
    get help() {
      return m.policyLossHelp();
    },
    format: 'number',
    get absent() {
      return m.withoutMinibatches();
    },
    of: ({ policyLosses }) => policyLosses?.surrogate ?? null,
  },
  {
    name: 'trust_region_loss',
    get label() {
      return m.trustRegionLoss();
    },
    get help() {
      return m.trustRegionLossHelp();
    },
    format: 'number',
    get absent() {
      return m.withoutMinibatches();
    },
    of: ({ policyLosses }) => policyLosses?.trustRegion ?? null,
  },
  {
    name: 'entropy_loss',
    get label() {
      return m.entropyLoss();
    },
    get help() {
      return m.entropyLossHelp();
    },
    format: 'number',
    get absent() {
      return m.withoutMinibatches();
    },
    of: ({ policyLosses }) => policyLosses?.entropy ?? null,
  },
  {
    name: 'value_loss',
    get label() {
      return m.valueLoss();
    },
    get help() {
      return m.valueLossHelp();
    },
    format: 'number',
    of: ({ valueLoss }) => valueLoss,
  },
  {
    name: 'explained_variance',
    get label() {
      return m.explainedVariance();
    },
    get help() {
      return m.explainedVarianceHelp();
    },
    format: 'number',
    of: ({ explainedVariance }) => explainedVariance,
  },
  {
    name: 'approx_kl',
    get label() {
      return m.meanKlNetwork();
    },
    get help() {
      return m.meanKlNetworkHelp();
    },
    format: 'number',
    of: ({ proposed }) => proposed.meanKl,
  },
  {
    name: 'max_kl',
    get label() {
      return m.largestKlNetwork();
    },
    get help() {
      return m.largestKlNetworkHelp();
    },
    format: 'number',
    of: ({ proposed }) => proposed.largestKl,
  },
  {
    name: 'projected_kl',
    get label() {
      return m.meanKlProjection();
    },
    get help() {
      return m.meanKlProjectionHelp();
    },
    format: 'number',
    get absent() {
      return m.withoutLayer();
    },
    of: ({ projected }) => projected?.meanKl ?? null,
  },
  {
    name: 'projected_max_kl',
    get label() {
      return m.largestKlProjection();
    },
    get help() {
      return m.largestKlProjectionHelp();
    },
    format: 'number',
    get absent() {
      return m.withoutLayer();
    },
    of: ({ projected }) => projected?.largestKl ?? null,
  },
  {
    name: 'entropy',
    get label() {
      return m.entropy();
    },
    get help() {
      return m.entropyHelp();
    },
    get unit() {
      return m.nats();
    },
    format: 'number',
    of: ({ entropy }) => entropy,
  },
  {
    name: 'entropy_floor',
    get label() {
      return m.entropyFloor();
    },
    get help() {
      return m.entropyFloorHelp();
    },
    get unit() {
      return m.nats();
    },
    format: 'number',
    get absent() {
      return m.withoutFloor();
    },
    of: ({ entropyFloor }) => entropyFloor,
  },
  {
    name: 'violations_proposed',
    get label() {
      return m.beyondNetwork();
    },
    get help() {
      return m.beyondNetworkHelp();
    },
    format: 'share',
    of: ({ proposed }) => proposed.beyond,
  },
  {
    name: 'violations_projected',
    get label() {
      return m.beyondProjection();
    },
    get help() {
      return m.beyondProjectionHelp();
    },
    format: 'share',
    get absent() {
      return m.withoutLayer();
    },
    of: ({ projected }) => projected?.beyond ?? null,
  },
  {
    name: 'kl_violations_proposed',
    get label() {
      return m.beyondKlNetwork();
    },
    get help() {
      return m.beyondKlNetworkHelp();
    },
    format: 'share',
    of: ({ proposed }) => proposed.beyondInKl,
  },
  {
    name: 'kl_violations_projected',
    get label() {
      return m.beyondKlProjection();
    },
    get help() {
      return m.beyondKlProjectionHelp();
    },
    format: 'share',
    get absent() {
      return m.withoutLayer();
    },
    of: ({ projected }) => projected?.beyondInKl ?? null,
  },
  {
    name: 'policy_epochs',
    get label() {
      return m.policyEpochs();
    },
    get help() {
      return m.policyEpochsHelp();
    },
    format: 'count',
    of: ({ update }) => update.epochs,
  },
  {
    name: 'step_share',
    get label() {
      return m.stepTaken();
    },
    get help() {
      return m.stepTakenHelp();
    },
    format: 'share',
    get absent() {
      return m.alwaysAll();
    },
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
