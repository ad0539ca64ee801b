import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_RUN } from '../../../src/experiments/fields.ts';
import { FieldFeed, type FieldWorker } from '../../../src/store/fieldFeed.ts';
import type { PolicyField } from '../../../src/trainer/policyField.ts';
import type { FieldAnswer, FieldQuestion } from '../../../src/training/fieldProtocol.ts';
import { iterationEvent } from '../../support/trainEvents.ts';

const GRID = { columns: 2, rows: 2 };
const report = (parameter: number) => {
  const [member] = iterationEvent(1, [0]).members;
  return { ...member!, oldParameters: Float32Array.of(parameter) };
};
const FIELD = { policyGrid: GRID, valueGrid: GRID } as PolicyField;

/** A worker that answers when it is told to. */
function bench() {
  const asked: number[] = [];
  let listener: ((event: MessageEvent<FieldAnswer>) => void) | null = null;
  let closed = false;
  const worker: FieldWorker = {
    postMessage: ({ source }: FieldQuestion) => asked.push(source.oldParameters[0]!),
    addEventListener: (_, heard) => {
      listener = heard;
    },
    terminate: () => {
      closed = true;
    },
  };
  let time = 0;
  const feed = new FieldFeed(
    DEFAULT_RUN,
    GRID,
    GRID,
    () => worker,
    () => time,
  );
  return {
    asked,
    feed,
    fail: (message: string) => worker.onerror?.({ message } as ErrorEvent),
    answer: (data: FieldAnswer) => listener!({ data } as MessageEvent<FieldAnswer>),
    pass: (milliseconds: number) => {
      time += milliseconds;
      vi.advanceTimersByTime(milliseconds);
    },
    isClosed: () => closed,
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the feed of policy fields', () => {
  it('asks for the newest only, one at a time and a few a second', () => {
    const { feed, asked, answer, pass } = bench();
    feed.ask(report(1));
    feed.ask(report(2));
    pass(30);
    feed.ask(report(3));
    expect(asked).toEqual([1]);
    answer({ field: FIELD });
    expect(asked).toEqual([1]);
    pass(400);
    expect(asked).toEqual([1, 3]);
    answer({ field: FIELD });
    feed.ask(report(4));
    expect(asked).toEqual([1, 3]);
    pass(500);
    expect(asked).toEqual([1, 3, 4]);
  });

  it('says why there is no field where its worker cannot be loaded, and asks no more', () => {
    const { feed, asked, fail, pass } = bench();
    let told = 0;
    feed.subscribe(() => told++);
    feed.ask(report(1));
    fail('');
    expect(feed.problem).toBe('a part of this page did not load. Reload it and try again.');
    expect(told).toBe(1);
    feed.ask(report(2));
    pass(5000);
    expect(asked).toEqual([1]);
    fail('out of memory');
    expect(feed.problem).toBe('out of memory');
  });

  it('asks less often where answers take long: the worker rests nine tenths of the time', () => {
    const { feed, asked, answer, pass } = bench();
    feed.ask(report(1));
    pass(200);
    answer({ field: FIELD });
    feed.ask(report(2));
    pass(1700);
    expect(asked).toEqual([1]);
    pass(200);
    expect(asked).toEqual([1, 2]);
  });

  it('announces answers, and keeps the last field where there is a problem', () => {
    const { feed, answer } = bench();
    let told = 0;
    feed.subscribe(() => told++);
    expect(feed.field).toBeNull();
    feed.ask(report(1));
    answer({ field: FIELD });
    expect([feed.field, feed.problem, told]).toEqual([FIELD, null, 1]);
    answer({ problem: 'There is no plane.' });
    expect([feed.field, feed.problem, told]).toEqual([FIELD, 'There is no plane.', 2]);
  });

  it('asks no more once it is closed', () => {
    const { feed, asked, pass, answer, isClosed } = bench();
    feed.ask(report(1));
    answer({ field: FIELD });
    feed.ask(report(2));
    feed.close();
    pass(1000);
    expect(asked).toEqual([1]);
    expect(isClosed()).toBe(true);
  });
});
