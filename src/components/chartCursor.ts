import { Announcer } from '../store/announcer.ts';

/** Where the reader points on a horizontal axis that several charts share; `null` when nowhere. */
export class ChartCursor extends Announcer {
  #position: number | null = null;

  get position(): number | null {
    return this.#position;
  }

  set position(next: number | null) {
    if (next === this.#position) return;
    this.#position = next;
    this.announce();
  }
}
