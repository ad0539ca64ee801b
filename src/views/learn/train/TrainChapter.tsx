import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { useVisitRuns, type VisitRuns } from '../../../store/visitRuns.ts';
import { useNarrow } from '../../train/useWide.ts';
import { ChapterFrame } from '../ChapterFrame.tsx';
import type { ChapterProse } from '../chapter.ts';
import { ChoiceAnswer } from '../prediction/ChoiceAnswer.tsx';
import { Task } from '../Task.tsx';
import { TrainReadingContext } from './reading.tsx';
import type { ChartSide } from './TourChart.tsx';
import { TrainFigure } from './TrainFigure.tsx';
import type { FigurePart, Stage, TrainReading, TrainScript, TrainStep } from './trainScript.ts';
import { readStages, useStage } from './useStage.ts';

const NONE: readonly ChartSide[] = [];

/** The words of a chapter beside Train. */
export interface TrainProse<Id extends string, SideId extends string> extends ChapterProse<Id> {
  /** What each run is called in the figure. */
  readonly sides: Readonly<Record<SideId, string>>;
}

export interface TrainChapterProps<Id extends string, SideId extends string> {
  readonly script: TrainScript<Id, SideId>;
  readonly prose: TrainProse<Id, SideId>;
  /** What a run is called in Train's list. */
  readonly nameOf: (side: string) => string;
  /** What stands under a step's text beside its prediction. */
  readonly under?: (step: Id, toggle: () => void) => ReactNode;
  /** Steps whose task completes the chapter. */
  readonly taskStep: Id;
  /** Runs that are shown with those of a stage, such as one that goes on from one of them. Memoised. */
  readonly moreAt?: Readonly<Record<string, readonly ChartSide[]>>;
}

/** A chapter whose figure is Train: its runs are in Train's list, while what Train shows stays as it was left. */
export function TrainChapter<Id extends string, SideId extends string>(props: TrainChapterProps<Id, SideId>) {
  const { script, prose, nameOf, under, taskStep, moreAt } = props;
  const { id, stages, steps } = script;
  const runs = useVisitRuns((state) => state.runs);
  const reading = useReading(runs, stages, nameOf);
  const [step, setStep] = useState<TrainStep<Id, SideId>>(steps[0]);
  const stage = stageAt(script, step.id);
  const [chosenMap, chooseMap] = useState<string | null>(null);
  const narrow = useNarrow();
  const hand = useStage(stage, reading, nameOf, script.pace);

  const enter = useCallback(
    (name: Id) => {
      setStep(steps.find((other) => other.id === name)!);
      chooseMap(null);
    },
    [steps],
  );
  return (
    <TrainReadingContext value={reading}>
      <ChapterFrame
        id={id}
        steps={steps}
        prose={prose}
        onEnter={enter}
        under={(name) => {
          const { prediction } = steps.find((other) => other.id === name)!;
          return (
            <>
              {prediction ? (
                <ChoiceAnswer
                  chapter={id}
                  options={prediction.options}
                  right={prediction.answer(reading)}
                  prose={prose.steps[name]}
                />
              ) : null}
              {under?.(name, hand.toggle)}
              {name === taskStep ? <Task chapter={id} /> : null}
            </>
          );
        }}
        figure={
          <TrainFigure
            stage={stage}
            reading={reading}
            parts={narrow ? phoneParts(step) : step.parts}
            labels={prose.sides}
            hand={hand}
            mapOf={chosenMap ?? step.map ?? stage.sides[0]!.id}
            onMap={chooseMap}
            more={moreAt?.[stage.id] ?? NONE}
          />
        }
      />
    </TrainReadingContext>
  );
}

function phoneParts({ parts, phone }: Pick<TrainStep, 'parts' | 'phone'>): readonly FigurePart[] {
  const chart = parts.find((part) => part !== 'agents');
  return phone ?? parts.filter((part) => part === 'agents' || part === chart);
}

/** The stage that a step names, or the last one named before it. */
export function stageAt<Id extends string, SideId extends string>(
  { steps, stages }: Pick<TrainScript<Id, SideId>, 'steps' | 'stages'>,
  id: Id,
): Stage<SideId> {
  const until = steps.findIndex((step) => step.id === id);
  const named = steps.slice(0, until + 1).findLast(({ stage }) => stage !== undefined)!.stage;
  return stages.find((stage) => stage.id === named)!;
}

function useReading<SideId extends string>(
  runs: VisitRuns['runs'],
  stages: readonly Stage<SideId>[],
  nameOf: (side: string) => string,
): TrainReading<SideId> {
  return useMemo(() => readStages(runs, stages, nameOf), [runs, stages, nameOf]);
}
