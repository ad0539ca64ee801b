import { PLANE_INSET, type PlaneScale } from '../planeView.ts';

/** Pixels between arrows, about. */
const CELL = 54;

/** A grid of places that fills the plane's square: fixed on the screen, so that nothing shimmers while a policy moves. */
export interface ArrowGrid {
  readonly columns: number;
  /** Pixels from place to place. */
  readonly cell: number;
  /** In pixels, row by row from the top. */
  readonly places: readonly (readonly [number, number])[];
  /** The same in the plane, [n, 2]. */
  readonly means: Float64Array;
}

export function arrowGrid({ invert }: PlaneScale, side: number): ArrowGrid {
  const columns = Math.max(6, Math.round(side / CELL));
  const cell = side / columns;
  const places = Array.from({ length: columns * columns }, (_, i): readonly [number, number] => [
    PLANE_INSET.left + cell * ((i % columns) + 0.5),
    PLANE_INSET.top + cell * (Math.floor(i / columns) + 0.5),
  ]);
  return { columns, cell, places, means: Float64Array.from(places.flatMap(([x, y]) => [...invert(x, y)])) };
}

/** The place of the grid under a point of the screen; `null` outside. */
export function placeAt({ columns, cell }: Pick<ArrowGrid, 'columns' | 'cell'>, x: number, y: number) {
  const column = Math.floor((x - PLANE_INSET.left) / cell);
  const row = Math.floor((y - PLANE_INSET.top) / cell);
  const inside = column >= 0 && row >= 0 && column < columns && row < columns;
  return inside ? row * columns + column : null;
}
