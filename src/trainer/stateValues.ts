import type { Engine } from '../engines/engine.ts';
import { type Batch, observationsOf, pieceSize } from './batch.ts';
import { requireFinite } from './interruptions.ts';
import { minibatchRanges } from './minibatches.ts';
import type { Progress } from './progress.ts';

/** A step whose future lies outside the batch: where an episode was cut, by its time limit or by the batch's end. */
export interface OpenEnd {
  /** Into [P, T, N]. */
  readonly index: number;
  /** The normalised observation that followed. */
  readonly observation: Float32Array;
}

/**
 * Fills a batch's `value` and `nextValue`: the value network at every state, and at every open end
 * (docs/mathematics.md §8.1).
 * @param openEnds of each member
 */
export async function evaluateStates(
  engine: Engine,
  batch: Batch,
  openEnds: readonly (readonly OpenEnd[])[],
  progress: Progress,
): Promise<void> {
  const { members, environments, size, value, nextValue } = batch;
  value.set(await valuesOf(engine, batch, progress));
  for (let p = 0; p < members; p++) {
    nextValue.set(value.subarray(p * size + environments, (p + 1) * size), p * size);
  }
  // Members have different numbers of open ends; the engine wants equally many rows of each.
  const most = Math.max(...openEnds.map((ends) => ends.length));
  const width = batch.observation.length / (members * size);
  const observation = new Float32Array(members * most * width);
  for (const [p, ends] of openEnds.entries()) {
    for (const [i, end] of ends.entries()) observation.set(end.observation, (p * most + i) * width);
  }
  const values = await valuesOf(engine, { observation, members, size: most }, progress);
  for (const [p, ends] of openEnds.entries()) {
    for (const [i, end] of ends.entries()) nextValue[end.index] = values[p * most + i]!;
  }
  requireFinite(value, members, 'values');
  requireFinite(nextValue, members, 'values');
}

/** Values [P, n] of observations [P, n, observationSize], in pieces short enough to answer commands between them. */
async function valuesOf(
  engine: Engine,
  rows: Pick<Batch, 'observation' | 'members' | 'size'>,
  progress: Progress,
): Promise<Float64Array> {
  const { members, size } = rows;
  const values = new Float64Array(members * size);
  for (const { start, count } of minibatchRanges(size, pieceSize(members))) {
    const piece = await engine.values(observationsOf(rows, start, count), count);
    for (let p = 0; p < members; p++) {
      values.set(piece.subarray(p * count, (p + 1) * count), p * size + start);
    }
    await progress.advance(members * count);
  }
  return values;
}
