import { type ReactNode, useState } from 'react';
import styles from './Disclosure.module.css';

export interface DisclosureProps {
  readonly title: ReactNode;
  /** Rendered while open only. */
  readonly children: ReactNode;
}

export function Disclosure({ title, children }: DisclosureProps) {
  const [open, setOpen] = useState(false);
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={styles.title}>{title}</summary>
      {open ? <div className={styles.content}>{children}</div> : null}
    </details>
  );
}
