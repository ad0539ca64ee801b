import * as words from '#words/learn';
import * as m from '#words/tour';
import { Button } from '../../../components/Button.tsx';
import { classNames } from '../../../components/classNames.ts';
import type { ChapterId } from '../../../experiments/learn.ts';
import { useProgress } from '../../../store/learnProgress.ts';
import type { StepProse } from '../chapter.ts';
import styles from '../prediction/Answer.module.css';

/** A prediction among a few answers whose right one the runs have yet to show. */
export function LaterAnswer({
  chapter,
  options,
  right,
  prose: { title, options: texts = {}, Answer },
}: {
  readonly chapter: ChapterId;
  readonly options: readonly string[];
  /** `null`: nobody knows yet. */
  readonly right: string | null;
  readonly prose: StepProse;
}) {
  const guess = useProgress((progress) => progress.guesses[chapter]);
  const setGuess = useProgress((progress) => progress.guess);
  const chosen = guess?.kind === 'choice' ? guess.id : null;
  const known = chosen === null ? null : right;
  return (
    <div className={styles.answer}>
      <fieldset className={styles.options} aria-label={title}>
        {options.map((id) => (
          <Button
            key={id}
            className={classNames(
              styles.option,
              known === id && styles.right,
              chosen === id && styles.chosen,
            )}
            aria-pressed={chosen === id}
            onClick={() => setGuess(chapter, { kind: 'choice', id })}
          >
            {texts[id] ?? id}
          </Button>
        ))}
      </fieldset>
      {chosen === null ? null : (
        <p role="status">
          <b>
            {known === null
              ? m.noted()
              : chosen === known
                ? words.right()
                : words.wrong({ answer: texts[known] ?? known })}
          </b>
        </p>
      )}
      {known !== null && Answer ? <Answer /> : null}
    </div>
  );
}
