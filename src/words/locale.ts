import { catalogs, fetchCatalog, getLocale, locales, setLocale } from './generated/catalogs.js';

export type Locale = (typeof locales)[number];

/** What each language is called in itself, in the order of choices. */
export const LANGUAGES: readonly { readonly locale: Locale; readonly name: string }[] = [
  { locale: 'en', name: 'English' },
  { locale: 'de', name: 'Deutsch' },
];

/** The language that sentences and numbers are in: English until a page or its worker chooses. */
export function currentLocale(): Locale {
  return getLocale();
}

/** Brings what a language says; English is always there. Rejects where the file does not come. */
export function fetchLanguage(locale: Locale): Promise<void> {
  return fetchCatalog(locale);
}

/**
 * From here on everything is said in this language; what was said before stays as it is.
 * @throws {Error} for a language that has not been fetched
 */
export function speak(locale: Locale): void {
  if (locale !== 'en' && !(locale in catalogs)) throw new Error(`fetch ${locale} first`);
  setLocale(locale);
}

/** The same as soon as the language is there; where it does not come, the last one stays. For workers. */
export async function speakWhenFetched(locale: Locale): Promise<void> {
  try {
    await fetchLanguage(locale);
    speak(locale);
  } catch {
    // What a worker says in English is better than nothing.
  }
}

/** A language of ours by its code; `null` for any other text. */
export function localeNamed(text: string | null): Locale | null {
  return locales.find((locale) => locale === text) ?? null;
}

/** The first language of ours in a reader's list (`['de-AT', 'en']`), English where there is none. */
export function preferredLocale(languages: readonly string[]): Locale {
  for (const language of languages) {
    const locale = localeNamed(language.split('-')[0]!.toLowerCase());
    if (locale !== null) return locale;
  }
  return 'en';
}
