import * as m from '#words/duel';
import { runLook } from '../../../components/runMethod.ts';
import { formatBounds } from '../../../components/valueAxis.ts';
import type { CursorMark } from '../cursorMarks.ts';
import { type DuelledRun, namesOf } from './duelResult.ts';

/** A mark, and whose it is. */
export interface DuelMark extends CursorMark {
  readonly method: string;
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
    const words = m.furthestOf({ method, times: formatBounds(worst.distance) });
    return { id, method, iteration: worst.iteration, words, colour: runLook(of.configuration).colour };
  });
}

/** The one of them that went furthest; `null` where both stayed within. */
export function furthestMark(run: DuelledRun, rival: DuelledRun): DuelMark | null {
  const distance = ({ feed }: DuelledRun) => feed.promise.proposed.worst?.distance ?? 0;
  const id = distance(rival) > distance(run) ? 'rival' : 'run';
  return duelMarks(run, rival).find((mark) => mark.id === id) ?? null;
}
