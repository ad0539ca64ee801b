import { fetchLanguage, LANGUAGES, speak } from '../../src/words/locale.ts';

// Tests may speak any language at once, and begin with English, whatever the file before them in the same process spoke last.
for (const { locale } of LANGUAGES) await fetchLanguage(locale);
speak('en');
