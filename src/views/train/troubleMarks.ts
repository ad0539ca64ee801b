import * as m from '#words/train';
import type { Mark } from '../../components/lineModel.ts';
import type { TrainRun } from '../../store/trainRun.ts';
import { troubleMark } from './troubleWords.ts';

/** Where the runs in front went wrong; of each kind the first seed's. */
export function troubleMarks(run: TrainRun, beside: TrainRun | null): readonly Mark[] {
  const runs = beside === null ? [run] : [run, beside];
  const marks = runs.flatMap(({ name, troubles, diverged }) => {
    const own = [
      ...diverged.map(({ steps }) => ({ steps, label: m.notFinite() })),
      ...troubles.map((trouble) => ({ steps: trouble.steps, label: troubleMark(trouble) })),
    ].sort((a, b) => a.steps - b.steps);
    const firsts = own.filter((mark, index) => own.findIndex(({ label }) => label === mark.label) === index);
    return runs.length === 1
      ? firsts
      : firsts.map((mark) => ({ ...mark, label: m.markOf({ name, mark: mark.label }) }));
  });
  return marks.sort((a, b) => a.steps - b.steps);
}
