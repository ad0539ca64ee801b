import * as m from '#words/tasks';
import type { StatePlane } from '../environment.ts';
import { MAXIMAL_SPEED, TRACK } from './valley.ts';

/** All that there is of a car in the valley: where it is, and how fast. */
export const VALLEY_PLANE: StatePlane = {
  across: {
    get label() {
      return m.position();
    },
    low: TRACK.left,
    high: TRACK.right,
  },
  up: {
    get label() {
      return m.velocityPerStep();
    },
    low: -MAXIMAL_SPEED,
    high: MAXIMAL_SPEED,
  },
  rest: '',
  fill(state, index, position, velocity) {
    state[2 * index] = position;
    state[2 * index + 1] = velocity;
  },
  locate: (state, index) => [state[2 * index]!, state[2 * index + 1]!],
};
