/** What recording costs a run, in a process of its own: `recordingProcess.ts CONFIGURATION` (JSON). */

import { createEngine } from '../src/engines/createEngine.ts';
import { environmentById } from '../src/environments/environmentById.ts';
import type { RunConfiguration } from '../src/experiments/fields.ts';
import { median } from '../src/experiments/statistics.ts';
import type { RunCheckpoint } from '../src/trainer/checkpoint.ts';
import { train } from '../src/trainer/trainer.ts';
import { summaryOf } from '../src/training/reporter.ts';
import { answer } from './child.ts';

const WARM_UP = 5;
const TIMED = 40;

export interface RecordingMeasures {
  /** Milliseconds of processor time of the median iteration with nothing recorded. */
  readonly plain: number;
  /** The same with the distances counted and handed over, and its median ratio to the one beside it. */
  readonly counted: number;
  readonly ratio: number;
  /** Milliseconds to hand over a checkpoint. */
  readonly checkpoint: number;
}

const configuration: RunConfiguration = JSON.parse(process.argv[2]!);
answer(await measure());

/** The same run twice, in turns: one iteration of one, one of the other. */
async function measure(): Promise<RecordingMeasures> {
  const plain = begin(false);
  const counting = begin(true);
  const times: { readonly plain: number; readonly counted: number }[] = [];
  const checkpoints: number[] = [];
  for (let i = 0; i < WARM_UP + TIMED; i++) {
    // Whoever comes second has warmer caches: each in turn.
    const order = i % 2 === 0 ? [plain, counting] : [counting, plain];
    const first = await order[0]!();
    const second = await order[1]!();
    const [without, counted] = i % 2 === 0 ? [first, second] : [second, first];
    if (i < WARM_UP) continue;
    times.push({ plain: without.milliseconds, counted: counted.milliseconds });
    checkpoints.push(millisecondsOf(() => structuredClone(counted.checkpoint)));
  }
  return {
    plain: median(times.map((one) => one.plain)),
    counted: median(times.map((one) => one.counted)),
    ratio: median(times.map((one) => one.counted / one.plain)),
    checkpoint: median(checkpoints),
  };
}

/** @returns takes the next iteration, and what a worker would post of it */
function begin(densities: boolean) {
  let checkpoint: RunCheckpoint | null = null;
  const events = train(
    configuration,
    environmentById(configuration.environment),
    (specification, start) => createEngine('simd', specification, start),
    {
      pace: async () => {},
      seconds: () => performance.now() / 1000,
      densities,
      checkpoint: (run) => {
        checkpoint = run;
      },
    },
  );
  return async () => {
    const since = process.cpuUsage();
    const { value } = await events.next();
    if (value?.type !== 'iteration') throw new RangeError('the run ended too early');
    structuredClone(summaryOf(value));
    // Of the processor: what else the machine does at the moment is none of this run's.
    const { user, system } = process.cpuUsage(since);
    return { milliseconds: (user + system) / 1000, checkpoint: checkpoint! };
  };
}

function millisecondsOf(work: () => unknown): number {
  const since = performance.now();
  work();
  return performance.now() - since;
}
