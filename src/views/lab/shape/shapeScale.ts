/** Where λ lies in a drawn plane of shapes, both axes logarithmic. */
export interface ShapeScale {
  /** λ from 1/limit to limit. */
  readonly limit: number;
  readonly size: number;
  readonly side: number;
  readonly x: (lambda: number) => number;
  readonly y: (lambda: number) => number;
}

/** Room for the numbers of the axes. */
export const SHAPE_INSET = { left: 44, right: 12, top: 12, bottom: 40 } as const;

export function shapeScale(limit: number, size: number): ShapeScale {
  const side = size - SHAPE_INSET.left - SHAPE_INSET.right;
  const share = (lambda: number) => 0.5 + Math.log(lambda) / (2 * Math.log(limit));
  return {
    limit,
    size,
    side,
    x: (lambda) => SHAPE_INSET.left + side * share(lambda),
    y: (lambda) => SHAPE_INSET.top + side * (1 - share(lambda)),
  };
}
