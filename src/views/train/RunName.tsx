import { type KeyboardEvent, useState } from 'react';
import * as m from '#words/train';
import { LONGEST_NAME } from '../../experiments/givenNames.ts';
import { useTrainStore } from '../../store/train.ts';
import type { TrainRun } from '../../store/trainRun.ts';
import styles from './RunName.module.css';

interface RunNameProps {
  readonly run: TrainRun;
  /** The colour of its words. */
  readonly ink: string;
  readonly current: boolean;
  readonly renaming: boolean;
  readonly onRename: (renaming: boolean) => void;
}

/** The name of a run: a click puts it on show, F2 or a double click renames it in place. */
export function RunName({ run, ink, current, renaming, onRename }: RunNameProps) {
  const show = useTrainStore((state) => state.show);
  if (renaming) return <NameField run={run} onEnd={() => onRename(false)} />;
  return (
    <button
      type="button"
      className={styles.name}
      style={{ color: ink }}
      aria-current={current || undefined}
      title={current ? m.onShowTitle() : m.showTitle()}
      onClick={() => show(run.id)}
      onDoubleClick={() => onRename(true)}
      onKeyDown={(event) => {
        if (event.key === 'F2') onRename(true);
      }}
    >
      {run.name}
    </button>
  );
}

/** Enter and leaving take the new name, Escape keeps the old one. */
function NameField({ run, onEnd }: { readonly run: TrainRun; readonly onEnd: () => void }) {
  const rename = useTrainStore((state) => state.rename);
  const [text, setText] = useState(run.name);
  const take = () => {
    rename(run.id, text);
    onEnd();
  };
  const handleKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') take();
    if (event.key === 'Escape') onEnd();
    event.stopPropagation();
  };
  return (
    <input
      className={styles.field}
      // biome-ignore lint/a11y/noAutofocus: it stands where the name was that was just to be changed
      autoFocus
      aria-label={m.nameOf({ name: run.name })}
      title={m.nameTitle()}
      value={text}
      maxLength={LONGEST_NAME}
      spellCheck={false}
      autoComplete="off"
      onFocus={(event) => event.target.select()}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={handleKey}
      onBlur={take}
    />
  );
}
