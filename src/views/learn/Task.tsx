import * as m from '#words/learn';
import type { ChapterId } from '../../experiments/learn.ts';
import { useProgress } from '../../store/learnProgress.ts';
import styles from './Task.module.css';

/** Under the step that asks for something to be done: whether it is. */
export function Task({ chapter }: { readonly chapter: ChapterId }) {
  const done = useProgress((progress) => progress.done.includes(chapter));
  return (
    <p className={styles.task} data-done={done} role="status">
      {done ? m.taskDone() : m.yourTurn()}
    </p>
  );
}
