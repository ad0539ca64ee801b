import { currentLocale, type Locale } from '../../words/locale.ts';
import type { GlossaryWords } from './words.ts';

const MODULES: Readonly<Record<Locale, () => Promise<{ readonly words: GlossaryWords }>>> = {
  en: () => import('./words.en.ts'),
  de: () => import('./words.de.ts'),
};
const loading = new Map<Locale, Promise<GlossaryWords>>();

/** What the terms mean, in the language of the page; fetched with the first of them that is asked. */
export function loadWords(): Promise<GlossaryWords> {
  const locale = currentLocale();
  let words = loading.get(locale);
  if (words === undefined) {
    words = MODULES[locale]().then((module) => module.words);
    // A failed fetch is tried again with the next question.
    words.catch(() => loading.delete(locale));
    loading.set(locale, words);
  }
  return words;
}
