import { dequal } from 'dequal/lite';
import { roundSimplex, type SimplexConfiguration } from '../experiments/simplex.ts';
import { SIMPLEX_LOOKS, type SimplexLink } from '../experiments/simplexLink.ts';
import { createLooks } from './looks.ts';
import { createPairEditor } from './pairEditor.ts';
import { followAddress, openingLink } from './route.ts';

const opening = openingLink('simplex');

/** The Lab for discrete actions. Its configuration, what is laid over the triangle, and the address follow each other. */
export const useSimplex = createPairEditor<SimplexConfiguration>(opening.simplex);
/** What is laid over the triangle; no step of undo. */
export const useSimplexLooks = createLooks(SIMPLEX_LOOKS, opening.looks);

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
    useSimplexLooks.getState().set(looks);
    if (!dequal(roundSimplex(simplex), roundSimplex(useSimplex.getState().lab))) {
      useSimplex.getState().open(simplex);
    }
  },
);
