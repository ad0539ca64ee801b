import { createHead } from '../../policies/heads.ts';
import { Divergence } from '../interruptions.ts';
import { minibatchRanges } from '../minibatches.ts';
import { chooseProbes } from '../probeChoice.ts';
import { Progress } from '../progress.ts';
import type { IterationEstimates } from '../run.ts';
import { boundsOf } from '../specification.ts';
import { chooseStates, dissectStates, type UpdateFindings } from './dissectedStates.ts';
import type { DissectedMoment, DissectedUpdate } from './dissection.ts';
import { PolicyReader } from './policyReader.ts';
import type { NextIteration } from './recordIteration.ts';
import type { RecordedMoment, RecordingEngine } from './recordingEngine.ts';

/** Reads what was recorded of an update, as far as it can be read, and what it is read with. */
export async function readUpdate(
  next: NextIteration,
  recorder: RecordingEngine,
  estimates: IterationEstimates,
  moments: readonly RecordedMoment[],
  findings: UpdateFindings,
): Promise<{ readonly update: DissectedUpdate; readonly reader: PolicyReader }> {
  const { configuration, environment, engine, before, pace } = next;
  const { batch, advantage } = estimates;
  const bounds = boundsOf(configuration, environment);
  const own = before.member.probes ?? chooseProbes(batch, 0, environment.stateSize);
  const probes = next.probes ?? Float64Array.from(own);
  const chosen = chooseStates(batch, advantage, findings, probes, bounds, environment);
  const states = dissectStates(chosen, estimates, environment, createHead(engine.specification.policy));
  // A policy is measured and judged in every state.
  const progress = new Progress(pace, 2 * batch.size * (moments.length + 1));
  const looked = { chosen, states };
  const reader = new PolicyReader(
    engine,
    configuration,
    environment,
    estimates,
    recorder.batch,
    looked,
    progress,
  );
  return {
    update: {
      ...frameOf(next),
      states,
      advantages: spreadOf(advantage),
      bounds,
      entropyFloor: estimates.entropyFloor[0] === -Infinity ? null : estimates.entropyFloor[0]!,
      steps: recorder.steps,
      moments: await readMoments(reader, moments),
    },
    reader,
  };
}

/** What is known of an iteration before it has begun. */
export function frameOf({
  configuration,
  before,
}: NextIteration): Pick<
  DissectedUpdate,
  'seed' | 'iteration' | 'size' | 'horizon' | 'environments' | 'minibatches'
> {
  const { seeds, environments, stepsPerIteration: horizon, minibatchSize } = configuration;
  const size = environments * horizon;
  return {
    seed: seeds[0]!,
    iteration: before.iteration + 1,
    size,
    horizon,
    environments,
    minibatches: minibatchRanges(size, minibatchSize).length,
  };
}

/** Those that cannot be read, as what they say is not finite, are left out. */
async function readMoments(
  reader: PolicyReader,
  moments: readonly RecordedMoment[],
): Promise<DissectedMoment[]> {
  const read: DissectedMoment[] = [];
  let attempt = 0;
  for (const { kind, steps, parameters, step } of moments) {
    if (kind === 'search') attempt++;
    try {
      read.push({
        kind,
        steps,
        attempt: kind === 'search' ? attempt : 0,
        losses: step && (await reader.losses(step.before, step.minibatch)),
        policy: await reader.read(parameters),
      });
    } catch (error) {
      if (!(error instanceof Divergence || error instanceof RangeError)) throw error;
    }
  }
  return read;
}

/** Mean and sample standard deviation (docs/mathematics.md §8.5). */
function spreadOf(values: Float64Array): { readonly mean: number; readonly deviation: number } {
  let mean = 0;
  for (const value of values) mean += value / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) * (value - mean);
  return { mean, deviation: values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1)) };
}
