import type { ReactNode } from 'react';
import { classNames } from '../../components/classNames.ts';
import { Panel } from '../../components/Panel.tsx';
import styles from './EmptyPanel.module.css';

/** A panel that has nothing to show yet, and says what it will. */
export function EmptyPanel({
  title,
  className,
  children,
}: {
  readonly title: string;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  return (
    <Panel title={title} className={classNames(className, styles.panel)}>
      <p className={styles.words}>{children}</p>
    </Panel>
  );
}
