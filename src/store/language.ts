import { create } from 'zustand';
import { type Locale, localeNamed, preferredLocale, speak } from '../words/locale.ts';

interface LanguageStore {
  /** The language that the page is in. */
  readonly locale: Locale;
  readonly choose: (locale: Locale) => void;
}

const STORAGE_KEY = 'language';

function storedChoice(): Locale | null {
  try {
    return localeNamed(localStorage.getItem(STORAGE_KEY));
  } catch {
    // No storage here (private window, blocked): the choice lasts as long as the page.
    return null;
  }
}

function remember(locale: Locale): void {
  try {
    localStorage.setItem(STORAGE_KEY, locale);
  } catch {
    // See storedChoice.
  }
}

/** Says so to whoever speaks, and to what reads the page aloud or hyphenates it. */
function apply(locale: Locale): { locale: Locale } {
  speak(locale);
  if (typeof document !== 'undefined') document.documentElement.lang = locale;
  return { locale };
}

/** Outside a page there is nobody who reads another language. */
function readersLocale(): Locale {
  if (typeof document === 'undefined') return 'en';
  return storedChoice() ?? preferredLocale(navigator.languages);
}

/** The reader's choice, kept on the device; before there is one, the first language of the browser that the page has. */
export const useLanguage = create<LanguageStore>((set) => {
  if (typeof document !== 'undefined') {
    addEventListener('languagechange', () => set(apply(readersLocale())));
  }
  return {
    ...apply(readersLocale()),
    choose: (locale) => {
      remember(locale);
      set(apply(locale));
    },
  };
});
