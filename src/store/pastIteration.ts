import type { RunCheckpoint } from '../trainer/checkpoint.ts';
import type { IterationEvent } from '../trainer/events.ts';
import { atRest } from '../trainer/metrics.ts';
import { Throughput } from '../trainer/throughput.ts';
import type { TrainRun } from './trainRun.ts';

/** What a run reported after the iteration of a checkpoint; its seconds are those of the run, not of a replay. */
export function pastIteration(run: TrainRun, checkpoint: RunCheckpoint): IterationEvent {
  const { environments, stepsPerIteration } = run.configuration;
  const { iteration } = checkpoint;
  const throughput = new Throughput();
  let stepsPerSecond = 0;
  let seconds = checkpoint.seconds;
  let done = 0;
  for (const summary of run.feed.log.summaries) {
    if (summary.iteration > iteration) break;
    const steps = (summary.iteration - done) * environments * stepsPerIteration * summary.members.length;
    stepsPerSecond = throughput.add(summary.seconds, steps);
    done = summary.iteration;
    seconds = summary.iteration === iteration ? summary.seconds : seconds;
  }
  return {
    type: 'iteration',
    iteration,
    steps: iteration * environments * stepsPerIteration,
    seconds,
    stepsPerSecond,
    engine: run.engine?.id ?? 'simd',
    members: checkpoint.members.map(({ report }) =>
      report.iteration === iteration ? report : { ...report, metrics: atRest(report.metrics) },
    ),
  };
}
