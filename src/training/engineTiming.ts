import type { Engine, EngineSpecification, UpdateBatch } from '../engines/engine.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import { policyActionWidth, policyFactorSize } from '../policies/policyShape.ts';

/** What an iteration asks of the networks. */
export type IterationShape = Pick<
  RunConfiguration,
  'environments' | 'stepsPerIteration' | 'minibatchSize' | 'policyEpochs' | 'valueEpochs'
>;

/** Milliseconds spent on acting, and on the gradient steps of each network, after one call that warms it up. */
const ACTING_BUDGET = 40;
const STEPS_BUDGET = 60;
/** Calls before the first look at the clock; twice as many before each further one. */
const FIRST_CALLS = 2;

/**
 * How fast a run would go if the networks were all its work: acting, step by step with the answer waited for, and the
 * gradient steps of both networks, timed one by one on an engine made for the purpose and put together as in an
 * iteration. What else an iteration does (the environments, the measurements) is the same on every engine.
 *
 * @param now milliseconds, monotonic
 * @returns environment steps a second of all members of the engine together
 */
export async function timeEngine(engine: Engine, shape: IterationShape, now: () => number): Promise<number> {
  const { members, policy } = engine.specification;
  const { environments, stepsPerIteration, minibatchSize, policyEpochs, valueEpochs } = shape;
  const states = environments * stepsPerIteration;
  const count = Math.min(minibatchSize, states);
  const observation = alternating(members * environments * policy.observationSize);
  const minibatch = {
    count,
    rows: Int32Array.from({ length: members * count }, (_, i) => i % count),
    advantage: alternating(members * count),
  };
  // Waits for the device: what is timed is the work, not the queueing of it.
  const settle = () => engine.takeLosses();
  const time = (budget: number, call: () => unknown) => secondsPerCall(call, settle, budget, now);

  const acting = await time(ACTING_BUDGET, () => engine.policyOutput(observation, environments));
  engine.beginUpdate(standingBatch(engine.specification, count));
  const policyStep = await time(STEPS_BUDGET, () => engine.policyStep(minibatch));
  const valueStep = await time(STEPS_BUDGET, () => engine.valueStep(minibatch));
  const minibatches = Math.ceil(states / minibatchSize);
  const iteration =
    stepsPerIteration * acting + minibatches * (policyEpochs * policyStep + valueEpochs * valueStep);
  return (members * states) / iteration;
}

async function secondsPerCall(
  call: () => unknown,
  settle: () => Promise<unknown>,
  budget: number,
  now: () => number,
): Promise<number> {
  await call();
  await settle();
  const start = now();
  let calls = 0;
  let elapsed = 0;
  for (let more = FIRST_CALLS; elapsed < budget; more *= 2) {
    for (let i = 0; i < more; i++) await call();
    await settle();
    calls += more;
    elapsed = now() - start;
  }
  return elapsed / (1000 * calls);
}

/** States at which the old policy is a standard one: their numbers do not matter, only how many there are. */
function standingBatch(specification: EngineSpecification, count: number): UpdateBatch {
  const { members, policy } = specification;
  const k = policy.actionSize;
  const f = policyFactorSize(policy);
  const rows = members * count;
  const oldFactor = new Float32Array(rows * f);
  for (let row = 0; row < rows; row++) {
    // The identity, in whichever of the layouts.
    for (let i = 0; i < k && f > 0; i++) oldFactor[row * f + (f === k ? i : i * k + i)] = 1;
  }
  const perMember = (value: number) => new Float32Array(members).fill(value);
  return {
    count,
    observation: alternating(rows * policy.observationSize),
    action:
      policy.head === 'categorical' ? new Float32Array(rows) : alternating(rows * policyActionWidth(policy)),
    oldMean: new Float32Array(rows * k),
    oldFactor,
    oldLogProbability: new Float32Array(rows),
    oldValue: new Float32Array(rows),
    target: alternating(rows),
    meanBound: perMember(0.03),
    covarianceBound: perMember(1e-3),
    entropyFloor: perMember(-Infinity),
    // Wherever the networks are, they stay there.
    policyLearningRate: 0,
    valueLearningRate: 0,
  };
}

function alternating(length: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => (i % 2 === 0 ? 0.5 : -0.5));
}
