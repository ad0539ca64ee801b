import { describe, expect, it } from 'vitest';
import { TrainFeed } from '../../../../src/store/trainFeed.ts';
import type { TrainRun } from '../../../../src/store/trainRun.ts';
import type { Trouble } from '../../../../src/training/troubles.ts';
import { script as everyState } from '../../../../src/views/learn/chapters/every-state/script.ts';
import { script as exploration } from '../../../../src/views/learn/chapters/exploration/script.ts';
import { script as tooLong } from '../../../../src/views/learn/chapters/too-long/script.ts';
import {
  FIRST_CHOICE,
  ownConfiguration,
  ownScript,
} from '../../../../src/views/learn/chapters/your-own/script.ts';
import { stageAt } from '../../../../src/views/learn/train/TrainChapter.tsx';
import { phaseOf } from '../../../../src/views/train/duel/duelPhase.ts';

/** A run that is over, with what the answers of predictions look at. */
function over(finalReturn: number, change: object = {}): TrainRun {
  return {
    feed: new TrainFeed(1),
    troubles: [],
    diverged: [],
    finished: { finalReturn: [finalReturn], digest: 'a' },
    phase: 'finished',
    ...change,
  } as unknown as TrainRun;
}

const answerOf = <Runs>(script: { readonly steps: readonly { readonly prediction?: unknown }[] }) => {
  const step = script.steps.find(({ prediction }) => prediction !== undefined)!;
  return (step.prediction as { readonly answer: (runs: Runs) => string | null }).answer;
};

describe('predictions beside Train', () => {
  it('of the first chapter are answered by the runs, and not before', () => {
    const answer = answerOf<object>(tooLong);
    const lost = { kind: 'return' } as Trouble;
    expect(answer({ free: null, held: null })).toBeNull();
    expect(answer({ free: over(-1400, { troubles: [lost] }), held: null })).toBe('loses');
    expect(answer({ free: over(-250), held: over(-170) })).toBe('slower');
    expect(answer({ free: over(-175), held: over(-170) })).toBe('same');
  });

  it('of the average by the share of states', () => {
    const answer = answerOf<object>(everyState);
    const share = (value: number) => over(0, { feed: { promise: { proposed: { share: value } } } });
    expect(answer({ trpo: null })).toBeNull();
    expect([0, 0.02, 0.4].map((value) => answer({ trpo: share(value) }))).toEqual(['none', 'few', 'many']);
  });

  it('of exploration by who comes nearer', () => {
    const answer = answerOf<object>(exploration);
    expect(answer({ bounded: over(-20), unbounded: null })).toBeNull();
    expect(answer({ bounded: over(-20), unbounded: over(-70) })).toBe('bounded');
    expect(answer({ bounded: over(-70), unbounded: over(-20) })).toBe('unbounded');
    expect(answer({ bounded: over(-22), unbounded: over(-20) })).toBe('same');
  });

  it('of a repeated run by its digest', () => {
    const answer = answerOf<object>(ownScript(ownConfiguration(FIRST_CHOICE)));
    const other = (finalReturn: number) =>
      over(finalReturn, { finished: { finalReturn: [finalReturn], digest: 'b' } });
    expect(answer({ own: over(-150), again: null })).toBeNull();
    expect(answer({ own: over(-150), again: over(-150) })).toBe('all');
    expect(answer({ own: over(-150), again: other(-152) })).toBe('close');
    expect(answer({ own: over(-150), again: other(-900) })).toBe('other');
  });
});

describe('the stage of a step', () => {
  it('is the last one named', () => {
    expect(stageAt(exploration, 'bound').id).toBe('arms');
    expect(stageAt(exploration, 'floor').id).toBe('car');
  });

  it('waits until all of its runs have begun, and is over when all have ended', () => {
    const run = (phase: TrainRun['phase']) => ({ phase }) as TrainRun;
    expect(phaseOf([null, run('running')])).toBe('waiting');
    expect(phaseOf([run('finished'), run('running')])).toBe('running');
    expect(phaseOf([run('finished'), run('paused')])).toBe('paused');
    expect(phaseOf([run('finished'), run('failed')])).toBe('over');
  });
});
