import * as m from '#words/duel';
import { runLook } from '../../../components/runMethod.ts';
import { formatBounds } from '../../../components/valueAxis.ts';
import type { CursorMark } from '../cursorMarks.ts';
import { type DuelledRun, namesOf } from './duelResult.ts';

/** A mark, whose it is, and how far that one went, 1 being its bound. */
export interface DuelMark extends CursorMark {
  readonly method: string;
  readonly distance: number;
}

/** Where the network of each of the two went furthest beyond the bound; none of one that stayed within. */
export function duelMarks(run: DuelledRun, rival: DuelledRun): readonly DuelMark[] {
  const [name, rivalName] = namesOf(run.configuration, rival.configuration);
  return [
    { id: 'run', of: run, method: name },
    { id: 'rival', of: rival, method: rivalName },
  ].flatMap(({ id, of, method }) => {
    const { worst } = of.feed.promise.proposed;
    if (worst === null || !(worst.distance > 1)) return [];
    const { iteration, distance } = worst;
    const words = m.furthestOf({ method, times: formatBounds(distance) });
    return { id, method, distance, iteration, words, colour: runLook(of.configuration).colour };
  });
}

/** The one of them that went furthest; `null` where both stayed within. */
export function furthestMark(run: DuelledRun, rival: DuelledRun): DuelMark | null {
  return duelMarks(run, rival).toSorted((one, other) => other.distance - one.distance)[0] ?? null;
}
