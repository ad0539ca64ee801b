/** Past shapes of one state are thinned to at most so many. */
const MOST = 16;

interface Step<Shape> {
  readonly iteration: number;
  readonly shape: Shape;
}

/** The policies that a state had in past iterations, spread over them; older ones go as there are more. */
export class ShapeTrail<Shape> {
  #steps: Step<Shape>[] = [];
  #stride = 1;

  /** Takes the shape of an iteration, where it is later than all before by enough. */
  add(iteration: number, shape: Shape): void {
    const last = this.#steps.at(-1);
    if (last !== undefined && iteration < last.iteration + this.#stride) return;
    this.#steps.push({ iteration, shape });
    if (this.#steps.length <= MOST) return;
    this.#steps = this.#steps.filter((_, index) => index % 2 === 0);
    this.#stride *= 2;
  }

  /** Shapes before an iteration, the oldest first. */
  before(iteration: number): readonly Shape[] {
    return this.#steps.filter((step) => step.iteration < iteration).map(({ shape }) => shape);
  }
}
