import * as m from '#words/tasks';
import type { BoxSpace } from '../environment.ts';
import { MAXIMAL_ELBOW_SPEED, MAXIMAL_SHOULDER_SPEED } from './links.ts';

/** What `observeLinks` writes. */
export const LINKS_SPACE: BoxSpace = {
  size: 6,
  low: [-1, -1, -1, -1, -MAXIMAL_SHOULDER_SPEED, -MAXIMAL_ELBOW_SPEED],
  high: [1, 1, 1, 1, MAXIMAL_SHOULDER_SPEED, MAXIMAL_ELBOW_SPEED],
  get labels() {
    return ['cos θ₁', 'sin θ₁', 'cos θ₂', 'sin θ₂', m.shoulderSpeed(), m.elbowSpeed()];
  },
};
