import { useEffect, useState } from 'react';
import * as m from '#words/shell';
import { useNotices } from '../../store/notices.ts';
import { openView, useRoute } from '../../store/route.ts';
import styles from './FileDrop.module.css';

/** A run that was saved as a file opens wherever on the page it is dropped. */
export function FileDrop() {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const onOver = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      // What takes files of its own has said so.
      const taken = event.defaultPrevented;
      // Without this the browser would leave the page for the file.
      event.preventDefault();
      setOver(!taken);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      const taken = event.defaultPrevented;
      event.preventDefault();
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (file && !taken) void openDropped(file);
    };
    addEventListener('dragover', onOver);
    addEventListener('dragleave', onLeave);
    addEventListener('drop', onDrop);
    return () => {
      removeEventListener('dragover', onOver);
      removeEventListener('dragleave', onLeave);
      removeEventListener('drop', onDrop);
    };
  }, []);
  return over ? <div className={styles.hint}>{m.dropFile()}</div> : null;
}

async function openDropped(file: File): Promise<void> {
  try {
    const { openRunFile } = await import('../train/runFiles.ts');
    if (useRoute.getState().link.view !== 'train') await openView('train');
    await openRunFile(file);
  } catch {
    useNotices.getState().post(m.filePartMissing, 'problem');
  }
}
