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
  const rows = METRICS.map((metric) => {
    const { ofOneBound }: Metric = metric;
    const said = oneBound ? ofOneBound : undefined;
    return {
      name: metric.name,
      label: said?.label ?? metric.label,
      description: said?.help ?? metricHelp(metric),
      read: () => {
        const value = feed.shown?.members[member]?.metrics[metric.name] ?? null;
        return value === null || Number.isNaN(value) ? NONE : FORMATS[metric.format](value);
      },
    };
  });
  return [...rows, speed];
}
