import * as m from '#words/slow';
import { algorithmOf } from '../../../algorithms/algorithmOf.ts';
import { formatCount } from '../../../components/axisTicks.ts';
import { formatSignificant } from '../../../components/format.ts';
import type { RunConfiguration } from '../../../experiments/fields.ts';
import type { DissectedReason } from '../../../trainer/dissection/dissection.ts';
import { CATEGORICAL_SENTENCES } from './categorical/categoricalWords.ts';
import { floorStepOf } from './slowFloor.ts';
import type { Stage } from './slowPages.ts';
import { beyondOf, numberOf, type Scene, takenBackOf } from './slowScene.ts';

/** What the stepper calls the stages of a method: what holds its policy is not always a projection. */
export function stageName(stage: Stage, configuration: RunConfiguration): string {
  return stage === 'projection' ? holdName(configuration) : STAGE_NAMES[stage]();
}

function holdName(configuration: RunConfiguration): string {
  const { layer, search, takesMinibatches, objective } = algorithmOf(configuration);
  if (layer || (search && takesMinibatches)) return m.projection();
  if (search) return m.lineSearch();
  return objective?.(configuration).clipRatio === undefined ? m.noBound() : m.clip();
}

const STAGE_NAMES: Readonly<Record<Exclude<Stage, 'projection'>, () => string>> = {
  rollout: m.rollout,
  advantages: m.advantages,
  proposal: m.proposal,
  distance: m.distance,
  gradient: m.gradient,
  policy: m.newPolicy,
};

/** Why a state is among those to choose from. */
export const REASONS: Readonly<Record<DissectedReason, () => string>> = {
  farthest: m.farthest,
  'best-action': m.bestAction,
  'worst-action': m.worstAction,
  probe: m.probeState,
  broke: m.brokeState,
  'before-break': m.beforeBreak,
};

/** One or two sentences: what happens on this page. */
export function sentencesOf(scene: Scene): string {
  const special = scene.discrete && CATEGORICAL_SENTENCES[scene.stage]?.(scene);
  return special || SENTENCES[scene.stage](scene);
}

const SENTENCES: Readonly<Record<Stage, (scene: Scene) => string>> = {
  rollout: ({ dissection, state }) => {
    const { horizon, environments, size, states } = dissection;
    return m.rolloutWords({
      horizon: formatCount(horizon),
      environments,
      size: formatCount(size),
      step: states.time[state]! + 1,
      copy: states.copy[state]! + 1,
    });
  },
  advantages: ({ dissection, state }) =>
    dissection.states.normalisedAdvantage[state]! > 0 ? m.betterWords() : m.worseWords(),
  proposal: (scene) => {
    const { moment, dissection, configuration } = scene;
    const search = algorithmOf(configuration).search;
    if (moment.kind === 'search' && search) {
      return m.attempt({ search: search.words, attempt: moment.attempt });
    }
    if (moment.kind === 'start') return m.startWords();
    const epoch = Math.ceil(moment.steps / dissection.minibatches);
    const step = (scene.discrete ? m.stepWordsActions : m.stepWords)({
      step: moment.steps,
      steps: dissection.steps,
      epoch,
      minibatch: moment.steps - (epoch - 1) * dissection.minibatches,
      minibatches: dissection.minibatches,
    });
    return step + leftOut(scene);
  },
  distance: (scene) => {
    const { mean, covariance } = beyondOf(scene);
    const which =
      mean && covariance
        ? m.bothBeyond()
        : mean
          ? m.meanBeyond()
          : covariance
            ? m.covarianceBeyond()
            : m.bothWithin();
    return [m.howFar(), which, ...(scene.policy.projected ? [] : [m.onlyMeasured()])].join(' ');
  },
  projection: (scene) => {
    const { policy, moment, configuration, clipRatio, dissection } = scene;
    const { search } = algorithmOf(configuration);
    if (policy.projected) return layerWords(scene);
    if (search && moment.kind === 'search' && dissection.steps > 0) {
      return m.attempt({ search: search.words, attempt: moment.attempt });
    }
    if (search) return m.searchTaken();
    if (clipRatio < Infinity) {
      const percent = formatSignificant(100 * clipRatio, 2);
      return policy.clipped[scene.state]! ? m.clipDoes({ percent }) : m.clipDoesNot({ percent });
    }
    return m.nothingHolds();
  },
  gradient: (scene) => {
    const { policy, state, clipRatio } = scene;
    if (policy.projected) {
      const { mean, covariance } = takenBackOf(scene);
      const lost =
        mean && scene.actions === 1
          ? m.lostAllMean()
          : mean || covariance
            ? m.lostOnBound()
            : floorStepOf(scene)
              ? m.lostOnFloor()
              : m.passesUnchanged();
      return m.gradientWords({ lost });
    }
    return clipRatio < Infinity && policy.clipped[state]! ? m.clippedGradient() : m.freeGradient();
  },
  policy: (scene) => {
    const { dissection, policy } = scene;
    const ratio = formatSignificant(numberOf(policy.ratio, scene), 3);
    const count = dissection.steps;
    const after = count > 0 ? m.afterSteps({ count, shown: formatCount(count) }) : m.afterSearch();
    return policy.projected ? m.policyLayer({ after, ratio }) : m.policyFree({ after, ratio });
  },
};

/** What the layer does to the proposal: back onto the bounds, and onto the entropy floor before or after. */
function layerWords(scene: Scene): string {
  const { mean, covariance } = takenBackOf(scene);
  const floor = floorStepOf(scene);
  const back =
    mean && covariance ? m.bothBack() : mean ? m.meanBack() : covariance ? m.covarianceBack() : null;
  if (floor === null) return back === null ? m.passesOn() : [back, m.lossSees()].join(' ');
  const entropy = formatSignificant(floor.entropy, 3);
  if (floor.order === 'before') {
    const first = floor.widens ? m.floorWidens({ entropy }) : m.floorNarrows({ entropy });
    return [first, back === null ? m.floorPasses() : m.afterwards({ what: back }), m.lossSees()].join(' ');
  }
  const then = floor.leaves ? m.floorLeaves({ entropy }) : m.floorStays({ entropy });
  return [back ?? m.proposalWithin(), then, m.lossSees()].join(' ');
}

/** That not every step has a page of its own, where it has not. */
function leftOut({ place, dissection, moment }: Scene): string {
  const shown = place.of - 1;
  if (place.number < place.of || shown >= dissection.steps || moment.steps !== dissection.steps) return '';
  return ` ${m.leftOut({ shown })}`;
}
