import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { QUESTION_INTERVAL, SilenceWatch } from '../../../src/training/silenceWatch.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function watched() {
  const asked: number[] = [];
  const told: boolean[] = [];
  const watch = new SilenceWatch(
    (token) => asked.push(token),
    (silent) => told.push(silent),
  );
  watch.start();
  const pass = (questions: number) => vi.advanceTimersByTime(questions * QUESTION_INTERVAL);
  return { watch, asked, told, pass };
}

describe('SilenceWatch', () => {
  it('tells of three questions without an answer once, and of the answer after them', () => {
    const { watch, asked, told, pass } = watched();
    pass(3);
    expect(told).toEqual([]);
    pass(1);
    expect(told).toEqual([true]);
    pass(2);
    expect(told).toEqual([true]);
    watch.answer(asked.at(-1)!);
    expect(told).toEqual([true, false]);
  });

  it('says nothing of whoever answers, at once or late', () => {
    const { watch, asked, told, pass } = watched();
    for (let i = 0; i < 20; i++) {
      pass(2);
      watch.answer(asked.at(-1)!);
    }
    expect(told).toEqual([]);
  });

  it('asks no more when it is stopped', () => {
    const { watch, asked, pass } = watched();
    watch.stop();
    pass(9);
    expect(asked).toEqual([]);
  });
});
