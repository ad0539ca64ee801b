import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_LAB, LAB_PRESETS } from '../../../src/experiments/labPresets.ts';
import { createLab } from '../../../src/store/lab.ts';

const [MEAN] = LAB_PRESETS;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A Lab and short ways to drag its proposed mean. */
function startLab() {
  const store = createLab(DEFAULT_LAB);
  const { change, ...commands } = store.getState();
  return {
    ...commands,
    change,
    lab: () => store.getState().lab,
    openings: () => store.getState().openings,
    past: () => [...store.temporal.getState().pastStates],
    drag: (x: number, gesture: string | null = 'drag') =>
      change({ proposed: { ...DEFAULT_LAB.proposed, mean: [x, 0] } }, gesture),
    x: () => store.getState().lab.proposed.mean[0],
  };
}

describe('the Lab', () => {
  it('takes a drag back in one step, however long it rests on the way', () => {
    const { hold, drag, release, undo, redo, lab } = startLab();
    hold();
    for (const x of [0.1, 0.2, 0.3]) {
      drag(x);
      vi.advanceTimersByTime(2000);
    }
    release();
    undo();
    expect(lab()).toBe(DEFAULT_LAB);
    redo();
    expect(lab().proposed.mean).toEqual([0.3, 0]);
  });

  it('knows while it is held; that is no step of undo', () => {
    const store = createLab(DEFAULT_LAB);
    const { hold, release, change } = store.getState();
    change({ meanBound: 0.1 });
    const steps = store.temporal.getState().pastStates.length;
    hold();
    expect(store.getState().held).toBe(true);
    release();
    expect(store.getState().held).toBe(false);
    expect(store.temporal.getState().pastStates).toHaveLength(steps);
  });

  it('gathers key presses until there is a pause', () => {
    const { change, undo, lab } = startLab();
    change({ meanBound: 0.1 }, 'mean bound');
    change({ meanBound: 0.2 }, 'mean bound');
    vi.advanceTimersByTime(2000);
    change({ meanBound: 0.3 }, 'mean bound');
    undo();
    expect(lab().meanBound).toBe(0.2);
    undo();
    expect(lab().meanBound).toBe(DEFAULT_LAB.meanBound);
  });

  it('resets to what was opened last, and a reset can be undone', () => {
    const { open, change, reset, undo, lab, openings } = startLab();
    open(MEAN.configuration);
    change({ projection: 'w2' });
    const before = openings();
    reset();
    expect(lab()).toBe(MEAN.configuration);
    expect(openings()).toBe(before + 1);
    undo();
    expect(lab().projection).toBe('w2');
  });
});

describe('undo and redo', () => {
  it('take a whole gesture back in one step, and the next of its name in another', () => {
    const { drag, release, undo, x, lab } = startLab();
    for (let value = 1; value <= 50; value++) drag(value);
    release();
    drag(51);
    undo();
    expect(x()).toBe(50);
    undo();
    expect(lab()).toBe(DEFAULT_LAB);
  });

  it('begin a step with every other name, and with none', () => {
    const { drag, undo, x } = startLab();
    drag(1);
    drag(2, 'another');
    drag(3, null);
    drag(4, null);
    for (const left of [3, 2, 1]) {
      undo();
      expect(x()).toBe(left);
    }
  });

  it('forget what was undone when something new happens', () => {
    const { drag, undo, redo, x, lab } = startLab();
    drag(1, null);
    undo();
    drag(2, null);
    redo();
    expect(x()).toBe(2);
    undo();
    expect(lab()).toBe(DEFAULT_LAB);
  });

  it('do not let a change after undo join the gesture before it', () => {
    const { drag, undo, lab, x } = startLab();
    drag(1);
    undo();
    drag(2);
    expect(x()).toBe(2);
    undo();
    expect(lab()).toBe(DEFAULT_LAB);
  });

  it('come back to where they were, however far they go', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: 60 }), fc.nat(80), (values, steps) => {
        const { drag, undo, redo, lab, past } = startLab();
        for (const value of values) drag(value, null);
        const [was, kept] = [lab(), past()];
        for (let i = 0; i < steps; i++) undo();
        for (let i = 0; i < steps; i++) redo();
        expect(lab()).toBe(was);
        expect(past()).toEqual(kept);
      }),
    );
  });

  it('do not grow without end', () => {
    const { drag, past, undo, x } = startLab();
    for (let value = 1; value <= 5000; value++) drag(value, null);
    expect(past()).toHaveLength(200);
    for (let i = 0; i < 300; i++) undo();
    expect(x()).toBe(4800);
  });
});
