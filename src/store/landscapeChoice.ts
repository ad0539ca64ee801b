import { create } from 'zustand';
import { DEFAULT_LANDSCAPE, type LandscapeId } from '../experiments/landscapeLink.ts';

/** Which landscape lies under the Lab's plane. */
export function createLandscapeChoice(start: LandscapeId = DEFAULT_LANDSCAPE) {
  return create<{ readonly landscape: LandscapeId }>(() => ({ landscape: start }));
}
