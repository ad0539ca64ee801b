import { type ReactNode, useId } from 'react';
import { classNames } from './classNames.ts';
import { Term } from './glossary/Term.tsx';
import type { TermId } from './glossary/terms.ts';
import styles from './Panel.module.css';

export interface PanelProps {
  readonly title?: ReactNode;
  /** What the words of the title answer with. */
  readonly term?: TermId | undefined;
  /** What it is of, quietly beside the title. */
  readonly note?: string | undefined;
  /** Small controls at the right of the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A part of the page with a hairline around it; a labelled region where it has a title. */
export function Panel({ title, term, note, actions, children, className }: PanelProps) {
  const id = useId();
  const head =
    title === undefined && actions === undefined ? null : (
      <div className={styles.head}>
        {title === undefined ? (
          <span />
        ) : (
          <div className={styles.title}>
            <h2 id={id}>{term === undefined ? title : <Term id={term}>{title}</Term>}</h2>
            {note === undefined ? null : <p className="quiet">{note}</p>}
          </div>
        )}
        {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
      </div>
    );
  if (title === undefined) {
    return (
      <div className={classNames(styles.panel, className)}>
        {head}
        {children}
      </div>
    );
  }
  return (
    <section className={classNames(styles.panel, className)} aria-labelledby={id}>
      {head}
      {children}
    </section>
  );
}
