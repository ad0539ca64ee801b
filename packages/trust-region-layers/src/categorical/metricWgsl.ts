/** The WGSL of a metric on the simplex, beside `softmaxWgsl` and `geometricLineWgsl`. */
export interface CategoricalMetricWgsl {
  /**
   * - `fn distanceOf(row: Row, old: Row) -> f32`
   * - `fn project(row, old, bound, distance, out: ptr<function, Row>) -> f32`, the position 1/(1 + η)
   * - `fn pullback(row, old, position, upstream: Row) -> Row`, ∂L/∂ logits of the proposal
   */
  readonly step: string;
  /** `fn distanceGradient(row: Row, constant: Row) -> Row`, ∂d(p, c)/∂ logits of p (docs/mathematics.md §15.7). */
  readonly loss: string;
}
