import * as m from '#words/slow';
import { formatCount } from '../../../../components/axisTicks.ts';
import { formatSignificant } from '../../../../components/format.ts';
import { floorStepOf } from '../slowFloor.ts';
import type { Stage } from '../slowPages.ts';
import { beyondOf, type Scene, takenBackOf } from '../slowScene.ts';

/** The sentences of pages that are others where one chooses among actions; `null`: the same. */
export const CATEGORICAL_SENTENCES: Readonly<Partial<Record<Stage, (scene: Scene) => string | null>>> = {
  rollout: ({ dissection, state }) => {
    const { horizon, environments, size, states } = dissection;
    return m.rolloutWordsActions({
      horizon: formatCount(horizon),
      environments,
      size: formatCount(size),
      step: states.time[state]! + 1,
      copy: states.copy[state]! + 1,
    });
  },
  distance: (scene) => {
    const which = beyondOf(scene).mean ? m.distanceBeyond() : m.distanceWithin();
    return [m.howFarActions(), which, ...(scene.policy.projected ? [] : [m.onlyMeasuredOne()])].join(' ');
  },
  projection: (scene) => (scene.policy.projected ? layerWords(scene) : null),
  gradient: (scene) => {
    if (!scene.policy.projected) return null;
    const lost = !takenBackOf(scene).mean
      ? floorStepOf(scene)
        ? m.lostOnFloor()
        : m.passesUnchangedOne()
      : scene.actions === 2
        ? m.lostAllOfTwo()
        : m.lostOnBound();
    return m.gradientWords({ lost });
  },
};

/** What the layer does to the proposal: back onto the bound, and onto the entropy floor before or after. */
function layerWords(scene: Scene): string {
  const back = takenBackOf(scene).mean ? m.actionsBack() : null;
  const floor = floorStepOf(scene);
  if (floor === null) return back === null ? m.passesOnOne() : [back, m.lossSees()].join(' ');
  const entropy = formatSignificant(floor.entropy, 3);
  if (floor.order === 'before') {
    const first = floor.widens ? m.floorWarms({ entropy }) : m.floorCools({ entropy });
    return [first, back === null ? m.floorPassesOne() : m.afterwards({ what: back }), m.lossSees()].join(' ');
  }
  const last = floor.leaves ? m.floorLeavesOne({ entropy }) : m.floorStaysOne({ entropy });
  return [back ?? m.proposalWithinOne(), last, m.lossSees()].join(' ');
}
