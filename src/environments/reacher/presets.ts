import * as m from '#words/presets';
import type { TaskPreset } from '../environment.ts';

export const REACHER_PRESETS = [
  {
    id: 'reacher',
    get title() {
      return m.reacher();
    },
    get caption() {
      return m.reacherCaption();
    },
    layer: {
      head: 'full',
      discount: 0.97,
      rewardScale: 1,
      steps: 262_144,
    },
  },
] as const satisfies readonly TaskPreset[];
