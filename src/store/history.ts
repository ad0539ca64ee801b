/**
 * Undo and redo over immutable values. Changes of one gesture (a drag, a held arrow key) are one step:
 * they carry the same gesture name, until the gesture is settled.
 */
export interface History<Value> {
  readonly past: readonly Value[];
  readonly present: Value;
  readonly future: readonly Value[];
  /** The gesture still open, into whose step further changes go. */
  readonly gesture: string | null;
}

/** Steps kept; a long session must not grow without end. */
const MOST_STEPS = 200;

export function createHistory<Value>(present: Value): History<Value> {
  return { past: [], present, future: [], gesture: null };
}

/** Takes a new value. With the name of the open gesture it replaces the present, else it is a step of its own. */
export function record<Value>(
  history: History<Value>,
  present: Value,
  gesture: string | null,
): History<Value> {
  if (gesture !== null && gesture === history.gesture) return { ...history, present };
  return { past: [...history.past, history.present].slice(-MOST_STEPS), present, future: [], gesture };
}

/** Ends the open gesture: what comes next is a new step. */
export function settle<Value>(history: History<Value>): History<Value> {
  return history.gesture === null ? history : { ...history, gesture: null };
}

export function undo<Value>(history: History<Value>): History<Value> {
  const previous = history.past.at(-1);
  if (previous === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present: previous,
    future: [history.present, ...history.future],
    gesture: null,
  };
}

export function redo<Value>(history: History<Value>): History<Value> {
  const next = history.future[0];
  if (next === undefined) return history;
  return {
    past: [...history.past, history.present],
    present: next,
    future: history.future.slice(1),
    gesture: null,
  };
}
