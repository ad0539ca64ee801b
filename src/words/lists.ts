import { currentLocale } from './locale.ts';

/** `A`, `A and B`, `A, B and C`, as the language says it. */
export function conjunction(items: readonly string[]): string {
  // British English: no comma before the last one.
  const locale = currentLocale() === 'en' ? 'en-GB' : currentLocale();
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(items);
}
