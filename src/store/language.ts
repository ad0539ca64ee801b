import { create } from 'zustand';
import * as m from '#words/shell';
import { fetchLanguage, type Locale, localeNamed, preferredLocale, speak } from '../words/locale.ts';
import { useNotices } from './notices.ts';

interface LanguageStore {
  /** The language that the page is in. */
  readonly locale: Locale;
  /** Fetches it first. */
  readonly choose: (locale: Locale) => Promise<void>;
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
async function apply(locale: Locale): Promise<void> {
  await fetchLanguage(locale);
  speak(locale);
  document.documentElement.lang = locale;
  useLanguage.setState({ locale });
}

function readersLocale(): Locale {
  return storedChoice() ?? preferredLocale(navigator.languages);
}

/** The reader's choice, kept on the device; before there is one, the first language of the browser that the page has. */
export const useLanguage = create<LanguageStore>(() => ({
  locale: 'en',
  choose: async (locale) => {
    try {
      await apply(locale);
      remember(locale);
    } catch {
      useNotices.getState().post(m.languageMissing, 'problem');
    }
  },
}));

/** Opens the page in its reader's language, and follows the browser's; where that does not come, in English. */
export async function openLanguage(): Promise<void> {
  const follow = () => apply(readersLocale()).catch(() => {});
  addEventListener('languagechange', () => void follow());
  await follow();
}
