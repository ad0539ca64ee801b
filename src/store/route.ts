import { create } from 'zustand';
import * as m from '#words/links';
import {
  decodeLink,
  encodeLink,
  hasCodec,
  type LinkOf,
  type LinkState,
  type ViewId,
  viewOfLink,
} from '../experiments/viewLink.ts';
import { useNotices } from './notices.ts';

export type { ViewId };

interface RouteStore {
  /** What the address says, or will say once the typing pauses. */
  readonly link: LinkState;
  /** Counts links that came from outside the views: first load, back and forward, an edited address. */
  readonly arrival: number;
  /** Where each view was left, so that going back to it by its name finds it as it was. */
  readonly left: { readonly [View in ViewId]?: LinkOf<View> };
}

export const useRoute = create<RouteStore>(() => ({
  link: decodeLink('').state,
  arrival: 0,
  left: {},
}));

/** Browsers refuse more than about three address changes a second in the long run. */
const REPLACE_MILLISECONDS = 350;
let pending: ReturnType<typeof setTimeout> | null = null;
/** The hash written or read last: tells our own changes from those of the reader. */
let knownHash: string | null = null;
/** What the address was not told yet, because a hand is still moving it. */
const late = new Set<() => void>();

function remember(link: LinkState): Pick<RouteStore, 'link' | 'left'> {
  return { link, left: { ...useRoute.getState().left, [link.view]: link } };
}

function write(method: 'pushState' | 'replaceState'): void {
  if (pending !== null) clearTimeout(pending);
  pending = null;
  knownHash = encodeLink(useRoute.getState().link);
  if (knownHash !== location.hash) history[method](null, '', knownHash);
}

/** What reads links of this view comes with the first of them. @returns whether it is there. */
async function prepare(view: ViewId): Promise<boolean> {
  if (hasCodec(view)) return true;
  try {
    await import('../experiments/link.ts');
  } catch {
    useNotices.getState().post(m.partMissing, 'problem');
  }
  return hasCodec(view);
}

/** More would cover the page. */
const MOST_LINES = 4;

/** All that is wrong with a link as one message, a line each: what comes one by one pushes the first away. */
function asLines(notices: readonly string[]): string {
  const rest = notices.length - MOST_LINES;
  if (rest <= 1) return notices.join('\n');
  return [...notices.slice(0, MOST_LINES), m.andMore({ count: rest })].join('\n');
}

/** Takes the address as it is; what could not be understood is said. */
function arrive(): void {
  if (location.hash === knownHash) return;
  if (!hasCodec(viewOfLink(location.hash))) {
    void prepare(viewOfLink(location.hash)).then((ready) => {
      if (ready) arrive();
    });
    return;
  }
  // A change still waiting belongs to the page that was just left.
  if (pending !== null) clearTimeout(pending);
  pending = null;
  knownHash = location.hash;
  const { state, notices } = decodeLink(knownHash);
  const hash = knownHash;
  if (notices.length > 0) {
    useNotices.getState().post(() => asLines(decodeLink(hash).notices), 'problem');
  }
  useRoute.setState({ ...remember(state), arrival: useRoute.getState().arrival + 1 });
}

/**
 * Reads the first address and follows back, forward and typed addresses. Call once, and show the first view after it.
 * Where the code for the address does not come the page opens with the Lab.
 */
export async function startRouting(): Promise<void> {
  const view = viewOfLink(location.hash);
  if (hasCodec(view) || (await prepare(view))) arrive();
  addEventListener('popstate', arrive);
  addEventListener('hashchange', arrive);
  addEventListener('pagehide', flushAddress);
}

/** A control changed: the address follows without a new entry in the history, when the typing pauses. */
export function replaceAddress(link: LinkState): void {
  useRoute.setState(remember(link));
  pending ??= setTimeout(() => write('replaceState'), REPLACE_MILLISECONDS);
}

/** Brings the address up to date now. */
function flushAddress(): void {
  for (const follow of late) follow();
  if (pending !== null) write('replaceState');
}

/** Another view was chosen: a new entry in the history, as the view was left. */
export function openLink(link: LinkState): void {
  flushAddress();
  useRoute.setState({ ...remember(link), arrival: useRoute.getState().arrival + 1 });
  write('pushState');
}

/** Opens a view as it was left, or as it starts. */
export async function openView(view: ViewId): Promise<void> {
  if (hasCodec(view) || (await prepare(view))) openLink(linkOf(view, useRoute.getState().left));
}

/** The address of a view as it was left, or its name alone, with which it starts. */
export function addressOfView(view: ViewId, left: RouteStore['left']): string {
  const link = left[view];
  return link === undefined ? `#/${view}` : encodeLink(link);
}

/** The link of a view as it was left, or as it starts; its code must be there. */
export function linkOf(view: ViewId, left: RouteStore['left']): LinkState {
  return left[view] ?? decodeLink(`#/${view}`).state;
}

function isLinkOf<View extends ViewId>(view: View, link: LinkState): link is LinkOf<View> {
  return link.view === view;
}

/** The link with which a view opens: the address if it is the view's, else as the view was left or starts. */
export function openingLink<View extends ViewId>(view: View): LinkOf<View> {
  const { link, left } = useRoute.getState();
  const opened = link.view === view ? link : linkOf(view, left);
  if (!isLinkOf(view, opened)) throw new TypeError(`the link #/${view} must open ${view}`);
  return opened;
}

/**
 * Makes a view's state and the address follow each other.
 * @param store announces every change of the state
 * @param linkNow of the state as it is
 * @param open takes a link that says something else
 * @param moving whether a hand holds something: until it lets go, which the store announces, the address waits, since writing
 *   it costs a frame of the drag
 */
export function followAddress<View extends ViewId>(
  view: View,
  store: { subscribe(listener: () => void): unknown },
  linkNow: () => LinkOf<View>,
  open: (link: LinkOf<View>) => void,
  moving: () => boolean = () => false,
): void {
  const same = (link: LinkState) => encodeLink(link) === encodeLink(linkNow());
  const follow = () => {
    late.delete(follow);
    const { link } = useRoute.getState();
    if (link.view === view && !same(link)) replaceAddress(linkNow());
  };
  store.subscribe(() => {
    if (moving()) late.add(follow);
    else follow();
  });
  useRoute.subscribe(({ link, arrival }, before) => {
    // Coming back to the same place keeps the full precision of what was there.
    if (arrival !== before.arrival && isLinkOf(view, link) && !same(link)) open(link);
  });
}

/** The whole address of what is on the page now, for sharing. */
export function currentAddress(): string {
  flushAddress();
  return addressOf(useRoute.getState().link);
}

/** The whole address of a link on this site. */
export function addressOf(link: LinkState): string {
  return new URL(encodeLink(link), location.href).href;
}
