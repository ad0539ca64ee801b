import type { Engine } from '../engines/engine.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import type { Head } from '../policies/heads.ts';
import type { BatchPolicy } from './batchPolicy.ts';
import type { Member } from './member.ts';
import { projectOntoAverageKl } from './papi.ts';
import type { Progress } from './progress.ts';
import type { Batch } from './rollout.ts';
import { naturalStep } from './trpo.ts';
import type { Updates } from './update.ts';

/** All that a policy update needs of a run. */
export interface PolicyUpdateContext {
  readonly configuration: RunConfiguration;
  readonly engine: Engine;
  readonly head: Head;
  readonly batch: Batch;
  /** [P, T, N], not normalised. */
  readonly advantage: Float64Array;
  readonly members: readonly Member[];
  readonly updates: Updates;
  readonly judge: BatchPolicy;
  readonly progress: Progress;
}

/** What an update did beside its losses. */
export interface PolicyUpdateReport {
  readonly epochs: number;
  /** See `IterationMetrics.step_share`. */
  readonly stepShare: number | null;
}

/**
 * Whether members of one run may do different things in an iteration (stop their epochs, search a line): then each
 * trains in an engine of its own.
 */
export function trainsAlone({ algorithm, klStop }: RunConfiguration): boolean {
  return algorithm === 'trpo' || algorithm === 'papi' || (algorithm === 'ppo' && klStop > 0);
}

/** The policy part of an iteration, by the run's algorithm (docs/algorithms.md). */
export async function updatePolicy(context: PolicyUpdateContext): Promise<PolicyUpdateReport> {
  const { algorithm } = context.configuration;
  if (algorithm === 'trpo') return { epochs: 1, stepShare: await naturalStep(context) };
  if (algorithm !== 'papi') return { epochs: await epochs(context), stepShare: null };
  const old = await context.engine.policyParameters();
  const taken = await epochs(context);
  return { epochs: taken, stepShare: await projectOntoAverageKl(context, old) };
}

/** Epochs of minibatches, ended early where the KL has gone too far (ppo and papi with `klStop`). */
async function epochs(context: PolicyUpdateContext): Promise<number> {
  const { configuration, engine, batch, advantage, members, updates, judge, progress } = context;
  const { policyEpochs, algorithm, klStop } = configuration;
  const stops = klStop > 0 && (algorithm === 'ppo' || algorithm === 'papi');
  for (let epoch = 1; epoch <= policyEpochs; epoch++) {
    await updates.policyEpoch(engine, advantage, members, progress);
    if (!stops || epoch === policyEpochs) continue;
    const { kl } = await judge.evaluate(engine, batch, 'now-old', null, progress);
    if (kl[0]! > klStop) return epoch;
  }
  return policyEpochs;
}
