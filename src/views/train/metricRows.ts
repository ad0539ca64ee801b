import type { IterationMetrics } from '../../algorithms/events.ts';
import { formatCount, formatShare } from '../../components/axisTicks.ts';
import { formatSignificant } from '../../components/format.ts';
import type { MetricRow } from '../../components/MetricsTable.tsx';
import type { TrainFeed } from '../../store/trainFeed.ts';

const NONE = '–';

interface Metric {
  readonly name: keyof IterationMetrics;
  readonly description: string;
  readonly format: (value: number) => string;
}

const number = (value: number) => formatSignificant(value, 3);

/** CleanRL's names where it has one. */
const METRICS: readonly Metric[] = [
  { name: 'episodic_return', description: 'mean return of the episodes that ended', format: number },
  { name: 'episodic_length', description: 'their mean length, in steps', format: number },
  { name: 'episodes', description: 'how many ended', format: formatCount },
  { name: 'policy_loss', description: 'surrogate, lower is better', format: number },
  { name: 'trust_region_loss', description: 'α · distance to the projection', format: number },
  { name: 'entropy_loss', description: '−coefficient · entropy', format: number },
  { name: 'value_loss', description: 'mean squared error of the value', format: number },
  { name: 'explained_variance', description: '1 means the value explains all', format: number },
  { name: 'approx_kl', description: 'mean KL of the network from the old policy', format: number },
  { name: 'entropy', description: 'of the acting policy, nats', format: number },
  { name: 'entropy_floor', description: 'lower bound on it, nats', format: number },
  { name: 'violations_proposed', description: 'states beyond a bound, as proposed', format: formatShare },
  { name: 'violations_projected', description: 'states beyond a bound, projected', format: formatShare },
];

/** Rows of the metrics table for one seed of a run. */
export function metricRows(feed: TrainFeed, member: number): readonly MetricRow[] {
  const speed: MetricRow = {
    name: 'SPS',
    description: 'environment steps per second, all seeds',
    read: () => (feed.latest === null ? NONE : formatCount(feed.latest.stepsPerSecond)),
  };
  const rows = METRICS.map(({ name, description, format }) => ({
    name,
    description,
    read: () => {
      const value = feed.latest?.members[member]?.metrics[name] ?? null;
      return value === null ? NONE : format(value);
    },
  }));
  return [...rows, speed];
}
