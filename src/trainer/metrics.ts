import * as m from '#words/metrics';
import { labelled } from '../words/labelled.ts';
import type { IterationFacts } from './iterationFacts.ts';

/** A number that every iteration reports of every member. */
export interface Metric {
  /** In files and on the command line: CleanRL's name where one exists. */
  readonly name: string;
  /** In words, for a table. */
  readonly label: string;
  /** What it says, for a table. */
  readonly help: string;
  /** The same words where policies have one bound, as those over discrete actions, if it speaks of two. */
  readonly ofOneBound?: Pick<Metric, 'label' | 'help'>;
  readonly unit?: string;
  /** How a table writes it: three significant digits, a whole number, or a share as a percentage. */
  readonly format: 'number' | 'count' | 'share';
  /** When it does not apply or is not known, and is `null`, as the end of a sentence. */
  readonly absent?: string;
  /** Its value where no episode ended, if it tells of the episodes that did: that of a member which trains no longer. */
  readonly withoutEpisodes?: number | null;
  readonly of: (facts: IterationFacts) => number | null;
}

/** Every metric, in the order of tables and files (docs/mathematics.md §8). */
export const METRICS = [
  labelled(m.return, m.returnHelp, {
    name: 'episodic_return',
    format: 'number',
    get absent() {
      return m.ifNoneDid();
    },
    withoutEpisodes: null,
    of: ({ episodes }: IterationFacts) => episodes.meanReturn,
  }),
  labelled(m.episodeLength, m.episodeLengthHelp, {
    name: 'episodic_length',
    get unit() {
      return m.steps();
    },
    format: 'number',
    get absent() {
      return m.ifNoneDid();
    },
    withoutEpisodes: null,
    of: ({ episodes }: IterationFacts) => episodes.meanLength,
  }),
  labelled(m.episodes, m.episodesHelp, {
    name: 'episodes',
    format: 'count',
    withoutEpisodes: 0,
    of: ({ episodes }: IterationFacts) => episodes.episodes,
  }),
  labelled(m.policyLoss, m.policyLossHelp, {
    name: 'policy_loss',
    format: 'number',
    get absent() {
      return m.withoutMinibatches();
    },
    of: ({ policyLosses }: IterationFacts) => policyLosses?.surrogate ?? null,
  }),
  labelled(m.trustRegionLoss, m.trustRegionLossHelp, {
    name: 'trust_region_loss',
    format: 'number',
    get absent() {
      return m.withoutMinibatches();
    },
    of: ({ policyLosses }: IterationFacts) => policyLosses?.trustRegion ?? null,
  }),
  labelled(m.entropyLoss, m.entropyLossHelp, {
    name: 'entropy_loss',
    format: 'number',
    get absent() {
      return m.withoutMinibatches();
    },
    of: ({ policyLosses }: IterationFacts) => policyLosses?.entropy ?? null,
  }),
  labelled(m.valueLoss, m.valueLossHelp, {
    name: 'value_loss',
    format: 'number',
    of: ({ valueLoss }: IterationFacts) => valueLoss,
  }),
  labelled(m.explainedVariance, m.explainedVarianceHelp, {
    name: 'explained_variance',
    format: 'number',
    of: ({ explainedVariance }: IterationFacts) => explainedVariance,
  }),
  labelled(m.meanKlNetwork, m.meanKlNetworkHelp, {
    name: 'approx_kl',
    format: 'number',
    of: ({ proposed }: IterationFacts) => proposed.meanKl,
  }),
  labelled(m.largestKlNetwork, m.largestKlNetworkHelp, {
    name: 'max_kl',
    format: 'number',
    of: ({ proposed }: IterationFacts) => proposed.largestKl,
  }),
  labelled(m.meanKlProjection, m.meanKlProjectionHelp, {
    name: 'projected_kl',
    format: 'number',
    get absent() {
      return m.withoutLayer();
    },
    of: ({ projected }: IterationFacts) => projected?.meanKl ?? null,
  }),
  labelled(m.largestKlProjection, m.largestKlProjectionHelp, {
    name: 'projected_max_kl',
    format: 'number',
    get absent() {
      return m.withoutLayer();
    },
    of: ({ projected }: IterationFacts) => projected?.largestKl ?? null,
  }),
  labelled(m.entropy, m.entropyHelp, {
    name: 'entropy',
    get unit() {
      return m.nats();
    },
    format: 'number',
    of: ({ entropy }: IterationFacts) => entropy,
  }),
  labelled(m.entropyFloor, m.entropyFloorHelp, {
    name: 'entropy_floor',
    get unit() {
      return m.nats();
    },
    format: 'number',
    get absent() {
      return m.withoutFloor();
    },
    of: ({ entropyFloor }: IterationFacts) => entropyFloor,
  }),
  labelled(m.beyondNetwork, m.beyondNetworkHelp, {
    name: 'violations_proposed',
    format: 'share',
    ofOneBound: labelled(m.beyondOneNetwork, m.beyondOneNetworkHelp, {}),
    of: ({ proposed }: IterationFacts) => proposed.beyond,
  }),
  labelled(m.beyondProjection, m.beyondProjectionHelp, {
    name: 'violations_projected',
    format: 'share',
    ofOneBound: labelled(m.beyondOneProjection, m.beyondOneProjectionHelp, {}),
    get absent() {
      return m.withoutLayer();
    },
    of: ({ projected }: IterationFacts) => projected?.beyond ?? null,
  }),
  labelled(m.beyondKlNetwork, m.beyondKlNetworkHelp, {
    name: 'kl_violations_proposed',
    format: 'share',
    of: ({ proposed }: IterationFacts) => proposed.beyondInKl,
  }),
  labelled(m.beyondKlProjection, m.beyondKlProjectionHelp, {
    name: 'kl_violations_projected',
    format: 'share',
    get absent() {
      return m.withoutLayer();
    },
    of: ({ projected }: IterationFacts) => projected?.beyondInKl ?? null,
  }),
  labelled(m.policyEpochs, m.policyEpochsHelp, {
    name: 'policy_epochs',
    format: 'count',
    of: ({ update }: IterationFacts) => update.epochs,
  }),
  labelled(m.stepTaken, m.stepTakenHelp, {
    name: 'step_share',
    format: 'share',
    get absent() {
      return m.alwaysAll();
    },
    of: ({ update }: IterationFacts) => update.stepShare,
  }),
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
