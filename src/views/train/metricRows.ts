import * as words from '#words/metrics';
import * as m from '#words/train';
import { formatCount, formatShare } from '../../components/axisTicks.ts';
import { formatSignificant } from '../../components/format.ts';
import type { MetricRow } from '../../components/MetricsTable.tsx';
import type { TrainFeed } from '../../store/trainFeed.ts';
import { METRICS, type Metric, metricHelp } from '../../trainer/metrics.ts';

const NONE = '–';

const FORMATS: Readonly<Record<Metric['format'], (value: number) => string>> = {
  number: (value) => formatSignificant(value, 3),
  count: formatCount,
  share: formatShare,
};

/** Words of what counts states beyond either bound, where there is one. */
const OF_ONE_BOUND: Readonly<Record<string, { readonly label: () => string; readonly help: () => string }>> =
  {
    violations_proposed: { label: words.beyondOneNetwork, help: words.beyondOneNetworkHelp },
    violations_projected: { label: words.beyondOneProjection, help: words.beyondOneProjectionHelp },
  };

/**
 * Rows of the metrics table for one seed of a run.
 * @param oneBound whether its policies have one bound, as those over discrete actions
 */
export function metricRows(feed: TrainFeed, member: number, oneBound = false): readonly MetricRow[] {
  const speed: MetricRow = {
    name: 'SPS',
    label: m.stepsPerSecond(),
    description: m.stepsPerSecondHelp(),
    read: () => (feed.shown === null ? NONE : formatCount(feed.shown.stepsPerSecond)),
  };
  const rows = METRICS.map((metric) => ({
    name: metric.name,
    label: (oneBound && OF_ONE_BOUND[metric.name]?.label()) || metric.label,
    description: (oneBound && OF_ONE_BOUND[metric.name]?.help()) || metricHelp(metric),
    read: () => {
      const value = feed.shown?.members[member]?.metrics[metric.name] ?? null;
      return value === null || Number.isNaN(value) ? NONE : FORMATS[metric.format](value);
    },
  }));
  return [...rows, speed];
}
