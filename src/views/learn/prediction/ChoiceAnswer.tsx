import * as m from '#words/learn';
import { Button } from '../../../components/Button.tsx';
import { classNames } from '../../../components/classNames.ts';
import type { ChapterId } from '../../../experiments/learn.ts';
import { useProgress } from '../../../store/learnProgress.ts';
import type { StepProse } from '../chapter.ts';
import styles from './Answer.module.css';

/** A prediction among a few answers: choosing one shows which is right, as soon as anybody knows. */
export function ChoiceAnswer({
  chapter,
  options,
  right,
  prose: { title, options: words = {}, Answer },
}: {
  readonly chapter: ChapterId;
  readonly options: readonly string[];
  /** `null`: the runs have yet to show it. */
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
            className={classNames(known === id && styles.right, chosen === id && styles.chosen)}
            aria-pressed={chosen === id}
            onClick={() => setGuess(chapter, { kind: 'choice', id })}
          >
            {words[id] ?? id}
          </Button>
        ))}
      </fieldset>
      {chosen === null ? null : (
        <p role="status">
          <b>
            {known === null
              ? m.noted()
              : chosen === known
                ? m.right()
                : m.wrong({ answer: words[known] ?? known })}
          </b>
        </p>
      )}
      {known !== null && Answer ? <Answer /> : null}
    </div>
  );
}
