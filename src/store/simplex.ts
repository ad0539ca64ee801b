import { dequal } from 'dequal/lite';
import { create } from 'zustand';
import { roundSimplex, type SimplexConfiguration } from '../experiments/simplex.ts';
import { SIMPLEX_LOOK_IDS, type SimplexLink, type SimplexLookId } from '../experiments/simplexLink.ts';
import { createPairEditor } from './pairEditor.ts';
import { followAddress, openingLink } from './route.ts';

interface SimplexLooks {
  readonly on: readonly SimplexLookId[];
  readonly turn: (id: SimplexLookId, on: boolean) => void;
}

const opening = openingLink('simplex');

/** The Lab for discrete actions. Its configuration, what is laid over the triangle, and the address follow each other. */
export const useSimplex = createPairEditor<SimplexConfiguration>(opening.simplex);
/** What is laid over the triangle; no step of undo. */
export const useSimplexLooks = create<SimplexLooks>((set, get) => ({
  on: opening.looks,
  turn: (id, on) =>
    set({ on: SIMPLEX_LOOK_IDS.filter((other) => (other === id ? on : get().on.includes(other))) }),
}));

function linkNow(): SimplexLink {
  return { view: 'simplex', simplex: useSimplex.getState().lab, looks: useSimplexLooks.getState().on };
}

followAddress(
  'simplex',
  {
    subscribe: (listener) => {
      useSimplex.subscribe(listener);
      useSimplexLooks.subscribe(listener);
    },
  },
  linkNow,
  ({ simplex, looks }) => {
    useSimplexLooks.setState({ on: looks });
    if (!dequal(roundSimplex(simplex), roundSimplex(useSimplex.getState().lab))) {
      useSimplex.getState().open(simplex);
    }
  },
);
