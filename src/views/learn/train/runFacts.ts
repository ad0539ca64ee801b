import type { TrainRun } from '../../../store/trainRun.ts';
import type { IterationMetrics } from '../../../trainer/metrics.ts';
import { ReturnWatch } from '../../../training/returnWatch.ts';
import type { Trouble } from '../../../training/troubles.ts';

type Told = Pick<TrainRun, 'feed' | 'finished' | 'troubles' | 'diverged'> | null;

/** A number and the iteration that it belongs to. */
export interface Moment {
  readonly value: number;
  readonly iteration: number;
}

/** The metrics of every iteration so far, of the first seed. */
function rows(run: Told): readonly { readonly iteration: number; readonly metrics: IterationMetrics }[] {
  return (run?.feed.log.summaries ?? []).flatMap(({ iteration, members }) =>
    members[0]?.iteration === iteration ? [{ iteration, metrics: members[0].metrics }] : [],
  );
}

/** The best mean return of 32 episodes so far (docs/mathematics.md §8.12); `null` before so many have ended. */
export function bestReturn(run: Told): Moment | null {
  const watch = new ReturnWatch();
  for (const { iteration, metrics } of rows(run))
    watch.add(iteration, metrics.episodic_return, metrics.episodes);
  return watch.mean === null ? null : { value: watch.best, iteration: watch.bestAt };
}

/** Mean return of the last 64 episodes of a run that is over. */
export function finalReturn(run: Told): number | null {
  const known = (run?.finished?.finalReturn ?? []).filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** When four fifths of what had been learned were gone. */
export function lostReturn(run: Told): Trouble | null {
  return run?.troubles.find(({ kind }) => kind === 'return') ?? null;
}

/** How far the furthest state of all iterations went, the bound being 1. */
export function furthest(run: Told, policy: 'proposed' | 'projected' = 'proposed'): Moment | null {
  const worst = run?.feed.promise[policy].worst;
  return worst ? { value: worst.distance, iteration: worst.iteration } : null;
}

/** Share of the states of all iterations beyond the bound, 0 … 1. */
export function shareBeyond(run: Told, policy: 'proposed' | 'projected' = 'proposed'): number | null {
  return run?.feed.promise[policy].share ?? null;
}

/** A metric of the first, the last, or the iteration where it was largest. */
export function metricAt(
  run: Told,
  name: 'entropy' | 'approx_kl' | 'max_kl',
  which: 'first' | 'last' | 'largest',
): Moment | null {
  const told = rows(run).map(({ iteration, metrics }) => ({ value: metrics[name], iteration }));
  if (which !== 'largest') return told.at(which === 'first' ? 0 : -1) ?? null;
  return told.reduce<Moment | null>(
    (best, one) => (best === null || one.value > best.value ? one : best),
    null,
  );
}

/** Whether a run has spent its budget, or has ended before it could. */
export function isOver(run: Told): boolean {
  return run?.finished != null;
}
