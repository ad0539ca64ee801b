import type { Environment } from '../../environments/environment.ts';
import { iterationsInBudget } from '../../experiments/budget.ts';
import type { RunConfiguration } from '../../experiments/fields.ts';
import { beginMemberPaced } from '../beginning.ts';
import type { Checkpoint } from '../checkpoint.ts';
import { digestMember } from '../digest.ts';
import { Divergence, type Pace } from '../interruptions.ts';
import { minibatchRanges } from '../minibatches.ts';
import type { OpenEngine } from '../population.ts';
import { Run } from '../run.ts';
import { engineSpecification } from '../specification.ts';
import { breakOff } from './breakOff.ts';
import type { BrokenDissection, Dissection } from './dissection.ts';
import { readUpdate } from './readUpdate.ts';
import { recordedSteps } from './recordedSteps.ts';
import { type NextIteration, recordIteration } from './recordIteration.ts';

/** Which iteration of which member is looked into, and where it is replayed from. */
export interface DissectionRequest {
  readonly configuration: RunConfiguration;
  readonly seed: number;
  /** 1 for the first. */
  readonly iteration: number;
  /** The member before that iteration, at any; `null`: the beginning of the run. */
  readonly from: Checkpoint | null;
  /** Environment states [m, stateSize] to look at the nearest of the batch of; left out: the run's own probe states. */
  readonly probes?: Float64Array;
}

/**
 * Trains one member to the iteration and through it, exactly as the run did (docs/mathematics.md §9), and tells what the
 * policy went through in that iteration's update; of an iteration in which the member diverges, until it did.
 *
 * @param openEngine opens an engine of one member that answers at once (WebAssembly)
 * @param pace called between small pieces of work with the share that is done; may throw to end it
 * @throws {RangeError} with a sentence where there is no such iteration or no way to it
 * @throws {Divergence} where the member does not get to it
 */
export async function dissect(
  { configuration: run, seed, iteration, from, probes }: DissectionRequest,
  environment: Environment,
  openEngine: OpenEngine,
  pace: Pace,
): Promise<Dissection | BrokenDissection> {
  const configuration: RunConfiguration = { ...run, seeds: [seed] };
  const start = from ?? (await beginMemberPaced(configuration, environment, seed, () => pace(0))).checkpoint;
  checkRequest(run, seed, iteration, start);

  // The work: every iteration, and reading what was recorded, which costs about as much as one.
  const total = iteration - start.iteration + 1;
  let done = 0;
  const paced: Pace = (fraction) => pace((done + fraction) / total);

  const specification = engineSpecification(configuration, environment);
  const engine = await openEngine(specification, start.engine, []);
  try {
    let before = start;
    if (iteration - start.iteration > 1) {
      const way = new Run(configuration, environment, paced, engine, [start]);
      for (; before.iteration < iteration - 1; done++) before = (await way.iterate([before]))[0]!.checkpoint;
    }
    const next = { configuration, environment, engine, before, probes, pace: paced };
    return await dissectNext(next, () => done++);
  } finally {
    engine.dispose();
  }
}

/** The iteration after a checkpoint. */
async function dissectNext(next: NextIteration, trained: () => void): Promise<Dissection | BrokenDissection> {
  const { configuration, engine, before, pace } = next;
  const { environments, stepsPerIteration: horizon, minibatchSize, policyEpochs } = configuration;
  const minibatches = minibatchRanges(environments * horizon, minibatchSize).length;
  const recorded = recordedSteps(minibatches, policyEpochs);
  const attempt = await recordIteration(next, (step) => recorded.has(step));
  trained();
  if (attempt.end instanceof Divergence) {
    const trouble = await attempt.recorder.watch.trouble();
    if (trouble?.step.network !== 'policy') return breakOff(next, attempt, attempt.end, trouble);
    // Once more, to remember the last whole step as well, and not a step after the one at which it broke.
    engine.restore(before.engine);
    const { number } = trouble.step;
    const half = (from: number) => (fraction: number) => pace(from + fraction / 2);
    const again = await recordIteration({ ...next, pace: half(0) }, (step) =>
      step < number - 1 ? recorded.has(step) : step <= number,
    );
    return breakOff({ ...next, pace: half(0.5) }, again, attempt.end, trouble);
  }
  const { recorder, estimates, end } = attempt;
  const { checkpoint, report } = end;
  const { update, reader } = await readUpdate(next, recorder, estimates!, await recorder.moments(), {
    proposed: report.proposed,
    broke: null,
  });
  return {
    ...update,
    digest: digestMember(checkpoint.engine),
    report,
    after: await reader.read(checkpoint.engine.policy.parameters),
  };
}

function checkRequest(run: RunConfiguration, seed: number, iteration: number, start: Checkpoint): void {
  const last = iterationsInBudget(run);
  if (!run.seeds.includes(seed)) {
    throw new RangeError(`The run has the seeds ${run.seeds.join(', ')}, not ${seed}.`);
  }
  if (!(Number.isInteger(iteration) && iteration >= 1 && iteration <= last)) {
    throw new RangeError(`The run has the iterations 1 to ${last}, not ${iteration}.`);
  }
  if (start.iteration >= iteration) {
    throw new RangeError(
      `Iteration ${iteration} is recomputed from before it, not from after iteration ${start.iteration}.`,
    );
  }
}
