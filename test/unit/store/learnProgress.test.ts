import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { progressFromText } from '../../../src/store/learnProgress.ts';

/** The store as a page has it that lets so much be kept. */
async function open(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>) {
  vi.stubGlobal('localStorage', storage);
  vi.resetModules();
  const { useProgress } = await import('../../../src/store/learnProgress.ts');
  return () => useProgress.getState();
}

function memory() {
  const texts = new Map<string, string>();
  return {
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => void texts.set(key, text),
    removeItem: (key: string) => void texts.delete(key),
    size: () => texts.size,
  };
}

const POLICY = { mean: [0.5, -1], sigma1: 1, sigma2: 0.5, angle: 30 } as const;

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('progress', () => {
  it('is kept on the device: the next visit finds it', async () => {
    const storage = memory();
    const first = await open(storage);
    expect(first()).toMatchObject({ done: [], guesses: {}, kept: true });
    first().complete('nearest');
    first().complete('nearest');
    first().guess('nearest', { kind: 'place', policy: POLICY });
    first().guess('rulers', { kind: 'choice', id: 'kl' });
    const second = await open(storage);
    expect(second()).toMatchObject({
      done: ['nearest'],
      guesses: { nearest: { kind: 'place', policy: POLICY }, rulers: { kind: 'choice', id: 'kl' } },
      kept: true,
    });
    second().guess('rulers', null);
    expect(second().guesses).not.toHaveProperty('rulers');
  });

  it('is forgotten on request, without a trace', async () => {
    const storage = memory();
    const state = await open(storage);
    state().complete('cloud');
    state().forget();
    expect(state()).toMatchObject({ done: [], guesses: {} });
    expect(storage.size()).toBe(0);
  });

  it('adds to what another tab has done meanwhile', async () => {
    const storage = memory();
    const here = await open(storage);
    const there = await open(storage);
    there().complete('cloud');
    here().complete('rulers');
    expect((await open(storage))().done).toEqual(['cloud', 'rulers']);
  });

  it('lasts for the visit where the browser keeps nothing', async () => {
    const refuse = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    const state = await open({ getItem: refuse, setItem: refuse, removeItem: refuse });
    expect(state().kept).toBe(false);
    state().complete('cloud');
    state().complete('rulers');
    expect(state()).toMatchObject({ done: ['cloud', 'rulers'], kept: false });
  });

  it('reads whatever is stored without an exception, and keeps only what it understands', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const { done, guesses } = progressFromText(text);
        expect(Array.isArray(done)).toBe(true);
        expect(typeof guesses).toBe('object');
      }),
    );
    expect(
      progressFromText(
        JSON.stringify({
          done: ['cloud', 'nowhere', 3, 'cloud'],
          guesses: {
            nearest: { kind: 'place', policy: { ...POLICY, sigma1: -1 } },
            rulers: { kind: 'choice', id: 'kl' },
            __proto__: { kind: 'choice', id: 'x' },
          },
        }),
      ),
    ).toEqual({ done: ['cloud'], guesses: { rulers: { kind: 'choice', id: 'kl' } } });
  });
});
