import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { useLanguage } from '../../../store/language.ts';
import type { Locale } from '../../../words/locale.ts';
import type { ChapterProps } from '../chapter.ts';

/** Modules that each hold the same words in another language. */
export type ProseModules<Prose> = Readonly<Record<Locale, () => Promise<{ readonly prose: Prose }>>>;

/** A chapter as one component: its code and its words in the reader's language, both loaded when it is opened. */
export function localChapter<Prose>(
  code: () => Promise<{ readonly Chapter: ComponentType<ChapterProps<Prose>> }>,
  words: ProseModules<Prose>,
): ComponentType {
  const load = (locale: Locale) =>
    lazy(async () => {
      const [{ Chapter }, { prose }] = await Promise.all([code(), words[locale]()]);
      return { default: () => <Chapter prose={prose} /> };
    });
  const loaded = new Map<Locale, LazyExoticComponent<ComponentType>>();
  return function LocalChapter() {
    const locale = useLanguage((language) => language.locale);
    let Chapter = loaded.get(locale);
    if (Chapter === undefined) {
      Chapter = load(locale);
      loaded.set(locale, Chapter);
    }
    return <Chapter />;
  };
}
