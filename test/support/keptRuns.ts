import { environmentById } from '../../src/environments/environmentById.ts';
import type { RunConfiguration } from '../../src/experiments/fields.ts';
import { KEPT_FORMAT, type KeptContent, type KeptRun } from '../../src/keeping/keptRun.ts';
import type { RunCheckpoint } from '../../src/trainer/checkpoint.ts';
import type { IterationSummary } from '../../src/trainer/events.ts';
import { train } from '../../src/trainer/trainer.ts';
import { summaryOf } from '../../src/training/reporter.ts';
import { FREE_HOOKS, openSimd, smallRun } from './runs.ts';

/** The beginning of a run, trained here, as it is kept after so many iterations. */
export async function trainedContent(
  iterations: number,
  changes: Partial<RunConfiguration> = {},
): Promise<KeptContent> {
  const configuration = smallRun(changes);
  const { environments, stepsPerIteration } = configuration;
  let last: RunCheckpoint | null = null;
  const rows: IterationSummary[] = [];
  const part = { ...configuration, steps: iterations * environments * stepsPerIteration };
  const hooks = { ...FREE_HOOKS, checkpoint: (run: RunCheckpoint) => (last = run) };
  for await (const event of train(part, environmentById(part.environment), openSimd, hooks)) {
    if (event.type === 'iteration') rows.push(summaryOf(event));
  }
  // What is handed out may share memory with what goes on.
  return structuredClone({
    kept: keptRun({ configuration, iteration: last!.iteration }),
    checkpoint: last!,
    beginning: null,
    rows,
  });
}

export function keptRun(changes: Partial<KeptRun> = {}): KeptRun {
  return {
    key: 'a',
    format: KEPT_FORMAT,
    name: 'steady-heron',
    configuration: smallRun(),
    origin: null,
    engine: 'simd',
    until: null,
    diverged: [],
    visit: 'yesterday',
    shown: true,
    ended: false,
    pinned: false,
    hidden: false,
    iteration: 2,
    when: 1000,
    ...changes,
  };
}
