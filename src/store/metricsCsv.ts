import type { IterationMetrics } from '../trainer/events.ts';
import type { MetricsLog } from './metricsLog.ts';

/** Metrics of an iteration in the order of tables; CleanRL's names where it has one. */
export const METRIC_NAMES = [
  'episodic_return',
  'episodic_length',
  'episodes',
  'policy_loss',
  'trust_region_loss',
  'entropy_loss',
  'value_loss',
  'explained_variance',
  'approx_kl',
  'max_kl',
  'projected_kl',
  'projected_max_kl',
  'entropy',
  'entropy_floor',
  'violations_proposed',
  'violations_projected',
  'kl_violations_proposed',
  'kl_violations_projected',
  'policy_epochs',
  'step_share',
] as const satisfies readonly (keyof IterationMetrics)[];

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
      `# ${name}${stride > 1 ? ` (one of every ${stride} iterations)` : ''}: ${link}`,
  );
  const header = ['run', 'seed', 'iteration', 'global_step', 'seconds', ...METRIC_NAMES].join(',');
  const rows = runs.flatMap(({ name, log }) =>
    log.summaries.flatMap(({ iteration, steps, seconds, members }) =>
      members.map(({ seed, metrics }) =>
        [name, seed, iteration, steps, seconds, ...METRIC_NAMES.map((metric) => metrics[metric] ?? '')].join(
          ',',
        ),
      ),
    ),
  );
  return `${[...comments, header, ...rows].join('\n')}\n`;
}
