import { create } from 'zustand';

export type Scheme = 'light' | 'dark';
/** What the reader asked for; `system` follows the operating system. */
export type ThemePreference = Scheme | 'system';

interface ThemeStore {
  readonly preference: ThemePreference;
  /** What is shown. */
  readonly scheme: Scheme;
  /** Changes to the other scheme; choosing what the system says goes back to following it. */
  readonly toggle: () => void;
}

/** Also read by the inline script of index.html, before the first paint. */
const STORAGE_KEY = 'theme';

const systemIsDark = typeof matchMedia === 'undefined' ? null : matchMedia('(prefers-color-scheme: dark)');

function systemScheme(): Scheme {
  return systemIsDark?.matches ? 'dark' : 'light';
}

function storedPreference(): ThemePreference {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  } catch {
    // No storage here (private window, blocked): the choice lasts as long as the page.
    return 'system';
  }
}

function remember(preference: ThemePreference): void {
  try {
    if (preference === 'system') localStorage.removeItem(STORAGE_KEY);
    else localStorage.setItem(STORAGE_KEY, preference);
  } catch {
    // See storedPreference.
  }
}

/** Writes the scheme where the tokens look for it, before anybody reads a colour. */
function apply(preference: ThemePreference): { preference: ThemePreference; scheme: Scheme } {
  const scheme = preference === 'system' ? systemScheme() : preference;
  if (typeof document !== 'undefined') document.documentElement.dataset['theme'] = scheme;
  return { preference, scheme };
}

export const useTheme = create<ThemeStore>((set, get) => {
  systemIsDark?.addEventListener('change', () => set(apply(get().preference)));
  return {
    ...apply(storedPreference()),
    toggle: () => {
      const wanted: Scheme = get().scheme === 'dark' ? 'light' : 'dark';
      const preference = wanted === systemScheme() ? 'system' : wanted;
      remember(preference);
      set(apply(preference));
    },
  };
});
