import { type Engine, EngineFailure, type PolicyCurvature } from '../engines/engine.ts';
import type { PolicyUpdate } from './algorithm.ts';
import { conjugateGradient, dot } from './conjugateGradient.ts';

/** A step that fails is tried again at this share of its length. */
const BACKTRACK = 0.8;
/** Float32 parameters and old policies: a KL this far beyond the bound is on it. */
const ROUNDING = 1e-6;

/** See TRPO's fields. */
interface NaturalStepSettings {
  readonly averageKlBound: number;
  readonly conjugateGradientIterations: number;
  readonly conjugateGradientDamping: number;
  readonly lineSearchSteps: number;
}

/**
 * One step of one member (docs/mathematics.md §9.4): along the natural gradient (F + damping · I)⁻¹g, found by
 * conjugate gradients, as far as the quadratic model of the mean KL allows, then back until the surrogate has
 * improved and the mean KL(old ‖ new) is at most δ. Where no length will do, the parameters are put back as they were.
 *
 * @returns the accepted share of the model's step; 0 where the search failed
 * @throws {EngineFailure} on an engine without second-order information
 */
export async function naturalStep(given: PolicyUpdate<NaturalStepSettings>): Promise<number> {
  const { settings, engine, evaluate, requireFinite } = given;
  const { averageKlBound, conjugateGradientIterations, conjugateGradientDamping, lineSearchSteps } = settings;
  const curvature = curvatureOf(engine);
  const minibatch = given.wholeBatch();
  const { advantage } = minibatch;

  const old = await engine.policyParameters();
  const descent = Float64Array.from(curvature.gradient(minibatch), (entry) => -entry);
  requireFinite(descent, 'policy gradient');
  const fisher = (vector: Float64Array) => {
    const product = Float64Array.from(curvature.fisherVectorProduct(minibatch, Float32Array.from(vector)));
    for (let i = 0; i < product.length; i++) product[i]! += conjugateGradientDamping * vector[i]!;
    return product;
  };
  const direction = conjugateGradient(fisher, descent, conjugateGradientIterations);
  const quadratic = dot(direction, fisher(direction));
  requireFinite(direction, 'natural gradient');
  if (!(quadratic > 0)) return 0;
  const length = Math.sqrt((2 * averageKlBound) / quadratic);

  const before = await evaluate('old-now', advantage);
  let share = 1;
  for (let step = 0; step < lineSearchSteps; step++) {
    engine.setPolicyParameters(old.map((value, i) => value + share * length * direction[i]!));
    const { kl, surrogate } = await evaluate('old-now', advantage);
    if (surrogate[0]! < before.surrogate[0]! && kl[0]! <= averageKlBound * (1 + ROUNDING)) return share;
    share *= BACKTRACK;
  }
  engine.setPolicyParameters(old);
  return 0;
}

function curvatureOf(engine: Engine): PolicyCurvature {
  if (engine.curvature === null) {
    throw new EngineFailure('TRPO needs Fisher-vector products, which only WebAssembly has.', engine.id);
  }
  return engine.curvature;
}
