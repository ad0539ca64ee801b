import { describe, expect, it } from 'vitest';
import type { FinishedEvent, IterationEvent } from '../../../src/trainer/events.ts';
import type { OpenEngine } from '../../../src/trainer/population.ts';
import { rewardedAction } from '../../support/probeEnvironments.ts';
import { openReference } from '../../support/reference/referenceEngine.ts';
import { FREE_HOOKS, openSimd, runToEnd, smallRun } from '../../support/runs.ts';

const ITERATIONS = 10;
const seeds = [3, 5];
const settings = { seeds, steps: 128 * ITERATIONS, learningRate: 0.01, policyEpochs: 4 };

const finishedOf = ({ events }: Awaited<ReturnType<typeof runToEnd>>) => events.at(-1) as FinishedEvent;

/** Mean return of the last 64 episodes after every iteration, by seed, in a run that nothing stops. */
async function meansOf(openEngine: OpenEngine): Promise<number[][]> {
  const means: number[][] = seeds.map(() => []);
  const hooks = {
    ...FREE_HOOKS,
    checkpoint: ({ iteration, members }: Parameters<NonNullable<typeof FREE_HOOKS.checkpoint>>[0]) => {
      for (const [p, { checkpoint }] of members.entries()) {
        const { recentReturns } = checkpoint.member;
        means[p]![iteration - 1] = recentReturns.reduce((sum, one) => sum + one, 0) / recentReturns.length;
      }
    },
  };
  await runToEnd(smallRun(settings), rewardedAction, { openEngine, hooks });
  return means;
}

describe('a return to stop at', () => {
  const engines: readonly [string, OpenEngine][] = [
    ['an engine each', openSimd],
    ['one engine for all', openReference],
  ];
  for (const [id, openEngine] of engines) {
    it(`ends each seed with the first iteration that has it, and the others go on: ${id}`, async () => {
      const means = await meansOf(openEngine);
      // One that the seeds reach at different times, all within the budget.
      const goal = Math.min(...means.map((own) => Math.max(...own.slice(0, -1))));
      const expected = means.map((own) => own.findIndex((one) => one >= goal) + 1);
      expect(new Set(expected).size).toBe(2);

      const stopped = await runToEnd(smallRun({ ...settings, stopAtReturn: goal }), rewardedAction, {
        openEngine,
      });
      const finished = finishedOf(stopped);
      expect(finished.reason).toBe('return');
      expect(finished.members.map(({ reason }) => reason)).toEqual(['return', 'return']);
      expect(finished.members.map(({ iteration }) => iteration)).toEqual(expected);
      for (const [p, seed] of seeds.entries()) {
        const alone = { ...settings, seeds: [seed], steps: 128 * expected[p]! };
        const own = finishedOf(await runToEnd(smallRun(alone), rewardedAction, { openEngine }));
        expect(finished.members[p]!.digest).toBe(own.digest);
        // Its last iteration is told as any other.
        const last = stopped.events.find(
          (event): event is IterationEvent => event.type === 'iteration' && event.iteration === expected[p],
        );
        expect(last!.members[p]!.metrics.episodes).toBeGreaterThan(0);
      }
    });
  }

  it('changes nothing of a run that does not reach it', async () => {
    const free = finishedOf(await runToEnd(smallRun(settings), rewardedAction));
    const held = finishedOf(await runToEnd(smallRun({ ...settings, stopAtReturn: 1 }), rewardedAction));
    expect(held).toEqual(free);
    expect(held.reason).toBe('budget');
  });

  it('waits until 64 episodes have ended', async () => {
    const few = { ...settings, seeds: [3], environments: 2, stepsPerIteration: 16, stopAtReturn: -1e6 };
    expect(finishedOf(await runToEnd(smallRun(few), rewardedAction)).iteration).toBe(2);
  });
});
