import { METRICS } from '../trainer/metrics.ts';
import type { MetricsLog } from './metricsLog.ts';

/** A run as a data file tells of it. */
export interface LoggedRun {
  readonly name: string;
  /** The address that sets the same run up again. */
  readonly link: string;
  readonly log: Pick<MetricsLog, 'summaries' | 'stride'>;
}

/**
 * Metrics of runs as comma-separated values: comment lines that begin with # and name each run and its link, a header,
 * and one row for every iteration and seed. `global_step` counts environment steps of one seed. Numbers are written in
 * full (they read back to the bit); a value that does not apply or is not known is left empty.
 */
export function metricsCsv(runs: readonly LoggedRun[]): string {
  const comments = runs.map(
    ({ name, link, log: { stride } }) =>
      // not words: files are English
      `# ${name}${stride > 1 ? ` (one of every ${stride} iterations)` : ''}: ${link}`,
  );
  const header = [
    'run',
    'seed',
    'iteration',
    'global_step',
    'seconds',
    ...METRICS.map(({ name }) => name),
  ].join(',');
  const rows = runs.flatMap(({ name, log }) =>
    log.summaries.flatMap(({ iteration, steps, seconds, members }) =>
      members.map(({ seed, metrics }) =>
        [name, seed, iteration, steps, seconds, ...METRICS.map((metric) => metrics[metric.name] ?? '')].join(
          ',',
        ),
      ),
    ),
  );
  return `${[...comments, header, ...rows].join('\n')}\n`;
}
