import { afterEach, describe, expect, it, vi } from 'vitest';

/** A page whose system is dark or light, with what an earlier visit left in its storage; `null`: no storage. */
async function visit(systemIsDark: boolean, stored: Record<string, string> | null) {
  const system = Object.assign(new EventTarget(), { matches: systemIsDark });
  const dataset: Record<string, string> = {};
  const blocked = () => {
    throw new Error('storage is blocked');
  };
  vi.stubGlobal('matchMedia', () => system);
  vi.stubGlobal('document', { documentElement: { dataset } });
  vi.stubGlobal('localStorage', {
    getItem: stored === null ? blocked : (key: string) => stored[key] ?? null,
    setItem:
      stored === null ? blocked : (key: string, value: string) => Object.assign(stored, { [key]: value }),
    removeItem: stored === null ? blocked : (key: string) => delete stored[key],
  });
  vi.resetModules();
  const { useTheme } = await import('../../../src/store/theme.ts');
  return {
    state: () => useTheme.getState(),
    shown: () => dataset['theme'],
    changeSystem: (dark: boolean) => {
      system.matches = dark;
      system.dispatchEvent(new Event('change'));
    },
  };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the theme', () => {
  it('follows the system as long as nobody chose another', async () => {
    const { state, shown, changeSystem } = await visit(true, {});
    expect(state()).toMatchObject({ preference: 'system', scheme: 'dark' });
    expect(shown()).toBe('dark');
    changeSystem(false);
    expect(state()).toMatchObject({ preference: 'system', scheme: 'light' });
    expect(shown()).toBe('light');
  });

  it('is remembered where it differs from the system, and then keeps to itself', async () => {
    const stored: Record<string, string> = {};
    const { state, shown, changeSystem } = await visit(false, stored);
    state().toggle();
    expect(state()).toMatchObject({ preference: 'dark', scheme: 'dark' });
    expect(shown()).toBe('dark');
    expect(stored).toEqual({ theme: 'dark' });
    changeSystem(true);
    changeSystem(false);
    expect(state().scheme).toBe('dark');
    // Back to what the system says: it is followed again.
    state().toggle();
    expect(state()).toMatchObject({ preference: 'system', scheme: 'light' });
    expect(stored).toEqual({});
  });

  it('is that of the last visit', async () => {
    expect((await visit(true, { theme: 'light' })).state()).toMatchObject({
      preference: 'light',
      scheme: 'light',
    });
    expect((await visit(true, { theme: 'purple' })).state().preference).toBe('system');
  });

  it('lasts as long as the page where nothing can be stored', async () => {
    const { state, shown } = await visit(false, null);
    expect(state().preference).toBe('system');
    state().toggle();
    expect(shown()).toBe('dark');
  });
});
