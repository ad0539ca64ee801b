import type { Engine } from '../../engines/engine.ts';
import type { Environment } from '../../environments/environment.ts';
import { iterationsInBudget } from '../../experiments/budget.ts';
import type { RunConfiguration } from '../../experiments/fields.ts';
import { createHead } from '../../policies/heads.ts';
import { beginMember } from '../beginning.ts';
import type { Checkpoint } from '../checkpoint.ts';
import { digestMember } from '../digest.ts';
import type { Pace } from '../interruptions.ts';
import { minibatchRanges } from '../minibatches.ts';
import type { OpenEngine } from '../population.ts';
import { Progress } from '../progress.ts';
import { type IterationEstimates, Run } from '../run.ts';
import { boundsOf, engineSpecification } from '../specification.ts';
import { chooseStates, dissectStates } from './dissectedStates.ts';
import type { DissectedMoment, Dissection } from './dissection.ts';
import { PolicyReader } from './policyReader.ts';
import { recordedSteps } from './recordedSteps.ts';
import { RecordingEngine } from './recordingEngine.ts';

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
 * policy went through in that iteration's update.
 *
 * @param openEngine opens an engine of one member that answers at once (WebAssembly)
 * @param pace called between small pieces of work with the share that is done; may throw to end it
 * @throws {RangeError} with a sentence where there is no such iteration or no way to it
 * @throws {Divergence} where the member does not get through it
 */
export async function dissect(
  { configuration: run, seed, iteration, from, probes }: DissectionRequest,
  environment: Environment,
  openEngine: OpenEngine,
  pace: Pace,
): Promise<Dissection> {
  const configuration: RunConfiguration = { ...run, seeds: [seed] };
  const start = from ?? beginMember(configuration, environment, seed).checkpoint;
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
    return await dissectNext({
      configuration,
      environment,
      engine,
      before,
      probes,
      pace: paced,
      trained: () => done++,
    });
  } finally {
    engine.dispose();
  }
}

interface Next {
  readonly configuration: RunConfiguration;
  readonly environment: Environment;
  /** Stands where `before` says. */
  readonly engine: Engine;
  readonly before: Checkpoint;
  readonly probes: Float64Array | undefined;
  readonly pace: Pace;
  /** Called between training and reading. */
  readonly trained: () => void;
}

/** The iteration after a checkpoint. */
async function dissectNext(next: Next): Promise<Dissection> {
  const { configuration, environment, engine, before, pace, trained } = next;
  const { environments, stepsPerIteration: horizon, minibatchSize, policyEpochs } = configuration;
  const size = environments * horizon;
  const minibatches = minibatchRanges(size, minibatchSize).length;
  const recorded = recordedSteps(minibatches, policyEpochs);
  const recorder = new RecordingEngine(engine, (step) => recorded.has(step));
  const seen: IterationEstimates[] = [];
  const run = new Run(configuration, environment, pace, recorder, [before], {
    estimated: (given) => void seen.push(given),
  });
  const [{ checkpoint, report }] = (await run.iterate([before])) as [
    Awaited<ReturnType<Run['iterate']>>[number],
  ];
  trained();

  const estimates = seen[0]!;
  const moments = await recorder.moments();
  const head = createHead(engine.specification.policy);
  const bounds = boundsOf(configuration, environment);
  const chosen = chooseStates(
    estimates.batch,
    estimates.advantage,
    report.proposed,
    next.probes ?? report.probes.state,
    bounds,
    environment,
  );
  const states = dissectStates(chosen, estimates, environment, head);
  // A policy is measured and judged in every state.
  const progress = new Progress(pace, 2 * size * (moments.length + 1));
  const reader = new PolicyReader(
    engine,
    configuration,
    environment,
    estimates,
    recorder.batch,
    { chosen, states },
    progress,
  );
  const read: DissectedMoment[] = [];
  let attempt = 0;
  for (const { kind, steps, parameters, step } of moments) {
    if (kind === 'search') attempt++;
    read.push({
      kind,
      steps,
      attempt: kind === 'search' ? attempt : 0,
      losses: step && (await reader.losses(step.before, step.minibatch)),
      policy: await reader.read(parameters),
    });
  }
  const floor = estimates.entropyFloor[0]!;
  return {
    seed: report.seed,
    iteration: report.iteration,
    digest: digestMember(checkpoint.engine),
    report,
    size,
    horizon,
    environments,
    states,
    advantages: spreadOf(estimates.advantage),
    bounds,
    entropyFloor: floor === -Infinity ? null : floor,
    minibatches,
    steps: recorder.steps,
    moments: read,
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

/** Mean and sample standard deviation (docs/mathematics.md §8.5). */
function spreadOf(values: Float64Array): { readonly mean: number; readonly deviation: number } {
  let mean = 0;
  for (const value of values) mean += value / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) * (value - mean);
  return { mean, deviation: values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1)) };
}
