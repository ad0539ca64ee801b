import { Fragment } from 'react';
import styles from './SymbolText.module.css';

/** Plain text whose `ε_μ` and `ε_Σ` are set with real subscripts. */
export function SymbolText({ text }: { readonly text: string }) {
  return text.split(/_(μ|Σ)/).map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
      <sub key={index} className={styles.sub}>
        {part}
      </sub>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
      <Fragment key={index}>{part}</Fragment>
    ),
  );
}

/** The same where nothing can be set: in the list of a native menu. */
export function symbolsInLine(text: string): string {
  return text.replace(/_(?=[μΣ])/g, '');
}
