import { currentLocale } from './locale.ts';

/** `A`, `A and B`, `A, B and C`, as the language says it. */
export function conjunction(items: readonly string[]): string {
  return listed(items, 'conjunction');
}

/** `A`, `A or B`, `A, B or C`. */
export function disjunction(items: readonly string[]): string {
  return listed(items, 'disjunction');
}

function listed(items: readonly string[], type: 'conjunction' | 'disjunction'): string {
  // British English: no comma before the last one.
  const locale = currentLocale() === 'en' ? 'en-GB' : currentLocale();
  return new Intl.ListFormat(locale, { type }).format(items);
}
