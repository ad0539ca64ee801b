import * as Tabs from 'radix-ui/tabs';
import type { ReactNode } from 'react';
import * as m from '#words/lab';
import styles from './PairTabs.module.css';

/** Where the two policies come from: one of the examples, or numbers that are typed. */
export function PairTabs({
  examples,
  numbers,
}: {
  readonly examples: ReactNode;
  readonly numbers: ReactNode;
}) {
  return (
    <Tabs.Root defaultValue="examples">
      <Tabs.List className={styles.tabs} aria-label={m.chooseOrType()}>
        <Tabs.Trigger className={styles.tab} value="examples">
          {m.examples()}
        </Tabs.Trigger>
        <Tabs.Trigger className={styles.tab} value="numbers">
          {m.numbers()}
        </Tabs.Trigger>
      </Tabs.List>
      <Tabs.Content className={styles.tabContent} value="examples">
        {examples}
      </Tabs.Content>
      <Tabs.Content className={styles.tabContent} value="numbers">
        {numbers}
      </Tabs.Content>
    </Tabs.Root>
  );
}
