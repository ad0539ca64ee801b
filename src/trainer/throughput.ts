/** Iterations over which the speed is averaged. */
const WINDOW = 10;

/** Environment steps per second over the last iterations. */
export class Throughput {
  /** Seconds and steps at the end of each of the last iterations, the start first. */
  readonly #marks: { seconds: number; steps: number }[];

  /** @param seconds of training before the first of them */
  constructor(seconds = 0) {
    this.#marks = [{ seconds, steps: 0 }];
  }

  /** @returns steps per second over the window that ends with this iteration; 0 if no time has passed. */
  add(seconds: number, steps: number): number {
    const total = this.#marks.at(-1)!.steps + steps;
    this.#marks.push({ seconds, steps: total });
    if (this.#marks.length > WINDOW + 1) this.#marks.shift();
    const first = this.#marks[0]!;
    return seconds > first.seconds ? (total - first.steps) / (seconds - first.seconds) : 0;
  }
}
