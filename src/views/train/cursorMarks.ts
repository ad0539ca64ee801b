import * as m from '#words/train';
import { formatShare } from '../../components/axisTicks.ts';
import { formatReturn } from '../../components/format.ts';
import { type RunMark, runMarks } from '../../store/runMarks.ts';
import type { TrainRun } from '../../store/trainRun.ts';

/** An iteration over the slider of the time cursor to which one will want to go. */
export interface CursorMark {
  readonly id: string;
  readonly iteration: number;
  /** What was there, in the reader's language. */
  readonly words: string;
  /** A custom property that holds its colour. */
  readonly colour: string;
}

const COLOURS: Readonly<Record<RunMark['kind'], string>> = { return: '--projected', beyond: '--proposed' };

/** The best return of a run, and its most states beyond the bound. */
export function runCursorMarks({ feed }: Pick<TrainRun, 'feed'>): readonly CursorMark[] {
  return runMarks(feed.log.summaries).map(({ kind, iteration, value }) => ({
    id: kind,
    iteration,
    words:
      kind === 'return'
        ? m.bestReturn({ value: formatReturn(value, 1) })
        : m.mostBeyond({ share: formatShare(value) }),
    colour: COLOURS[kind],
  }));
}
