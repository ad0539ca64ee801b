import { memo, useEffect } from 'react';
import * as m from '#words/editing';
import { Button } from './Button.tsx';
import styles from './EditTools.module.css';
import { Icon } from './Icon.tsx';

export interface EditToolsProps {
  readonly undoable: boolean;
  readonly redoable: boolean;
  readonly changed: boolean;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly onReset: () => void;
}

/** An arrow that turns back. */
const TURN = { size: 18, path: 'M6.5 3.5 3 7l3.5 3.5M3 7h7.5a4 4 0 0 1 0 8H7' } as const;

/** Undo, redo and back to where the editing began; the first two by key too. */
export const EditTools = memo(function EditTools({
  undoable,
  redoable,
  changed,
  onUndo,
  onRedo,
  onReset,
}: EditToolsProps) {
  useUndoKeys(onUndo, onRedo);
  return (
    <div className={styles.tools} role="toolbar" aria-label={m.steps()}>
      <Button
        variant="plain"
        onClick={onUndo}
        disabled={!undoable}
        aria-label={m.undo()}
        title={m.undoTitle()}
      >
        <Icon {...TURN} />
      </Button>
      <Button
        variant="plain"
        onClick={onRedo}
        disabled={!redoable}
        aria-label={m.redo()}
        title={m.redoTitle()}
      >
        <Icon {...TURN} mirrored />
      </Button>
      <Button variant="plain" onClick={onReset} disabled={!changed} title={m.resetTitle()}>
        {m.reset()}
      </Button>
    </div>
  );
});

/** Ctrl or ⌘ with Z, with shift or Y for redo; a text field keeps its own. */
function useUndoKeys(undo: () => void, redo: () => void): void {
  useEffect(() => {
    const handle = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      if (event.target instanceof HTMLInputElement) return;
      const key = event.key.toLowerCase();
      if (key !== 'z' && key !== 'y') return;
      event.preventDefault();
      if (key === 'y' || event.shiftKey) redo();
      else undo();
    };
    addEventListener('keydown', handle);
    return () => removeEventListener('keydown', handle);
  }, [undo, redo]);
}
