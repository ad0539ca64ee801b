import { formatCount, formatShare } from '../../components/axisTicks.ts';
import { formatSignificant } from '../../components/format.ts';
import type { MetricRow } from '../../components/MetricsTable.tsx';
import { METRIC_NAMES } from '../../store/metricsCsv.ts';
import type { TrainFeed } from '../../store/trainFeed.ts';
import type { IterationMetrics } from '../../trainer/events.ts';

const NONE = '–';

interface Metric {
  readonly description: string;
  readonly format: (value: number) => string;
}

const number = (value: number) => formatSignificant(value, 3);

const METRICS: Readonly<Record<keyof IterationMetrics, Metric>> = {
  episodic_return: { description: 'mean return of the episodes that ended', format: number },
  episodic_length: { description: 'their mean length, in steps', format: number },
  episodes: { description: 'how many ended', format: formatCount },
  policy_loss: { description: 'surrogate, lower is better', format: number },
  trust_region_loss: { description: 'α · distance to the projection', format: number },
  entropy_loss: { description: '−coefficient · entropy', format: number },
  value_loss: { description: 'mean squared error of the value', format: number },
  explained_variance: { description: '1 means the value explains all', format: number },
  approx_kl: { description: 'mean KL of the network from the old policy', format: number },
  max_kl: { description: 'largest KL of the network in any state', format: number },
  projected_kl: { description: 'mean KL of the projection', format: number },
  projected_max_kl: { description: 'largest KL of the projection', format: number },
  entropy: { description: 'of the acting policy, nats', format: number },
  entropy_floor: { description: 'lower bound on it, nats', format: number },
  violations_proposed: { description: 'states beyond a bound, as proposed', format: formatShare },
  violations_projected: { description: 'states beyond a bound, projected', format: formatShare },
  kl_violations_proposed: { description: 'the same measured in KL', format: formatShare },
  kl_violations_projected: { description: 'the same measured in KL', format: formatShare },
  policy_epochs: { description: 'passes over the batch that were taken', format: formatCount },
  step_share: { description: 'TRPO: accepted share of the step; PAPI: of the way', format: formatShare },
};

/** Rows of the metrics table for one seed of a run. */
export function metricRows(feed: TrainFeed, member: number): readonly MetricRow[] {
  const speed: MetricRow = {
    name: 'SPS',
    description: 'environment steps per second, all seeds',
    read: () => (feed.latest === null ? NONE : formatCount(feed.latest.stepsPerSecond)),
  };
  const rows = METRIC_NAMES.map((name) => {
    const { description, format } = METRICS[name];
    return {
      name,
      description,
      read: () => {
        const value = feed.latest?.members[member]?.metrics[name] ?? null;
        return value === null || Number.isNaN(value) ? NONE : format(value);
      },
    };
  });
  return [...rows, speed];
}
