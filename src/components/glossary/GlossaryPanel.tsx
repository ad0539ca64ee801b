import * as Dialog from 'radix-ui/dialog';
import * as m from '#words/glossary';
import { Button } from '../Button.tsx';
import { GlossaryList } from './GlossaryList.tsx';
import styles from './GlossaryPanel.module.css';
import { closeGlossary, useGlossaryPanel } from './glossaryPanel.ts';

/** The glossary at the side of the page, over whatever is there. */
export function GlossaryPanel() {
  const shown = useGlossaryPanel((state) => state.shown);
  return (
    <Dialog.Root open onOpenChange={(open) => open || closeGlossary()}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.shade} />
        <Dialog.Content className={styles.panel} aria-describedby={undefined}>
          <div className={styles.head}>
            <Dialog.Title className={styles.title}>{m.title()}</Dialog.Title>
            <Dialog.Close asChild>
              <Button variant="plain" aria-label={m.close()}>
                <span aria-hidden="true">✕</span>
              </Button>
            </Dialog.Close>
          </div>
          <GlossaryList
            scrolls
            asked={typeof shown === 'string' ? shown : undefined}
            onFollow={closeGlossary}
          />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
