import { availableParallelism } from 'node:os';
import { TrainingClient } from '../training/client.ts';
import { LocalConnection } from '../training/localConnection.ts';
import { expectation } from './expectation.ts';
import type { CommandIo } from './io.ts';
import { JsonOutput } from './jsonOutput.ts';
import { startNodeWorker } from './nodeWorker.ts';
import { type OutputFile, openOutputFile, summaryOf } from './outputFile.ts';
import { TextOutput } from './textOutput.ts';
import { type Flags, flagSentence, HELP, planOf, readFlags, type TrainPlan } from './trainFlags.ts';
import type { TrainOutput } from './trainOutput.ts';
import { type RunListener, type RunOutcome, trainRuns } from './trainRuns.ts';

const FAILED = 1;
const MISUNDERSTOOD = 2;
/** What shells give for a process that Ctrl-C ended. */
const INTERRUPTED = 130;

/** `train`: trains with the same sessions as the page. @returns the exit code. */
export async function trainCommand(args: readonly string[], io: CommandIo): Promise<number> {
  let flags: Flags;
  let plan: TrainPlan;
  let file: OutputFile | null = null;
  try {
    flags = readFlags(args);
    if (flags.help) {
      io.out(HELP);
      return 0;
    }
    plan = await planOf(flags, io);
    if (flags.output !== undefined) file = await openOutputFile(flags.output, io);
  } catch (error) {
    io.error(`${flagSentence(error)}\n`);
    return MISUNDERSTOOD;
  }
  const known = new Map(plan.runs.map((run) => [run, summaryOf(run, file?.summaries ?? [])]));
  const runs = plan.runs.filter((run) => known.get(run) === undefined);
  const members = runs.reduce((sum, { configuration }) => sum + configuration.seeds.length, 0);
  const workers = Math.max(1, Math.min(plan.workers ?? availableParallelism(), members));
  const connect =
    workers === 1 ? () => new LocalConnection() : () => new TrainingClient(() => startNodeWorker());
  if (runs.length < plan.runs.length) {
    const trained = plan.runs.length - runs.length;
    io.error(
      `${trained} of ${plan.runs.length} runs ${trained === 1 ? 'is' : 'are'} in ${flags.output} already\n`,
    );
  }
  if (runs.length > 0 && (runs.length > 1 || flags['dry-run'])) {
    io.error(`${await expectation(runs, connect, workers, io.interrupted)}\n`);
  }
  if (flags['dry-run']) return 0;

  const outputs: TrainOutput[] = [];
  if (flags.json) outputs.push(new JsonOutput(plan, io));
  else {
    const output = new TextOutput(plan, io);
    for (const [run, summary] of known) if (summary) output.known(run, summary);
    outputs.push(output);
  }
  if (file)
    outputs.push(
      new JsonOutput(plan, { out: (text) => file.append(text), error: () => {}, isTerminal: false }),
    );
  const listener: RunListener = {
    event: (run, event) => {
      for (const output of outputs) output.event(run, event);
    },
  };
  const outcomes = await trainRuns(runs, connect, workers, listener, io.interrupted);
  for (const output of outputs) output.end();
  return exitCode(outcomes);
}

function exitCode(outcomes: readonly RunOutcome[]): number {
  if (outcomes.some((outcome) => outcome === 'failed' || outcome === 'diverged')) return FAILED;
  return outcomes.every((outcome) => outcome === 'budget') ? 0 : INTERRUPTED;
}
