import { describe, expect, it } from 'vitest';
import { pendulum } from '../../../src/environments/pendulum/dynamics.ts';
import { DEFAULT_RUN } from '../../../src/experiments/fields.ts';
import { CheckpointHistory } from '../../../src/store/checkpointHistory.ts';
import { TrainFeed } from '../../../src/store/trainFeed.ts';
import { afterEvent, isLive, runStatus, type TrainRun } from '../../../src/store/trainRun.ts';
import type { EndReason, FinishedEvent } from '../../../src/trainer/events.ts';
import type { SessionPhase } from '../../../src/training/protocol.ts';
import { TroubleWatch } from '../../../src/training/troubles.ts';
import { iterationEvent } from '../../support/trainEvents.ts';

function begun(changes: Partial<TrainRun> = {}): TrainRun {
  return {
    id: 1,
    key: 'a',
    name: 'run',
    variant: 0,
    hidden: false,
    pinned: false,
    configuration: DEFAULT_RUN,
    origin: null,
    difference: '',
    feed: new TrainFeed(1),
    checkpoints: new CheckpointHistory(),
    phase: 'running',
    engine: null,
    fallbacks: [],
    diverged: [],
    watch: new TroubleWatch(DEFAULT_RUN, pendulum.actionSpace),
    troubles: [],
    failure: null,
    silent: false,
    finished: null,
    stoppedAfter: null,
    until: null,
    standing: null,
    ...changes,
  };
}

const finished = (reason: EndReason): FinishedEvent => ({
  type: 'finished',
  reason,
  members: [],
  iteration: 3,
  steps: 6144,
  seconds: 1,
  finalReturn: [-900],
  violations: { proposed: 0.1, projected: 0 },
  digest: 'abc',
});

describe('how a run ended', () => {
  it('is said with its return, its iteration or its time', () => {
    const configuration = { ...DEFAULT_RUN, stopAtReturn: -150 };
    const end = (reason: EndReason, changes: Partial<TrainRun> = {}) =>
      runStatus(afterEvent(begun({ configuration, ...changes }), finished(reason)));
    expect(end('return')).toBe('stopped: return −150 reached at iteration 3');
    expect(end('stopped', { stoppedAfter: 30 })).toBe('stopped after 30 s');
    expect(end('budget', { stoppedAfter: 30 })).toBe('finished');
    expect(end('diverged')).toBe('diverged');
  });
});

describe('a run after an event', () => {
  it('is the same object where nothing slow has changed', () => {
    const run = begun();
    for (const event of [
      iterationEvent(1, [-5]),
      { type: 'progress', iteration: 2, fraction: 0.5 },
      { type: 'pong', token: 1 },
      { type: 'refused', command: 'pause', message: 'No.' },
      { type: 'phase', phase: 'running', iteration: 1 },
    ] as const) {
      expect(afterEvent(run, event)).toBe(run);
    }
    expect(run.feed.latest?.iteration).toBe(1);
  });

  it('knows its engine, and those that it lost on the way', () => {
    const trials = [{ engine: 'webgpu', stepsPerSecond: 5 }] as const;
    const engine = { description: 'a card', reason: 'It was faster.', trials } as const;
    const opened = afterEvent(begun(), { type: 'engine', engine: 'webgpu', workers: 1, ...engine });
    expect(opened.engine).toEqual({ id: 'webgpu', ...engine });
    const lost = {
      type: 'engine-changed',
      from: 'webgpu',
      to: 'simd',
      reason: 'Lost.',
      iteration: 4,
    } as const;
    const changed = afterEvent(opened, lost);
    expect(changed.engine).toMatchObject({ id: 'simd', reason: 'Lost.', trials: [] });
    expect(changed.fallbacks).toEqual([lost]);
  });

  it('knows where it stands, paused or ended', () => {
    const standing = { type: 'standing', iteration: 2, members: [], digest: 'def' } as const;
    expect(afterEvent(begun(), standing).standing).toEqual(standing);
    const end = afterEvent(begun(), finished('budget'));
    expect(end).toMatchObject({ phase: 'finished', standing: { iteration: 3, digest: 'abc' } });
  });
});

describe('the status of a run', () => {
  it('says its phase, and how it ended', () => {
    const phases: readonly SessionPhase[] = ['idle', 'preparing', 'running', 'paused', 'failed'];
    expect(phases.map((phase) => runStatus(begun({ phase })))).toEqual([
      'not started',
      'preparing',
      'training',
      'paused',
      'failed',
    ]);
    const reasons: readonly EndReason[] = ['budget', 'diverged', 'stopped'];
    expect(reasons.map((reason) => runStatus(afterEvent(begun(), finished(reason))))).toEqual([
      'finished',
      'diverged',
      'stopped',
    ]);
    // Its worker was taken away.
    expect(runStatus(begun({ phase: 'finished' }))).toBe('stopped');
  });

  it('says whether it has a worker', () => {
    const phases: readonly SessionPhase[] = ['idle', 'preparing', 'running', 'paused', 'finished', 'failed'];
    expect(phases.filter((phase) => isLive(begun({ phase })))).toEqual(['preparing', 'running', 'paused']);
    expect(isLive(null)).toBe(false);
  });
});
