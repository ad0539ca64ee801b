import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHistory, record, redo, settle, undo } from '../../../src/store/history.ts';

describe('undo and redo', () => {
  it('takes a whole drag back in one step', () => {
    let history = createHistory(0);
    for (let value = 1; value <= 50; value++) history = record(history, value, 'drag');
    history = record(settle(history), 51, 'drag');
    expect(undo(history).present).toBe(50);
    expect(undo(undo(history)).present).toBe(0);
  });

  it('forgets what was undone when something new happens', () => {
    const history = record(undo(record(createHistory('a'), 'b', null)), 'c', null);
    expect(redo(history)).toBe(history);
    expect(undo(history).present).toBe('a');
  });

  it('does not let a change after undo join the gesture before it', () => {
    const dragged = record(createHistory(0), 1, 'drag');
    const again = record(undo(dragged), 2, 'drag');
    expect(undo(again).present).toBe(0);
    expect(again.present).toBe(2);
  });

  it('comes back to where it was, however far it goes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: 60 }), fc.nat(80), (values, steps) => {
        let history = createHistory(-1);
        for (const value of values) history = record(history, value, null);
        let moved = history;
        for (let i = 0; i < steps; i++) moved = undo(moved);
        for (let i = 0; i < steps; i++) moved = redo(moved);
        expect(moved.present).toBe(history.present);
        expect(moved.past).toEqual(history.past);
      }),
    );
  });

  it('does not grow without end', () => {
    let history = createHistory(0);
    for (let value = 1; value <= 5000; value++) history = record(history, value, null);
    expect(history.past.length).toBeLessThanOrEqual(200);
  });
});
