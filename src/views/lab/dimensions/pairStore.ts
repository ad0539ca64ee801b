import { dequal } from 'dequal/lite';
import { temporal } from 'zundo';
import { create } from 'zustand';
import * as m from '#words/actions';
import { usePoliciesText } from '../../../store/lab.ts';
import { useNotices } from '../../../store/notices.ts';
import { examplePair } from './examplePair.ts';
import type { GaussianPair } from './gaussianPair.ts';
import { decodePair, encodePair, type PairState } from './pairLink.ts';

interface PairStore extends PairState {
  /** One's own pair: a step that can be undone. */
  readonly take: (pair: GaussianPair) => void;
  readonly openExample: (dimension: number, seed: number) => void;
}

const FIRST = { dimension: 3, seed: 1 } as const;
const MOST_STEPS = 100;

const exampleState = (dimension: number, seed: number): PairState => ({
  pair: examplePair(dimension, seed),
  seed,
});
const firstState = () => exampleState(FIRST.dimension, FIRST.seed);

/** As a link says it; `null` for what opens without one, and for numbers that are too long. */
function linkText(state: PairState): string | null {
  const text = encodePair(state);
  return text === encodePair(firstState()) ? null : text;
}

/** The numbers are too long for a link. */
export function isTooLong(state: PairState): boolean {
  return encodePair(state) === null;
}

function readLink(text: string | null): PairState {
  const state = text === null ? firstState() : decodePair(text);
  if (state !== null) return state;
  useNotices.getState().post(m.linkUnread, 'problem');
  return firstState();
}

/** The pair over k actions that is looked at. It and the address follow each other; it has steps of undo of its own. */
export const usePair = create<PairStore>()(
  temporal(
    (set) => ({
      ...readLink(usePoliciesText.getState().text),
      take: (pair) => set({ pair, seed: null }),
      openExample: (dimension, seed) => set(exampleState(dimension, seed)),
    }),
    {
      partialize: ({ pair, seed }) => ({ pair, seed }),
      limit: MOST_STEPS,
      equality: (a, b) => dequal(a, b),
    },
  ),
);

const publish = () => usePoliciesText.getState().set(linkText(usePair.getState()));
publish();
usePair.subscribe(publish);
usePoliciesText.subscribe(({ text }) => {
  if (text !== linkText(usePair.getState())) usePair.setState(readLink(text));
});
