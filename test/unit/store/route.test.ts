import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_TRAIN, decodeLink, encodeLink } from '../../../src/experiments/link.ts';

const LAB = '#/lab';
const seeded = (seed: number) => ({
  ...DEFAULT_TRAIN,
  configuration: { ...DEFAULT_TRAIN.configuration, seeds: [seed] },
});

/** A window with an address and a history, as far as routing uses them. */
class Window extends EventTarget {
  readonly entries: string[];
  readonly location = { hash: '', href: '' };

  constructor(hash: string) {
    super();
    this.entries = [hash];
    this.#show();
  }

  readonly history = {
    pushState: (_state: unknown, _title: string, hash: string) => {
      this.entries.push(hash);
      this.#show();
    },
    replaceState: (_state: unknown, _title: string, hash: string) => {
      this.entries[this.entries.length - 1] = hash;
      this.#show();
    },
  };

  back(): void {
    this.entries.pop();
    this.#show();
    this.dispatchEvent(new Event('popstate'));
    this.dispatchEvent(new Event('hashchange'));
  }

  /** Somebody edits the address. */
  type(hash: string): void {
    this.entries.push(hash);
    this.#show();
    this.dispatchEvent(new Event('hashchange'));
  }

  #show(): void {
    this.location.hash = this.entries.at(-1)!;
    this.location.href = `https://example.org/playground/${this.location.hash}`;
  }
}

async function open(hash: string, links = true) {
  const page = new Window(hash);
  vi.stubGlobal('location', page.location);
  vi.stubGlobal('history', page.history);
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.resetModules();
  const route = await import('../../../src/store/route.ts');
  // Those of the modules just reset; what comes later has a test of its own.
  if (links) await import('../../../src/experiments/link.ts');
  const { useNotices } = await import('../../../src/store/notices.ts');
  await route.startRouting();
  return { page, ...route, state: () => route.useRoute.getState(), notices: useNotices };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the address', () => {
  it('is read at the start; what it says wrong is told', async () => {
    const { state, notices } = await open('#/train?v=1&env=nowhere');
    expect(state()).toMatchObject({ link: { view: 'train' }, arrival: 1 });
    expect(notices.getState().notices).toEqual([
      expect.objectContaining({ kind: 'problem', text: expect.stringMatching(/nowhere/) }),
    ]);
  });

  it('follows the controls when they rest, without a new entry', async () => {
    const { page, state, replaceAddress } = await open(LAB);
    for (const seed of [2, 3, 4]) {
      replaceAddress(seeded(seed));
      vi.advanceTimersByTime(100);
    }
    expect(page.entries).toEqual([LAB]);
    expect(state().link).toEqual(seeded(4));
    vi.advanceTimersByTime(50);
    expect(page.entries).toEqual([encodeLink(seeded(4))]);
    expect(state().arrival).toBe(1);
  });

  it('is brought up to date before another view is opened, before it is shared and before the page is left', async () => {
    const { page, openLink, replaceAddress, currentAddress } = await open(LAB);
    replaceAddress(seeded(2));
    openLink(decodeLink(LAB).state);
    expect(page.entries).toEqual([encodeLink(seeded(2)), encodeLink(decodeLink(LAB).state)]);
    replaceAddress(seeded(3));
    expect(currentAddress()).toBe(`https://example.org/playground/${encodeLink(seeded(3))}`);
    expect(page.location.hash).toBe(encodeLink(seeded(3)));
    replaceAddress(seeded(4));
    page.dispatchEvent(new Event('pagehide'));
    expect(page.location.hash).toBe(encodeLink(seeded(4)));
  });

  it('is followed back, once, and a change that waited belongs to the page that was left', async () => {
    const { page, state, openLink, replaceAddress } = await open(LAB);
    openLink(seeded(2));
    expect(state().arrival).toBe(2);
    replaceAddress(seeded(3));
    page.back();
    expect(state()).toMatchObject({ link: { view: 'lab' }, arrival: 3 });
    vi.advanceTimersByTime(1000);
    expect(page.entries).toEqual([LAB]);
    page.type(encodeLink(seeded(5)));
    expect(state()).toMatchObject({ link: { configuration: { seeds: [5] } }, arrival: 4 });
  });

  it('waits while a hand holds something, except where it is shared', async () => {
    const { page, followAddress, currentAddress } = await open('#/train');
    const listeners = new Set<() => void>();
    let [seed, moving] = [1, true];
    const announce = () => {
      for (const listener of listeners) listener();
    };
    followAddress(
      'train',
      { subscribe: (listener) => listeners.add(listener) },
      () => seeded(seed),
      () => undefined,
      () => moving,
    );
    seed = 2;
    announce();
    vi.advanceTimersByTime(5000);
    expect(page.entries).toEqual(['#/train']);
    expect(currentAddress()).toContain(encodeLink(seeded(2)));
    seed = 3;
    announce();
    vi.advanceTimersByTime(5000);
    expect(page.entries).toEqual([encodeLink(seeded(2))]);
    moving = false;
    announce();
    vi.advanceTimersByTime(1000);
    expect(page.entries).toEqual([encodeLink(seeded(3))]);
  });

  it('remembers how each view was left', async () => {
    const { state, openLink, linkOf } = await open(LAB);
    expect(linkOf('train', state().left)).toEqual(decodeLink('#/train').state);
    openLink(seeded(7));
    openLink(linkOf('lab', state().left));
    expect(linkOf('train', state().left)).toEqual(seeded(7));
  });

  it('reads links with runs as soon as their code has come', async () => {
    const { useRoute, page, notices } = await open('#/train?v=1&seeds=4', false);
    expect(useRoute.getState().link).toMatchObject({ view: 'train', configuration: { seeds: [4] } });
    page.type('#/compare');
    await vi.waitFor(() => expect(useRoute.getState().link.view).toBe('compare'));
    expect(notices.getState().notices).toEqual([]);
  });

  it('opens a view by its name before its links can be read', async () => {
    const { useRoute, openView, addressOfView, page } = await open(LAB, false);
    expect(addressOfView('train', {})).toBe('#/train');
    await openView('train');
    expect(useRoute.getState().link).toMatchObject({ view: 'train', layout: 'duel' });
    expect(page.entries).toHaveLength(2);
    expect(addressOfView('train', useRoute.getState().left)).toBe(page.location.hash);
  });
});
