import * as words from '#words/algorithms';
import * as m from '#words/fields';
import { type Engine, EngineFailure, type PolicyCurvature } from '../engines/engine.ts';
import type { Field, ValuesOf } from '../fields/field.ts';
import { labelled } from '../words/labelled.ts';
import { defineAlgorithm, type PolicyUpdate } from './algorithm.ts';
import { AVERAGE_KL_BOUND } from './averageKlBound.ts';
import { conjugateGradient, dot } from './conjugateGradient.ts';

const FIELDS = [
  AVERAGE_KL_BOUND,
  labelled(m.conjugateGradientIterationsLabel, m.conjugateGradientIterationsHelp, {
    name: 'conjugateGradientIterations',
    key: 'cgi',
    kind: 'integer',
    default: 15,
    minimum: 1,
    maximum: 100,
    scale: 'linear',
    group: 'update',
  }),
  labelled(m.conjugateGradientDampingLabel, m.conjugateGradientDampingHelp, {
    name: 'conjugateGradientDamping',
    key: 'cgd',
    kind: 'number',
    default: 0.1,
    minimum: 0,
    maximum: 10,
    scale: 'linear',
    group: 'update',
  }),
  labelled(m.lineSearchStepsLabel, m.lineSearchStepsHelp, {
    name: 'lineSearchSteps',
    key: 'ls',
    kind: 'integer',
    default: 10,
    minimum: 1,
    maximum: 50,
    scale: 'linear',
    group: 'update',
  }),
] as const satisfies readonly Field[];

/** Trust region policy optimisation (Schulman et al. 2015; docs/mathematics.md §9.4). */
export const trpo = defineAlgorithm({
  id: 'trpo',
  label: 'TRPO',
  name: 'TRPO',
  get summary() {
    return words.trpoSummary();
  },
  look: { colour: '--trpo', ink: '--trpo-ink', dash: [12, 3, 3, 3] },
  fields: FIELDS,
  idle: () => ({ policyEpochs: words.oneStep(), learningRate: words.oneStep() }),
  needs: { curvature: true },
  takesMinibatches: false,
  trainsAlone: () => true,
  layer: null,
  search: {
    get words() {
      return words.trpoSearch();
    },
    tex: [
      '(F+\\kappa I)\\,\\chi &= -\\nabla_{\\!\\theta}\\,\\overline{\\ell}',
      '\\theta_j &= \\theta_o+0.8^{j}\\,\\sqrt{2\\delta/\\chi^{\\!\\top}(F+\\kappa I)\\chi}\\;\\chi',
    ],
    section: '§9.4',
  },
  async update(given) {
    return { epochs: 1, stepShare: await naturalStep(given) };
  },
});

/** A step that fails is tried again at this share of its length. */
const BACKTRACK = 0.8;
/** Float32 parameters and old policies: a KL this far beyond the bound is on it. */
const ROUNDING = 1e-6;

/**
 * One step of one member (docs/mathematics.md §9.4): along the natural gradient (F + damping · I)⁻¹g, found by
 * conjugate gradients, as far as the quadratic model of the mean KL allows, then back until the surrogate has
 * improved and the mean KL(old ‖ new) is at most δ. Where no length will do, the parameters are put back as they were.
 *
 * @returns the accepted share of the model's step; 0 where the search failed
 * @throws {EngineFailure} on an engine without second-order information
 */
async function naturalStep(given: PolicyUpdate<ValuesOf<(typeof FIELDS)[number]>>): Promise<number> {
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
