import { csvCell } from '../experiments/csvCell.ts';
import { METRICS } from '../trainer/metrics.ts';
import type { MetricsLog } from './metricsLog.ts';

/** A run as a data file tells of it. */
export interface LoggedRun {
  readonly name: string;
  /** The address that sets the same run up again. */
  readonly link: string;
  readonly log: Pick<MetricsLog, 'summaries' | 'stride'>;
}

// not words: files are English
const UNITS = [
  '# global_step: environment steps of one seed; seconds: of training',
  '# episodic_return, episodic_length: mean undiscounted return and steps of the episodes that ended in the iteration',
  '# entropy, approx_kl, max_kl, projected_*: nats; violations_*: share of the states beyond a bound, 0 to 1',
];

/**
 * Metrics of runs as comma-separated values (RFC 4180): comment lines that begin with # and name each run and its link
 * and the units, a header, and one row for every iteration and seed. Numbers are written in full (they read back to the
 * bit); a value that does not apply or is not known is left empty.
 */
export function metricsCsv(runs: readonly LoggedRun[]): string {
  const comments = runs.map(
    ({ name, link, log: { stride } }) =>
      // not words: files are English
      `# ${name.replace(/\s+/g, ' ')}${stride > 1 ? ` (one of every ${stride} iterations)` : ''}: ${link}`,
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
        [
          csvCell(name),
          seed,
          iteration,
          steps,
          seconds,
          ...METRICS.map((metric) => metrics[metric.name] ?? ''),
        ].join(','),
      ),
    ),
  );
  return `${[...comments, ...UNITS, header, ...rows].join('\n')}\n`;
}
