import { Announcer } from '../store/announcer.ts';

/** Where the reader points on a horizontal axis that several charts share; `null` when nowhere. */
export class ChartCursor extends Announcer {
  #position: number | null = null;
  #owner: object | null = null;

  get position(): number | null {
    return this.#position;
  }

  /** The chart that is pointed at: the one whose values are said. */
  get owner(): object | null {
    return this.#owner;
  }

  point(position: number | null, owner: object | null): void {
    if (position === this.#position && owner === this.#owner) return;
    this.#position = position;
    this.#owner = owner;
    this.announce();
  }
}
