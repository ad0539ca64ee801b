import * as m from '#words/runs';
import { currentAddress, type ViewId } from './route.ts';

/** A link that can be copied, and what it will do for whoever opens it, in the language of the page. */
export interface LinkOffer {
  readonly address: string;
  /** What it is a link to, for whoever chooses between two: `the run`, `the settings`. */
  readonly to: string;
  /** The rest of `Link copied: it …`, whole sentences. */
  readonly does: string;
}

type Offers = () => readonly [LinkOffer, ...LinkOffer[]];

const offers: Partial<Record<ViewId, Offers>> = {};

/** Says what a view's links bring, the one that is copied first; without it the address is the view. */
export function offerLinks(view: ViewId, read: Offers): void {
  offers[view] = read;
}

/** The links of what is on the page now. */
export function linksOf(view: ViewId): readonly [LinkOffer, ...LinkOffer[]] {
  const address = () => ({
    address: currentAddress(),
    get to() {
      return m.thisView();
    },
    get does() {
      return m.bringsState();
    },
  });
  return offers[view]?.() ?? [address()];
}
