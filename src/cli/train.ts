import { availableParallelism } from 'node:os';
import { TrainingClient } from '../training/client.ts';
import { LocalConnection } from '../training/localConnection.ts';
import type { CommandIo } from './io.ts';
import { JsonOutput } from './jsonOutput.ts';
import { startNodeWorker } from './nodeWorker.ts';
import { TextOutput } from './textOutput.ts';
import { type Flags, flagSentence, HELP, planOf, readFlags, type TrainPlan } from './trainFlags.ts';
import { type RunOutcome, trainRuns } from './trainRuns.ts';

const FAILED = 1;
const MISUNDERSTOOD = 2;
/** What shells give for a process that Ctrl-C ended. */
const INTERRUPTED = 130;

/** `train`: trains with the same sessions as the page. @returns the exit code. */
export async function trainCommand(args: readonly string[], io: CommandIo): Promise<number> {
  let flags: Flags;
  let plan: TrainPlan;
  try {
    flags = readFlags(args);
    if (flags.help) {
      io.out(HELP);
      return 0;
    }
    plan = await planOf(flags, io);
  } catch (error) {
    io.error(`${flagSentence(error)}\n`);
    return MISUNDERSTOOD;
  }
  const { runs } = plan;
  const members = runs.reduce((sum, { configuration }) => sum + configuration.seeds.length, 0);
  const workers = Math.min(plan.workers ?? availableParallelism(), members);
  const connect =
    workers === 1 ? () => new LocalConnection() : () => new TrainingClient(() => startNodeWorker());
  const output = flags.json ? new JsonOutput(plan, io) : new TextOutput(plan, io);
  const outcomes = await trainRuns(runs, connect, workers, output, io.interrupted);
  output.end();
  return exitCode(outcomes);
}

function exitCode(outcomes: readonly RunOutcome[]): number {
  if (outcomes.some((outcome) => outcome === 'failed' || outcome === 'diverged')) return FAILED;
  return outcomes.every((outcome) => outcome === 'budget') ? 0 : INTERRUPTED;
}
