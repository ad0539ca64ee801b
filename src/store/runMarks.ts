import type { IterationSummary } from '../trainer/events.ts';

/** An iteration of a run to which one will want to go. */
export interface RunMark {
  readonly kind: 'return' | 'beyond';
  readonly iteration: number;
  /** What was there: a mean return, or a share of states (0 … 1). */
  readonly value: number;
}

/** The iteration with the best return, and the one in which most states were left beyond a bound; means over the seeds. */
export function runMarks(summaries: readonly IterationSummary[]): RunMark[] {
  let best: RunMark | null = null;
  let beyond: RunMark | null = null;
  for (const { iteration, members } of summaries) {
    const known = members.flatMap(({ metrics }) => metrics.episodic_return ?? []);
    const value = meanOf(known);
    if (known.length > 0 && value > (best?.value ?? -Infinity)) best = { kind: 'return', iteration, value };
    const share = meanOf(members.map(({ metrics }) => metrics.violations_proposed ?? 0));
    if (share > (beyond?.value ?? 0)) beyond = { kind: 'beyond', iteration, value: share };
  }
  return [best, beyond].filter((mark) => mark !== null);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
