import type { ReactNode } from 'react';
import { classNames } from '../../components/classNames.ts';
import type { TermId } from '../../components/glossary/terms.ts';
import { Panel } from '../../components/Panel.tsx';
import styles from './EmptyPanel.module.css';

/** A panel that has nothing to show yet, and says what it will. */
export function EmptyPanel({
  title,
  term,
  actions,
  foot,
  tall = false,
  wide = false,
  children,
}: {
  readonly title: string;
  readonly term?: TermId | undefined;
  readonly actions?: ReactNode;
  readonly foot?: ReactNode;
  /** Keeps the room that the pictures will take, so that nothing moves on Start. */
  readonly tall?: boolean;
  /** Spans the grid. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <Panel
      title={title}
      term={term}
      actions={actions}
      className={classNames(styles.panel, tall && styles.tall, wide && styles.wide)}
    >
      <p className={styles.words}>{children}</p>
      {foot}
    </Panel>
  );
}
