import { fetchLanguage, LANGUAGES } from '../../src/words/locale.ts';

// Tests may speak any language at once.
for (const { locale } of LANGUAGES) await fetchLanguage(locale);
