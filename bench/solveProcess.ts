/** One run until its task is solved, in a process of its own, as a worker trains it: `solveProcess.ts CONFIGURATION` (JSON). */
import process from 'node:process';
import { createEngine } from '../src/engines/createEngine.ts';
import { environmentById } from '../src/environments/environmentById.ts';
import type { RunConfiguration } from '../src/experiments/fields.ts';
import type { Checkpoint } from '../src/trainer/checkpoint.ts';
import { digestMember } from '../src/trainer/digest.ts';
import { mean } from '../src/trainer/episodeLog.ts';
import { train } from '../src/trainer/trainer.ts';
import { answer } from './child.ts';

/** Finished training episodes whose mean return counts. */
const EPISODES = 32;

export interface Solution {
  /** Whether the mean return reached the task's threshold within the budget. */
  readonly solved: boolean;
  /** From the run's start (code loaded, engine closed) to the end of the iteration: by the clock, and of all threads. */
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Iterations and environment steps until then. */
  readonly iteration: number;
  readonly steps: number;
  /** Of the parameters then; empty if it was not solved. */
  readonly digest: string;
}

const configuration: RunConfiguration = JSON.parse(process.argv[2]!);
answer(await solve());

async function solve(): Promise<Solution> {
  const environment = environmentById(configuration.environment);
  const { solvedReturn } = environment;
  if (solvedReturn === null) throw new RangeError(`${environment.id} has no return that counts as solved`);
  let standing = null as Checkpoint | null;
  const began = performance.now();
  const cpu = process.cpuUsage();
  const events = train(
    configuration,
    environment,
    (specification, start) => createEngine('simd', specification, start),
    {
      pace: async () => {},
      seconds: () => (performance.now() - began) / 1000,
      checkpoint: ({ members: [member] }) => {
        standing = member!.checkpoint;
      },
    },
  );
  let solution: Solution | null = null;
  for await (const event of events) {
    if (event.type !== 'iteration') continue;
    const { iteration, steps } = event;
    const { user, system } = process.cpuUsage(cpu);
    const { engine, member } = standing!;
    const recent = member.recentReturns.slice(-EPISODES);
    const solved = recent.length === EPISODES && mean(recent)! >= solvedReturn;
    solution = {
      solved,
      seconds: event.seconds,
      cpuSeconds: (user + system) / 1e6,
      iteration,
      steps,
      digest: solved ? digestMember(engine) : '',
    };
    if (solved) break;
  }
  return solution!;
}
