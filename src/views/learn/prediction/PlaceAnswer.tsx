import * as m from '#words/learn';
import { Button } from '../../../components/Button.tsx';
import { formatSignificant } from '../../../components/format.ts';
import type { LabGaussian } from '../../../experiments/lab.ts';
import type { ChapterId } from '../../../experiments/learn.ts';
import { useProgress } from '../../../store/learnProgress.ts';
import type { StepProse } from '../chapter.ts';
import { useFigureReading } from '../lab/labFigure.ts';
import styles from './Answer.module.css';
import { gradeOf, type PlaceGrade, placeScore } from './placeScore.ts';

const GRADES: Readonly<Record<PlaceGrade, () => string>> = {
  exact: m.exact,
  near: m.near,
  better: m.better,
  far: m.far,
};

/** The question of a placed prediction: the button that shows the answer, then how near it was. */
export function PlaceAnswer({
  chapter,
  draft,
  prose: { Answer },
}: {
  readonly chapter: ChapterId;
  readonly draft: LabGaussian;
  readonly prose: StepProse;
}) {
  const guess = useProgress((progress) => progress.guesses[chapter]);
  const setGuess = useProgress((progress) => progress.guess);
  const placed = guess?.kind === 'place' ? guess.policy : null;
  if (placed === null) {
    return (
      <div className={styles.ask}>
        <Button variant="primary" onClick={() => setGuess(chapter, { kind: 'place', policy: draft })}>
          {m.showAnswer()}
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.answer}>
      <Verdict placed={placed} />
      {Answer ? <Answer /> : null}
      <Button onClick={() => setGuess(chapter, null)}>{m.predictAgain()}</Button>
    </div>
  );
}

function Verdict({ placed }: { readonly placed: LabGaussian }) {
  const { lab, evaluation } = useFigureReading();
  const score = placeScore(placed, lab, evaluation);
  return (
    <p role="status">
      <b>{GRADES[gradeOf(score)]()}</b>{' '}
      {m.verdict({
        guess: formatSignificant(score.guess, 2),
        proposal: formatSignificant(score.proposal, 2),
        old: formatSignificant(score.old, 2),
      })}
    </p>
  );
}
