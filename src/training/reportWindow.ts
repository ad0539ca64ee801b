import { REPORT_INTERVAL } from './reporter.ts';

/** How many reports a session may be ahead of the slowest. */
const REPORTS_AHEAD = 2;

/**
 * At which iterations the sessions of a run report, so that all report the same, about 100 ms apart; and how far they
 * may run ahead of one another. The stride from one report to the next is a power of two and the edge a multiple of
 * it, so that a session that hears of another stride later than the others still meets them, at the edge at the latest.
 */
export class ReportWindow {
  #stride = 1;
  #edge: number;
  #iteration: number;
  #time: number;

  /**
   * @param time milliseconds at which the run begins
   * @param iteration that it has finished by then
   */
  constructor(time: number, iteration = 0) {
    this.#time = time;
    this.#iteration = iteration;
    this.#edge = iteration + REPORTS_AHEAD;
  }

  /** Sessions report the iterations that this divides. */
  get stride(): number {
    return this.#stride;
  }

  /** Nobody goes beyond this iteration. Grows only. */
  get edge(): number {
    return this.#edge;
  }

  /** All have reported this iteration, the last of them at `time`, in milliseconds. */
  add(iteration: number, time: number): void {
    const perInterval = ((iteration - this.#iteration) * REPORT_INTERVAL) / Math.max(time - this.#time, 1);
    const nearest = 2 ** Math.round(Math.log2(perInterval));
    this.#stride = Math.max(1, Math.min(nearest, 2 * this.#stride));
    this.#edge = Math.max(this.#edge, (Math.floor(iteration / this.#stride) + REPORTS_AHEAD) * this.#stride);
    this.#iteration = iteration;
    this.#time = time;
  }
}
