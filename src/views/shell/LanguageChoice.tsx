import { useEffect, useRef } from 'react';
import * as m from '#words/shell';
import { useLanguage } from '../../store/language.ts';
import { LANGUAGES, localeNamed } from '../../words/locale.ts';
import styles from './LanguageChoice.module.css';

/** The choice makes the whole page anew, this control as well: the new one takes the focus of the old. */
let justChosen = false;

/** On a phone the list is folded away with the rest of its menu; then what opens the menu has the focus. */
function focusShown(select: HTMLElement): void {
  const menu = select.closest('[popover]');
  const shown = menu === null || getComputedStyle(menu).display !== 'none';
  (shown ? select : document.querySelector<HTMLElement>(`[popovertarget="${menu.id}"]`))?.focus();
}

/** The platform's own list over two letters: small in the header, at home on every phone. */
export function LanguageChoice() {
  const { locale, choose } = useLanguage();
  const select = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    if (justChosen) focusShown(select.current!);
    justChosen = false;
  }, []);
  return (
    <span className={styles.language}>
      <span className={styles.code} aria-hidden="true">
        {locale.toUpperCase()}
      </span>
      <span className={styles.name} aria-hidden="true">
        {LANGUAGES.find((language) => language.locale === locale)!.name}
      </span>
      <select
        ref={select}
        className={styles.select}
        aria-label={m.language()}
        title={m.language()}
        value={locale}
        onChange={(event) => {
          const chosen = localeNamed(event.target.value);
          if (chosen === null) return;
          justChosen = true;
          void choose(chosen);
        }}
      >
        {LANGUAGES.map(({ locale: id, name }) => (
          <option key={id} value={id} lang={id}>
            {name}
          </option>
        ))}
      </select>
    </span>
  );
}
