import { Announcer } from '../store/announcer.ts';
import type { MapPlace } from './densityMapModel.ts';

/** Where the reader points on a map; `null` when nowhere. */
export class MapPointer extends Announcer {
  #place: MapPlace | null = null;

  get place(): MapPlace | null {
    return this.#place;
  }

  set place(next: MapPlace | null) {
    const before = this.#place;
    if (next?.iteration === before?.iteration && next?.bins?.[0] === before?.bins?.[0]) return;
    this.#place = next;
    this.announce();
  }
}
