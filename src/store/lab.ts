import { dequal } from 'dequal/lite';
import { temporal } from 'zundo';
import { create } from 'zustand';
import type { LabConfiguration } from '../experiments/lab.ts';
import { encodeLab } from '../experiments/labLink.ts';
import type { LabLink } from '../experiments/link.ts';
import { createLooks } from './looks.ts';
import { createPoliciesText } from './policiesText.ts';
import { followAddress, openingLink } from './route.ts';

interface LabStore {
  readonly lab: LabConfiguration;
  /** What Reset returns to: the example or link opened last. */
  readonly base: LabConfiguration;
  /** Counts what is opened as a whole (examples, links): time to fit the view. */
  readonly openings: number;
  /**
   * Changes some fields. Changes with the same gesture name are one step of undo until a pause or
   * {@link LabStore.release}; `null` is a step of its own.
   */
  readonly change: (patch: Partial<LabConfiguration>, gesture?: string | null) => void;
  /** A pointer holds something: no pause ends its gesture. */
  readonly hold: () => void;
  readonly release: () => void;
  /** Opens an example: a step that can be undone. */
  readonly open: (configuration: LabConfiguration) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly reset: () => void;
}

/** Key presses further apart are steps of their own. */
const PAUSE_MILLISECONDS = 800;
/** Steps of undo that are kept; a long session must not grow without end. */
const MOST_STEPS = 200;

export function createLab(start: LabConfiguration) {
  /** The gesture still open, into whose step further changes go. */
  let gesture: string | null = null;
  let joinsStep = false;
  let held = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const settle = () => {
    clearTimeout(timer);
    gesture = null;
  };
  const store = create<LabStore>()(
    temporal(
      (set, get) => ({
        lab: start,
        base: start,
        openings: 0,
        change: (patch, name = null) => {
          joinsStep = name !== null && name === gesture;
          set({ lab: { ...get().lab, ...patch } });
          joinsStep = false;
          settle();
          gesture = name;
          if (!held) timer = setTimeout(settle, PAUSE_MILLISECONDS);
        },
        hold: () => {
          held = true;
          settle();
        },
        release: () => {
          held = false;
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

const opening = openingLink('lab');

/** The Lab of the page. Its configuration, what is laid over its plane, and the address follow each other. */
export const useLab = createLab(opening.lab);
/** What is laid over the Lab's plane; no step of undo. */
export const useLooks = createLooks(opening.looks);
/** What the look at more actions shows, as the address says it. */
export const usePoliciesText = createPoliciesText(opening.policies ?? null);

function linkNow(): LabLink {
  const { on } = useLooks.getState();
  const { text } = usePoliciesText.getState();
  return {
    view: 'lab',
    lab: useLab.getState().lab,
    ...(on.length > 0 && { looks: on }),
    ...(text !== null && on.includes('actions') && { policies: text }),
  };
}

followAddress(
  'lab',
  {
    subscribe: (listener) => {
      useLab.subscribe(listener);
      useLooks.subscribe(listener);
      usePoliciesText.subscribe(listener);
    },
  },
  linkNow,
  (link) => {
    useLooks.getState().set(link.looks ?? []);
    if (link.looks?.includes('actions')) usePoliciesText.getState().set(link.policies ?? null);
    // A link that only looks closer leaves the pair, and the view of it, as it was.
    if (!dequal(encodeLab(link.lab), encodeLab(useLab.getState().lab))) useLab.getState().open(link.lab);
  },
);
