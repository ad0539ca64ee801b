import { create } from 'zustand';
import type { LabConfiguration } from '../experiments/lab.ts';
import { encodeLink, type LinkState } from '../experiments/link.ts';
import { createHistory, type History, record, redo, settle, undo } from './history.ts';
import { linkOf, replaceAddress, useRoute } from './route.ts';

interface LabStore {
  readonly history: History<LabConfiguration>;
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

export function createLab(start: LabConfiguration) {
  let held = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return create<LabStore>((set, get) => {
    const settleNow = () => {
      clearTimeout(timer);
      set({ history: settle(get().history) });
    };
    return {
      history: createHistory(start),
      base: start,
      openings: 0,
      change: (patch, gesture = null) => {
        const { history } = get();
        set({ history: record(history, { ...history.present, ...patch }, gesture) });
        clearTimeout(timer);
        if (!held) timer = setTimeout(settleNow, PAUSE_MILLISECONDS);
      },
      hold: () => {
        held = true;
        settleNow();
      },
      release: () => {
        held = false;
        settleNow();
      },
      open: (configuration) => {
        set({
          history: record(get().history, configuration, null),
          base: configuration,
          openings: get().openings + 1,
        });
      },
      undo: () => set({ history: undo(get().history) }),
      redo: () => set({ history: redo(get().history) }),
      reset: () => {
        const { history, base } = get();
        if (history.present !== base)
          set({ history: record(history, base, null), openings: get().openings + 1 });
      },
    };
  });
}

function startingConfiguration(): LabConfiguration {
  const { link, left } = useRoute.getState();
  const lab = labOf(link) ?? labOf(linkOf('lab', left));
  if (lab === null) throw new TypeError('the link #/lab must open the Lab');
  return lab;
}

function labOf(link: LinkState): LabConfiguration | null {
  return link.view === 'lab' ? link.lab : null;
}

/** The Lab of the page. Its configuration and the address follow each other. */
export const useLab = createLab(startingConfiguration());

useLab.subscribe(({ history: { present } }, before) => {
  if (present !== before.history.present && useRoute.getState().link.view === 'lab') {
    replaceAddress({ view: 'lab', lab: present });
  }
});

useRoute.subscribe(({ link, arrival }, before) => {
  const arrived = labOf(link);
  if (arrival === before.arrival || arrived === null) return;
  // Coming back to the same place keeps the full precision of what was dragged.
  const { history, open } = useLab.getState();
  if (encodeLink(link) !== encodeLink({ view: 'lab', lab: history.present })) open(arrived);
});
