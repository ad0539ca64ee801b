import { temporal } from 'zundo';
import { create } from 'zustand';

/** What an editor of a pair of policies can do with its configuration. */
export interface PairEditor<Configuration> {
  readonly lab: Configuration;
  /** What Reset returns to: the example or link opened last. */
  readonly base: Configuration;
  /** Counts what is opened as a whole (examples, links): time to fit the view. */
  readonly openings: number;
  /** A pointer holds something. */
  readonly held: boolean;
  /**
   * Changes some fields. Changes with the same gesture name are one step of undo until a pause or
   * {@link PairEditor.release}; `null` is a step of its own.
   */
  readonly change: (patch: Partial<Configuration>, gesture?: string | null) => void;
  /** A pointer holds something: no pause ends its gesture. */
  readonly hold: () => void;
  readonly release: () => void;
  /** Opens an example: a step that can be undone. */
  readonly open: (configuration: Configuration) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly reset: () => void;
}

/** Key presses further apart are steps of their own. */
const PAUSE_MILLISECONDS = 800;
/** Steps of undo that are kept; a long session must not grow without end. */
const MOST_STEPS = 200;

/** An editor of a pair of policies: its configuration with undo, redo and what Reset returns to. */
export function createPairEditor<Configuration extends object>(start: Configuration) {
  /** The gesture still open, into whose step further changes go. */
  let gesture: string | null = null;
  let joinsStep = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const settle = () => {
    clearTimeout(timer);
    gesture = null;
  };
  /** What is held is no step of undo. */
  const setHeld = (held: boolean) => {
    if (store.getState().held === held) return;
    joinsStep = true;
    store.setState({ held });
    joinsStep = false;
  };
  const store = create<PairEditor<Configuration>>()(
    temporal(
      (set, get) => ({
        lab: start,
        base: start,
        openings: 0,
        held: false,
        change: (patch, name = null) => {
          joinsStep = name !== null && name === gesture;
          set({ lab: { ...get().lab, ...patch } });
          joinsStep = false;
          settle();
          gesture = name;
          if (!get().held) timer = setTimeout(settle, PAUSE_MILLISECONDS);
        },
        hold: () => {
          setHeld(true);
          settle();
        },
        release: () => {
          setHeld(false);
          settle();
        },
        open: (configuration) => {
          settle();
          set({ lab: configuration, base: configuration, openings: get().openings + 1 });
        },
        undo: () => {
          settle();
          store.temporal.getState().undo();
        },
        redo: () => {
          settle();
          store.temporal.getState().redo();
        },
        reset: () => {
          const { lab, base, openings } = get();
          settle();
          if (lab !== base) set({ lab: base, openings: openings + 1 });
        },
      }),
      {
        partialize: ({ lab }) => ({ lab }),
        limit: MOST_STEPS,
        handleSet: (keepStep) => (before) => {
          if (!joinsStep) keepStep(before);
        },
      },
    ),
  );
  return store;
}
