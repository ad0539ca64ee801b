import { beforeEach, describe, expect, it } from 'vitest';
import { changedFields } from '../../../src/experiments/changedFields.ts';
import { duelBetween } from '../../../src/experiments/duel.ts';
import { DEFAULT_RUN } from '../../../src/experiments/fields.ts';
import { followingSeeds } from '../../../src/experiments/followingSeeds.ts';
import { DEFAULT_TRAIN, decodeLink, encodeLink, OPENING_TRAIN } from '../../../src/experiments/link.ts';
import type { Connect } from '../../../src/store/connectWorkers.ts';
import { canGoOn, runToGoOnWith } from '../../../src/store/goingOn.ts';
import { standsAt } from '../../../src/store/trainLinkState.ts';
import { runStatus } from '../../../src/store/trainRun.ts';
import { activeRun, currentRun, overlayRun, rivalNow } from '../../../src/store/trainSelection.ts';
import { createTrainStore } from '../../../src/store/trainStore.ts';
import type { SessionEvent, TrainingCommand } from '../../../src/training/protocol.ts';
import { trainedContent } from '../../support/keptRuns.ts';
import { iterationEvent } from '../../support/trainEvents.ts';

/** Sessions that obey nothing: they write down what they are told and say what the test says. */
function scriptedSessions() {
  const sessions: { commands: TrainingCommand[]; closed: boolean; say: (event: SessionEvent) => void }[] = [];
  const connect: Connect = (receive) => {
    const session = { commands: [] as TrainingCommand[], closed: false, say: receive };
    sessions.push(session);
    return {
      send: (command) => session.commands.push(command),
      close: () => {
        session.closed = true;
      },
    };
  };
  return { sessions, connect };
}

let sessions: ReturnType<typeof scriptedSessions>['sessions'];
let store: ReturnType<typeof createTrainStore>;
const state = () => store.getState();
const session = (index: number) => sessions[index]!;
const types = (index: number) => session(index).commands.map((command) => command.type);
const phase = (name: 'running' | 'paused' | 'finished') =>
  ({ type: 'phase', phase: name, iteration: 0 }) as const;

beforeEach(() => {
  const scripted = scriptedSessions();
  sessions = scripted.sessions;
  store = createTrainStore(scripted.connect, DEFAULT_TRAIN);
});

describe('runs', () => {
  it('start with what the form says', () => {
    state().setField('learningRate', 1e-3);
    state().start();
    expect(session(0).commands).toEqual([
      {
        type: 'start',
        configuration: { ...DEFAULT_RUN, learningRate: 1e-3 },
        paused: false,
        densities: true,
      },
    ]);
    expect(currentRun(state())?.phase).toBe('preparing');
  });

  it('obey pause, resume, one iteration and stop', () => {
    state().start();
    session(0).say(phase('running'));
    state().pause();
    session(0).say(phase('paused'));
    expect(currentRun(state())?.phase).toBe('paused');
    state().step();
    state().resume();
    state().stop();
    expect(types(0)).toEqual(['start', 'pause', 'step', 'resume', 'stop']);
  });

  it('repeat nothing that they have told when they go on from before it', async () => {
    const past = await trainedContent(2);
    state().takeUp([past], false);
    const { id, checkpoints } = currentRun(state())!;
    session(0).say(iterationEvent(3, [-1]));
    // Another run takes its worker away: iteration 3 is told, and no checkpoint of it is there.
    state().setField('seeds', [9]);
    state().start();
    expect(checkpoints.latest!.iteration).toBe(2);
    expect(canGoOn(currentRun(state()))).toBe(false);
    state().goOn(id);
    expect(session(1).closed).toBe(true);
    expect(session(2).commands[0]).toMatchObject({ type: 'start', paused: false, from: { iteration: 2 } });
    expect(currentRun(state())).toMatchObject({ id, name: past.kept.name, phase: 'preparing' });
    const log = currentRun(state())!.feed.log;
    session(2).say(iterationEvent(3, [-1]));
    expect(log.summaries.map(({ iteration }) => iteration)).toEqual([1, 2, 3]);
    session(2).say(iterationEvent(4, [-1]));
    expect(log.summaries.map(({ iteration }) => iteration)).toEqual([1, 2, 3, 4]);
  });

  it('go on at the next start where the form still says what was stopped, else a new one begins', async () => {
    const past = await trainedContent(2);
    state().takeUp([past], false);
    state().stop();
    session(0).say(phase('finished'));
    expect(runToGoOnWith(state())?.name).toBe(past.kept.name);
    state().setField('learningRate', 0.5);
    expect(runToGoOnWith(state())).toBeNull();
    state().resetAll();
    state().setRecipe({ configuration: past.kept.configuration, preset: null });
    state().step();
    expect(session(1).commands).toMatchObject([{ type: 'start', paused: true }, { type: 'step' }]);
    expect(state().runs).toHaveLength(1);
  });

  it('go on from their last checkpoint in a new session where the worker broke or does not answer', async () => {
    const past = await trainedContent(2);
    for (const breakage of ['failed', 'silence'] as const) {
      state().takeUp([past], false);
      const { id } = currentRun(state())!;
      const broken = sessions.length - 1;
      session(broken).say(phase('running'));
      if (breakage === 'failed') {
        session(broken).say({ type: 'failed', message: 'The worker stopped.' });
        expect(currentRun(state())).toMatchObject({ phase: 'failed', failure: 'The worker stopped.' });
      } else {
        session(broken).say({ type: 'silence', silent: true });
        expect(currentRun(state())).toMatchObject({ phase: 'running', silent: true });
      }
      state().revive(id);
      expect(session(broken).closed).toBe(true);
      expect(session(broken + 1).commands[0]).toMatchObject({ type: 'start', from: { iteration: 2 } });
      expect(currentRun(state())).toMatchObject({ id, phase: 'preparing', failure: null, silent: false });
    }
    state().setField('seeds', [9]);
    state().start();
    const { id } = currentRun(state())!;
    session(sessions.length - 1).say({ type: 'silence', silent: true });
    state().revive(id);
    expect(session(sessions.length - 1).commands[0]).not.toHaveProperty('from');
    expect(currentRun(state())!.configuration.seeds).toEqual([9]);
  });

  it('keep to a speed limit, those under way and those to come', () => {
    state().start();
    state().limitSpeed(5);
    state().start();
    state().limitSpeed(null);
    const limits = sessions.map(({ commands }) =>
      commands.flatMap((one) => (one.type === 'limit' ? [one.iterationsPerSecond] : [])),
    );
    expect(limits).toEqual([[5], [5, null]]);
    expect(types(1)).toEqual(['start', 'limit', 'limit']);
  });

  describe('that go wrong', () => {
    const pauses = (index: number) => types(index).filter((type) => type === 'pause').length;
    const exploding = (iteration: number) => {
      const event = iterationEvent(iteration, [-900]);
      const members = event.members.map((one) => ({ ...one, metrics: { ...one.metrics, policy_loss: 50 } }));
      return { ...event, members };
    };
    beforeEach(() => {
      state().applyLink({ ...DEFAULT_TRAIN, overlay: { ...DEFAULT_RUN, algorithm: 'ppo' } });
      state().start();
      for (const index of [0, 1]) session(index).say(phase('running'));
    });

    it('pause with those that race them, once for each kind of trouble', () => {
      session(1).say(exploding(1));
      expect(currentRun(state())!.troubles).toMatchObject([{ kind: 'loss', iteration: 1, seed: 1 }]);
      expect([pauses(0), pauses(1)]).toEqual([1, 1]);
      session(1).say(exploding(2));
      expect([pauses(0), pauses(1)]).toEqual([1, 1]);
      session(1).say({ type: 'diverged', iteration: 3, steps: 4096, seed: 1, quantity: 'value loss' });
      expect([pauses(0), pauses(1)]).toEqual([2, 2]);
    });

    it('are found in iterations that were not reported on their own', () => {
      session(0).say(iterationEvent(3, [-900], { skipped: [exploding(1), exploding(2)] }));
      expect(overlayRun(state())!.troubles).toMatchObject([{ iteration: 1 }]);
    });

    it('go on where nobody wants them to pause, and on the way to an iteration', () => {
      state().pauseOnTrouble(false);
      session(1).say(exploding(1));
      expect(currentRun(state())!.troubles).toHaveLength(1);
      expect(pauses(1)).toBe(0);
      state().pauseOnTrouble(true);
      state().replay(7);
      sessions.at(-1)!.say(exploding(1));
      expect(pauses(sessions.length - 1)).toBe(0);
    });

    it('start again otherwise, beside what they were', () => {
      const { id } = overlayRun(state())!;
      state().startBeside(id, { algorithm: 'trpl' });
      expect(overlayRun(state())!.id).toBe(id);
      expect(currentRun(state())!.configuration).toEqual({ ...DEFAULT_RUN, algorithm: 'trpl' });
      expect(state().layout).toBe('instrument');
    });
  });

  it('are stopped by the clock of their training, but not replays', () => {
    const stops = (index: number) => types(index).filter((type) => type === 'stop').length;
    state().limitTime(10);
    state().start();
    session(0).say(phase('running'));
    session(0).say(iterationEvent(1, [-900], { seconds: 9.9 }));
    expect(stops(0)).toBe(0);
    session(0).say(iterationEvent(2, [-900], { seconds: 10.2 }));
    session(0).say(iterationEvent(3, [-900], { seconds: 10.4 }));
    expect(stops(0)).toBe(1);
    state().replay(7);
    session(1).say(iterationEvent(1, [-900], { seconds: 11 }));
    expect(stops(1)).toBe(0);
    expect(state().linkState()).not.toHaveProperty('stopAfterSeconds');
  });

  it('begin with one iteration when there is none', () => {
    state().step();
    expect(
      session(0).commands.map((command) => ('paused' in command ? command.paused : command.type)),
    ).toEqual([true, 'step']);
  });

  it('free their worker when they end, and keep what they reached', () => {
    state().start();
    session(0).say(iterationEvent(1, [-900]));
    session(0).say({
      type: 'finished',
      reason: 'budget',
      members: [],
      iteration: 1,
      steps: 2048,
      seconds: 1,
      finalReturn: [-900],
      violations: { proposed: 0.1, projected: 0 },
      digest: '',
    });
    expect(session(0).closed).toBe(true);
    expect(runStatus(currentRun(state())!)).toBe('finished');
    expect(currentRun(state())!.feed.returns.length).toBe(1);
  });

  it('cost no render for an iteration', () => {
    state().start();
    session(0).say(phase('running'));
    let renders = 0;
    store.subscribe(() => renders++);
    for (let i = 1; i <= 5; i++) {
      session(0).say({ type: 'progress', iteration: i, fraction: 0.5 });
      session(0).say(iterationEvent(i, [-1]));
    }
    expect(renders).toBe(0);
    expect(currentRun(state())!.feed.latest?.iteration).toBe(5);
  });

  it('remember divergence, failure and a change of engine', () => {
    state().start();
    session(0).say({
      type: 'engine-changed',
      from: 'webgpu',
      to: 'simd',
      reason: 'device lost',
      iteration: 4,
    });
    session(0).say({ type: 'diverged', iteration: 9, steps: 18_432, seed: 1, quantity: 'value loss' });
    expect(currentRun(state())).toMatchObject({
      engine: { id: 'simd' },
      diverged: [{ quantity: 'value loss' }],
    });
    session(0).say({ type: 'failed', message: 'No memory.' });
    expect(currentRun(state())).toMatchObject({ phase: 'failed', failure: 'No memory.' });
    expect(session(0).closed).toBe(true);
  });

  it('are replaced by the next, whose difference is named', () => {
    state().start();
    state().setField('meanBound', 0.1);
    expect(changedFields(currentRun(state())!.configuration, state().configuration)).toEqual(['meanBound']);
    state().start();
    expect(session(0).closed).toBe(true);
    expect(state().runs.map(runStatus)).toEqual(['preparing', 'stopped']);
    expect(currentRun(state())!.difference).toContain('0.03 → 0.1');
  });

  it('are forgotten when there are too many, but never the one kept on the chart', () => {
    state().start();
    const first = currentRun(state())!.id;
    state().keep(first);
    for (let i = 0; i < 12; i++) state().startWithNewSeeds();
    expect(state().runs.length).toBe(8);
    expect(overlayRun(state())?.id).toBe(first);
  });

  it('stay where they are pinned, up to a number', () => {
    for (let i = 0; i < 8; i++) {
      state().startWithNewSeeds();
      state().pin(state().runs[0]!.id, true);
    }
    expect(state().runs.filter(({ pinned }) => pinned)).toHaveLength(6);
    const pinned = state().runs.filter((run) => run.pinned);
    for (let i = 0; i < 5; i++) state().startWithNewSeeds();
    for (const run of pinned) expect(state().runs).toContain(run);
    expect(state().runs).toHaveLength(8);
  });

  it('of the same settings are told apart by name and look', () => {
    state().start();
    state().start();
    const [second, first] = state().runs;
    expect(second!.name).toBe(`${first!.name} 2`);
    expect([first!.variant, second!.variant]).toEqual([0, 1]);
  });

  it('are called as somebody likes, and by their own name again', () => {
    state().start();
    const { id, name } = currentRun(state())!;
    state().rename(id, ' for the talk ');
    expect(currentRun(state())!.name).toBe('for the talk');
    state().rename(id, '');
    expect(currentRun(state())!.name).toBe(name);
  });

  it('are put on show again, and the controls stay with the one that trains', () => {
    state().start();
    const first = currentRun(state())!.id;
    state().hide(first, true);
    state().startWithNewSeeds();
    session(1).say(phase('running'));
    state().show(first);
    expect(currentRun(state())).toMatchObject({ id: first, hidden: false });
    expect(activeRun(state())!.id).not.toBe(first);
    state().pause();
    expect(types(1)).toEqual(['start', 'pause']);
  });

  it('come back where they were when their deletion is undone', () => {
    state().start();
    state().startWithNewSeeds();
    session(1).say({ type: 'failed', message: 'No.' });
    const runs = state().runs;
    const { id } = currentRun(state())!;
    const undo = state().remove(id);
    expect(state().runs).toHaveLength(1);
    expect(currentRun(state())!.id).toBe(runs[1]!.id);
    undo();
    undo();
    expect(state().runs).toEqual(runs);
    expect(currentRun(state())!.id).toBe(id);
  });

  it('take the next seeds, never the same again', () => {
    expect(followingSeeds([1, 2, 3])).toEqual([4, 5, 6]);
    expect(followingSeeds([2_147_483_647])).toEqual([0]);
    state().startWithNewSeeds();
    expect(state().configuration.seeds).toEqual([2]);
  });
});

describe('the form', () => {
  it('takes the preset of another task, keeping seeds and engine', () => {
    state().setField('seeds', [7]);
    state().setField('engine', 'simd');
    state().setField('environment', 'point-mass');
    expect(state().preset).toBe('point-mass');
    expect(state().configuration).toMatchObject({
      environment: 'point-mass',
      head: 'full',
      seeds: [7],
      engine: 'simd',
    });
  });

  it('goes back to the preset field by field or as a whole', () => {
    state().setField('discount', 0.9);
    state().setField('clipRatio', 0.3);
    state().resetField('discount');
    expect(changedFields(state().configuration, DEFAULT_RUN)).toEqual(['clipRatio']);
    state().resetAll();
    expect(state().configuration).toEqual(DEFAULT_RUN);
  });
});

describe('two runs', () => {
  it('keeps the current run behind the next', () => {
    state().start();
    const first = currentRun(state())!.id;
    state().keep(first);
    expect(overlayRun(state())).toBeNull();
    state().start();
    expect(overlayRun(state())?.id).toBe(first);
    state().dropOverlay();
    expect(overlayRun(state())).toBeNull();
    expect(state().runs).toHaveLength(2);
  });

  it("starts a link's second run beside the first, and commands reach both", () => {
    const overlay = { ...DEFAULT_RUN, algorithm: 'ppo' } as const;
    state().applyLink({ ...DEFAULT_TRAIN, overlay });
    expect(sessions).toHaveLength(0);
    expect(state().linkState().overlay).toEqual(overlay);
    state().start();
    expect(sessions).toHaveLength(2);
    expect(overlayRun(state())?.configuration.algorithm).toBe('ppo');
    for (const index of [0, 1]) session(index).say(phase('running'));
    state().pause();
    expect([types(0), types(1)]).toEqual([
      ['start', 'pause'],
      ['start', 'pause'],
    ]);
    state().dropOverlay();
    expect(sessions.map((one) => one.closed)).toContain(true);
    expect(currentRun(state())?.phase).toBe('running');
  });
});

describe('links', () => {
  it('carry the whole state and bring it back', () => {
    state().setField('environment', 'point-mass');
    state().setField('projection', 'w2');
    state().setField('seeds', [3, 4]);
    state().showMember(1);
    const { state: decoded } = decodeLink(encodeLink(state().linkState()));
    if (decoded.view !== 'train') throw new Error('not a Train link');
    const other = createTrainStore(scriptedSessions().connect, decoded);
    expect(other.getState().linkState()).toEqual(state().linkState());
  });

  it('wait on Start, or start at once when they say so', () => {
    state().applyLink({ ...DEFAULT_TRAIN, configuration: { ...DEFAULT_RUN, seeds: [5] } });
    expect(sessions).toHaveLength(0);
    state().applyLink({ ...DEFAULT_TRAIN, run: true });
    expect(types(0)).toEqual(['start']);
    expect(state().linkState().run).toBe(false);
  });
});

describe('where a run stands', () => {
  const standsNow = (changes: Partial<typeof DEFAULT_RUN> = {}) =>
    standsAt(currentRun(state()), { ...DEFAULT_RUN, ...changes });
  const stand = (iteration: number) =>
    session(0).say({ type: 'standing', iteration, members: [], digest: 'd' });

  it('is nowhere before the first run, while it trains, and before its first iteration', () => {
    expect(standsNow()).toBeNull();
    state().start();
    session(0).say(phase('running'));
    stand(3);
    expect(standsNow()).toBeNull();
    session(0).say(phase('paused'));
    stand(0);
    expect(standsNow()).toBeNull();
  });

  it('is the iteration of a pause, as long as the form says the same but for the engine', () => {
    state().start();
    session(0).say(phase('paused'));
    stand(3);
    expect(standsNow()).toBe(3);
    expect(standsNow({ engine: 'webgpu' })).toBe(3);
    expect(standsNow({ meanBound: 0.5 })).toBeNull();
  });

  it('is where a replay goes', () => {
    state().replay(7);
    session(0).say(phase('running'));
    expect(standsNow()).toBe(7);
  });
});

describe('a duel', () => {
  const opened = () => {
    store = createTrainStore(scripted(), OPENING_TRAIN);
    return state();
  };
  const scripted = () => {
    const next = scriptedSessions();
    sessions = next.sessions;
    return next.connect;
  };
  const configurations = () =>
    sessions.map(({ commands }) => (commands[0]!.type === 'start' ? commands[0]!.configuration : null));

  it('starts both runs, again and again', () => {
    opened().start();
    const rival = OPENING_TRAIN.overlay!;
    expect(configurations()).toEqual([rival, DEFAULT_RUN]);
    expect(overlayRun(state())?.configuration).toEqual(rival);
    state().start();
    expect(configurations()).toEqual([rival, DEFAULT_RUN, rival, DEFAULT_RUN]);
    state().startWithNewSeeds();
    expect(configurations().slice(4)).toEqual([
      { ...rival, seeds: [2] },
      { ...DEFAULT_RUN, seeds: [2] },
    ]);
    expect(decodeLink(encodeLink(state().linkState())).state).toEqual(state().linkState());
  });

  it('ends with the choice of other methods, which wait for the start', () => {
    opened().start();
    for (const one of sessions) one.say(phase('running'));
    const duel = duelBetween(DEFAULT_RUN, 'w2', 'pg');
    state().face(duel);
    expect(state().runs.map(runStatus)).toEqual(['stopped', 'stopped']);
    expect([currentRun(state()), overlayRun(state())]).toEqual([null, null]);
    expect(state().linkState()).toMatchObject({
      layout: 'duel',
      configuration: duel.run,
      overlay: duel.rival,
    });
    state().start();
    expect(configurations().slice(2)).toEqual([duel.rival, duel.run]);
  });

  it('leads to the panels of either run, the other behind it, and back', () => {
    opened().start();
    const rival = overlayRun(state())!;
    state().inspect(rival.id);
    expect(state().layout).toBe('instrument');
    expect(currentRun(state())).toBe(rival);
    expect(state().configuration).toEqual(rival.configuration);
    expect(overlayRun(state())?.configuration).toEqual(DEFAULT_RUN);
    state().setLayout('duel');
    expect(rivalNow(state())).toEqual(DEFAULT_RUN);
  });

  it('is replayed whole by a link', () => {
    state().applyLink({ ...OPENING_TRAIN, at: 5 });
    expect(sessions.map(({ commands }) => commands[0])).toMatchObject([
      { type: 'start', until: 5, configuration: { algorithm: 'ppo' } },
      { type: 'start', until: 5, configuration: { algorithm: 'trpl' } },
    ]);
  });
});
