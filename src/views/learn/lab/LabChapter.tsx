import { type ComponentType, lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import type { LabGaussian } from '../../../experiments/lab.ts';
import { createLab } from '../../../store/lab.ts';
import { useProgress } from '../../../store/learnProgress.ts';
import { betweenLabs } from '../../lab/between.ts';
import { evaluate } from '../../lab/evaluate.ts';
import type { LayerProps } from '../../lab/overlays/overlay.ts';
import type { PlanePart } from '../../lab/planeParts.ts';
import { useMorph } from '../../lab/useMorph.ts';
import { ChapterFrame } from '../ChapterFrame.tsx';
import type { ChapterProse } from '../chapter.ts';
import { ChoiceAnswer } from '../prediction/ChoiceAnswer.tsx';
import { PlaceAnswer } from '../prediction/PlaceAnswer.tsx';
import { Task } from '../Task.tsx';
import { LabFigure } from './LabFigure.tsx';
import { type FigureHand, FigureHandContext, FigureReadingContext, useFigureReading } from './labFigure.ts';
import type { ChoicePrediction, LabReading, LabScript, LabStep, PanelPartProps } from './labScript.ts';

/** Sliders and choices come when the reader comes near a step that has some. */
const FigureControls = lazy(() =>
  import('./FigureControls.tsx').then((module) => ({ default: module.FigureControls })),
);

export interface LabChapterProps<Id extends string> {
  readonly script: LabScript<Id>;
  readonly prose: ChapterProse<Id>;
  /** Draws in the plane what only this chapter needs. */
  readonly Layer?: ComponentType<LayerProps & { readonly step: Id }>;
  /** Stands under the plane. */
  readonly Panel?: ComponentType<PanelPartProps<Id>>;
}

/** A chapter whose figure is a Lab of its own: the Lab of the page, its link and its steps of undo know nothing of it. */
export function LabChapter<Id extends string>({ script, prose, Layer, Panel }: LabChapterProps<Id>) {
  const { id, names, steps } = script;
  const [store] = useState(() => createLab(steps[0].lab));
  const { lab: asked, base, openings } = store();
  const lab = useMorph(asked, openings, betweenLabs);
  const evaluation = useMemo(() => evaluate(lab.projection, lab), [lab]);
  const reading = useMemo<LabReading>(() => ({ lab, evaluation }), [lab, evaluation]);

  const [step, setStep] = useState<LabStep<Id>>(steps[0]);
  const [reached, setReached] = useState(0);
  const [lit, light] = useState<PlanePart | null>(null);
  const { prediction, task } = step;
  const [ghost, place] = useState<LabGaussian | null>(null);
  const hand = useMemo<FigureHand>(() => ({ store, light, place, set: store.getState().open }), [store]);

  const guess = useProgress((progress) => progress.guesses[id]);
  const complete = useProgress((progress) => progress.complete);
  // What the reader's own hand made of it: neither what was opened nor what lies on the way there.
  const byHand = asked !== base && lab === asked;
  useEffect(() => {
    if (byHand && task?.(reading)) complete(id);
  }, [byHand, task, reading, complete, id]);

  const enter = useCallback(
    (name: Id) => {
      const index = steps.findIndex((other) => other.id === name);
      const entered = steps[index]!;
      setStep(entered);
      setReached((before) => Math.max(before, index + 1));
      light(null);
      place(entered.prediction?.kind === 'place' ? entered.prediction.start : null);
      if (entered.lab) store.getState().open(entered.lab);
    },
    [steps, store],
  );

  const placed = guess?.kind === 'place' && prediction?.kind === 'place' ? guess.policy : null;
  const under = (name: Id) => {
    const index = steps.findIndex((other) => other.id === name);
    const { controls, prediction: asks, task: asksFor } = steps[index]!;
    return (
      <>
        {asks?.kind === 'place' ? (
          <PlaceAnswer chapter={id} draft={ghost ?? asks.start} prose={prose.steps[name]} />
        ) : null}
        {asks?.kind === 'choice' ? (
          <LiveChoice chapter={id} prediction={asks} prose={prose.steps[name]} />
        ) : null}
        {controls && index <= reached ? (
          <Suspense>
            <FigureControls shown={controls} />
          </Suspense>
        ) : null}
        {asksFor ? <Task chapter={id} /> : null}
      </>
    );
  };

  return (
    <FigureHandContext value={hand}>
      <FigureReadingContext value={reading}>
        <ChapterFrame
          id={id}
          steps={steps}
          prose={prose}
          onEnter={enter}
          under={under}
          figure={
            <LabFigure
              step={step}
              reading={reading}
              openings={openings}
              lit={lit}
              names={names?.()}
              guessed={guess !== undefined}
              ghost={prediction?.kind === 'place' ? (placed ?? ghost) : null}
              Layer={Layer}
              Panel={Panel}
            />
          }
        />
      </FigureReadingContext>
    </FigureHandContext>
  );
}

/** The right answer is read from the figure. */
function LiveChoice({
  prediction: { options, answer },
  ...rest
}: Omit<Parameters<typeof ChoiceAnswer>[0], 'options' | 'right'> & {
  readonly prediction: ChoicePrediction;
}) {
  return <ChoiceAnswer {...rest} options={options} right={answer(useFigureReading())} />;
}
