import { EngineFailure, type PolicyCurvature } from '../engines/engine.ts';
import { conjugateGradient, dot } from './conjugateGradient.ts';
import { requireFinite } from './interruptions.ts';
import { normaliseAdvantages } from './minibatches.ts';
import type { PolicyUpdateContext } from './policyUpdate.ts';

/** A step that fails is tried again at this share of its length. */
const BACKTRACK = 0.8;
/** Float32 parameters and old policies: a KL this far beyond the bound is on it. */
const ROUNDING = 1e-6;

/**
 * One TRPO step of one member (Schulman et al. 2015): along the natural gradient (F + damping · I)⁻¹g, found by
 * conjugate gradients, as far as the quadratic model of the mean KL allows, then back until the surrogate has
 * improved and the mean KL(old ‖ new) is at most δ. Where no length will do, the parameters are put back as they were.
 *
 * @returns the accepted share of the model's step; 0 where the search failed
 * @throws {EngineFailure} on an engine without second-order information
 */
export async function naturalStep(context: PolicyUpdateContext): Promise<number> {
  const { configuration, engine, batch, judge, progress } = context;
  const { averageKlBound, conjugateGradientIterations, conjugateGradientDamping, lineSearchSteps } =
    configuration;
  const curvature = curvatureOf(context);
  const count = batch.size;
  const advantage = Float32Array.from(context.advantage);
  normaliseAdvantages(advantage, 0, count);
  const minibatch = { count, rows: Int32Array.from({ length: count }, (_, i) => i), advantage };

  const old = await engine.policyParameters();
  const descent = Float64Array.from(curvature.gradient(minibatch), (entry) => -entry);
  requireFinite(descent, 1, 'policy gradient');
  const fisher = (vector: Float64Array) => {
    const product = Float64Array.from(curvature.fisherVectorProduct(minibatch, Float32Array.from(vector)));
    for (let i = 0; i < product.length; i++) product[i]! += conjugateGradientDamping * vector[i]!;
    return product;
  };
  const direction = conjugateGradient(fisher, descent, conjugateGradientIterations);
  const quadratic = dot(direction, fisher(direction));
  requireFinite(direction, 1, 'natural gradient');
  if (!(quadratic > 0)) return 0;
  const length = Math.sqrt((2 * averageKlBound) / quadratic);

  const before = await judge.evaluate(engine, batch, 'old-now', advantage, progress);
  let share = 1;
  for (let step = 0; step < lineSearchSteps; step++) {
    engine.setPolicyParameters(old.map((value, i) => value + share * length * direction[i]!));
    const { kl, surrogate } = await judge.evaluate(engine, batch, 'old-now', advantage, progress);
    if (surrogate[0]! < before.surrogate[0]! && kl[0]! <= averageKlBound * (1 + ROUNDING)) return share;
    share *= BACKTRACK;
  }
  engine.setPolicyParameters(old);
  return 0;
}

function curvatureOf({ engine }: PolicyUpdateContext): PolicyCurvature {
  if (engine.curvature === null) {
    throw new EngineFailure('TRPO needs Fisher-vector products, which only WebAssembly has.', engine.id);
  }
  return engine.curvature;
}
