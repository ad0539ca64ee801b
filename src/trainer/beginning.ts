import type { Environment } from '../environments/environment.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import type { Checkpoint, MemberStanding } from './checkpoint.ts';
import { startEnvironments } from './environmentsSnapshot.ts';
import type { MemberReport } from './events.ts';
import type { Drift, IterationFacts } from './iterationFacts.ts';
import { actingPolicy, createMember, memberSettings, snapshotMember } from './member.ts';
import { metricsOf } from './metrics.ts';
import { pretrain } from './pretraining.ts';
import { engineSpecification, initialSnapshot } from './specification.ts';
import { createDistances } from './stateDistances.ts';

/** A member before its first iteration: what it goes on from, and a report of its policy with nothing measured. */
export interface Beginning {
  readonly checkpoint: Checkpoint;
  readonly report: MemberReport;
}

/** The beginning of a member, at once: takes about a third of a second where its policy is taught first. */
export function beginMember(
  configuration: RunConfiguration,
  environment: Environment,
  seed: number,
): Beginning {
  const work = beginning(configuration, environment, seed);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** The same beginning; whoever waits is let in every few milliseconds. */
export async function beginMemberPaced(
  configuration: RunConfiguration,
  environment: Environment,
  seed: number,
  breathe: () => Promise<void>,
): Promise<Beginning> {
  const work = beginning(configuration, environment, seed);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    await breathe();
  }
}

/** Every seed of a run before its first iteration, one after the other. */
export async function beginMembers(
  configuration: RunConfiguration,
  environment: Environment,
  breathe: () => Promise<void>,
): Promise<MemberStanding[]> {
  const members: MemberStanding[] = [];
  for (const seed of configuration.seeds) {
    const begun = await beginMemberPaced(configuration, environment, seed, breathe);
    members.push({ seed, ...begun, ended: null });
  }
  return members;
}

/** Yields between small pieces of work, a millisecond or so each. */
function* beginning(
  configuration: RunConfiguration,
  environment: Environment,
  seed: number,
): Generator<void, Beginning, undefined> {
  const specification = engineSpecification({ ...configuration, seeds: [seed] }, environment);
  const layer = specification.objective.projection !== null;
  const settings = memberSettings(configuration, environment);
  const member = createMember(seed, settings, environment.observationSpace.size);
  const environments = startEnvironments(environment, configuration, member.starts);
  const engine = initialSnapshot(specification, { ...configuration, seeds: [seed] });
  yield* pretrain(specification.policy, engine.policy.parameters, configuration, environment, seed);
  return {
    checkpoint: {
      iteration: 0,
      engine,
      environments,
      member: snapshotMember(member),
      violations: { states: 0, proposed: 0, projected: layer ? 0 : null },
    },
    report: {
      seed,
      iteration: 0,
      ...unmeasured(layer),
      policy: actingPolicy(member, engine.policy.parameters),
      oldParameters: engine.policy.parameters,
      valueParameters: engine.value.parameters,
    },
  };
}

const NOWHERE: Drift = {
  meanKl: Number.NaN,
  largestKl: Number.NaN,
  beyond: Number.NaN,
  beyondInKl: Number.NaN,
};

/** Of an iteration that never was. */
const NOTHING: IterationFacts = {
  episodes: { episodes: 0, meanReturn: null, meanLength: null },
  policyLosses: { surrogate: Number.NaN, trustRegion: Number.NaN, entropy: Number.NaN },
  valueLoss: Number.NaN,
  explainedVariance: Number.NaN,
  entropyFloor: null,
  update: { epochs: 0, stepShare: null },
  proposed: NOWHERE,
  projected: null,
  entropy: Number.NaN,
};

/** The measured part of a report where nothing has been measured: arrays of no states, numbers that are none. */
function unmeasured(
  layer: boolean,
): Omit<MemberReport, 'seed' | 'iteration' | 'policy' | 'oldParameters' | 'valueParameters'> {
  const distances = () => ({ mean: new Float64Array(), covariance: new Float64Array() });
  const policies = () => ({ mean: new Float64Array(), covariance: new Float64Array() });
  return {
    metrics: metricsOf(NOTHING),
    proposed: createDistances(0),
    projected: layer ? createDistances(0) : null,
    observation: new Float32Array(),
    probes: {
      observation: new Float32Array(),
      state: new Float64Array(),
      old: policies(),
      proposed: policies(),
      projected: layer ? policies() : null,
      proposedDistance: distances(),
      projectedDistance: layer ? distances() : null,
    },
  };
}
