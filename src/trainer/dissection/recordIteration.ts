import type { Engine } from '../../engines/engine.ts';
import type { Environment } from '../../environments/environment.ts';
import type { RunConfiguration } from '../../experiments/fields.ts';
import type { Checkpoint } from '../checkpoint.ts';
import { Divergence, type Pace } from '../interruptions.ts';
import { type IterationEstimates, type MemberIteration, Run } from '../run.ts';
import { RecordingEngine } from './recordingEngine.ts';

/** The iteration that is looked into: of one member, the one after a checkpoint. */
export interface NextIteration {
  readonly configuration: RunConfiguration;
  readonly environment: Environment;
  /** Stands where `before` says. */
  readonly engine: Engine;
  readonly before: Checkpoint;
  /** Environment states [m, stateSize] to look at the nearest of the batch of. */
  readonly probes: Float64Array | undefined;
  readonly pace: Pace;
}

/** What there is of an iteration that was recorded. */
export interface RecordedIteration {
  readonly run: Run;
  readonly recorder: RecordingEngine;
  /** `null` where it broke off in its rollout. */
  readonly estimates: IterationEstimates | null;
  /** What it gave the member, or in what it broke off. */
  readonly end: MemberIteration | Divergence;
}

/**
 * Takes the member through the iteration, watched.
 * @param isRecorded which of the policy's gradient steps are remembered, from 1
 */
export async function recordIteration(
  { configuration, environment, engine, before, pace }: NextIteration,
  isRecorded: (step: number) => boolean,
): Promise<RecordedIteration> {
  const recorder = new RecordingEngine(engine, isRecorded);
  let estimates: IterationEstimates | null = null;
  const run = new Run(configuration, environment, pace, recorder, [before], {
    estimated: (given) => {
      estimates = given;
    },
  });
  const end = await run.iterate([before]).then(
    ([iteration]) => iteration!,
    (error: unknown) => {
      if (error instanceof Divergence) return error;
      throw error;
    },
  );
  return { run, recorder, estimates, end };
}
