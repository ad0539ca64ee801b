import { type ReactNode, useState } from 'react';
import styles from './Disclosure.module.css';

export interface DisclosureProps {
  readonly title: ReactNode;
  /** Rendered while open only. */
  readonly children: ReactNode;
  readonly defaultOpen?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
}

export function Disclosure({ title, children, defaultOpen = false, onOpenChange }: DisclosureProps) {
  const [open, setOpen] = useState(defaultOpen);
  return (
    <details
      className={styles.disclosure}
      open={open}
      onToggle={(event) => {
        const next = event.currentTarget.open;
        if (next === open) return;
        setOpen(next);
        onOpenChange?.(next);
      }}
    >
      <summary className={styles.title}>{title}</summary>
      {open ? <div className={styles.content}>{children}</div> : null}
    </details>
  );
}
