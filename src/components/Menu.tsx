import * as DropdownMenu from 'radix-ui/dropdown-menu';
import type { ReactNode } from 'react';
import { Button } from './Button.tsx';
import styles from './Menu.module.css';

export interface MenuItem {
  readonly label: string;
  readonly onSelect: () => void;
  readonly disabled?: boolean;
  /** It moves the focus itself: the button does not get it back. */
  readonly takesFocus?: boolean;
}

export interface MenuProps {
  /** What the button is called. */
  readonly label: string;
  readonly items: readonly MenuItem[];
  /** What is in the button; three dots if left out. */
  readonly children?: ReactNode;
}

/** Rarer things to do with one of many, behind a button. */
export function Menu({ label, items, children = '⋯' }: MenuProps) {
  // Not state: the menu reads it as it closes.
  let focusTaken = false;
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <Button variant="plain" aria-label={label}>
          {children}
        </Button>
      </DropdownMenu.Trigger>
      {/* In the main landmark, where those who go by landmarks find it. */}
      <DropdownMenu.Portal container={globalThis.document?.querySelector('main')}>
        <DropdownMenu.Content
          className={styles.menu}
          align="end"
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            if (focusTaken) event.preventDefault();
          }}
        >
          {items.map((item) => (
            <DropdownMenu.Item
              key={item.label}
              className={styles.item}
              disabled={item.disabled ?? false}
              onSelect={() => {
                focusTaken = item.takesFocus === true;
                item.onSelect();
              }}
            >
              {item.label}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
