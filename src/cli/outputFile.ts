import { dequal } from 'dequal/lite';
import { iterationsInBudget } from '../experiments/budget.ts';
import { quoted } from '../experiments/nearest.ts';
import type { CommandIo } from './io.ts';
import { unreadable } from './readJson.ts';
import type { RunSummary } from './runRecord.ts';
import type { PlannedRun } from './trainRuns.ts';

/** A file of JSON lines, to which a command line adds what it trains and from which it knows what has been trained. */
export interface OutputFile {
  /** Summaries in it, in its order. */
  readonly summaries: readonly RunSummary[];
  append(text: string): void;
}

/**
 * What is in an output file; nothing if there is none yet. A last line that was cut off when it was written, as happens
 * where a process is killed, is passed over, and what follows begins on a line of its own.
 *
 * @throws {RangeError} with a sentence if it cannot be read or is no file of this kind
 */
export async function openOutputFile(path: string, io: CommandIo): Promise<OutputFile> {
  const text = await contentOf(path, io);
  const lines = text.split('\n');
  const last = lines.pop()!;
  const summaries = lines.flatMap((line, index) => {
    const object = parsed(line);
    // Also where it had been cut off and went on afterwards.
    if (object === undefined && index === 0) {
      throw new RangeError(
        `${quoted(path)} is not a file that train wrote; name another, or one that does not exist`,
      );
    }
    return isSummary(object) ? [object] : [];
  });
  let cut = last !== '';
  return {
    summaries,
    append(more) {
      io.append(path, cut ? `\n${more}` : more);
      cut = false;
    },
  };
}

/** The summary of this run, if it has been trained as far as it is to go. */
export function summaryOf(
  { configuration, iterations, seconds: limit }: PlannedRun,
  summaries: readonly RunSummary[],
): RunSummary | undefined {
  const goal = iterations ?? iterationsInBudget(configuration);
  return summaries.findLast(
    ({ config, reason, iteration, seconds }) =>
      reason !== 'failed' &&
      (reason !== 'stopped' || iteration === goal || seconds >= (limit ?? Infinity)) &&
      iteration <= goal &&
      dequal(config, configuration),
  );
}

async function contentOf(path: string, io: CommandIo): Promise<string> {
  try {
    return await io.read(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw unreadable(path, error);
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isSummary(object: unknown): object is RunSummary {
  return (
    typeof object === 'object' &&
    object !== null &&
    'summary' in object &&
    'config' in object &&
    'members' in object
  );
}
