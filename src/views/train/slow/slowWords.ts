import { algorithmOf } from '../../../algorithms/algorithmOf.ts';
import { formatCount } from '../../../components/axisTicks.ts';
import { formatSignificant } from '../../../components/format.ts';
import type { RunConfiguration } from '../../../experiments/fields.ts';
import type { DissectedReason } from '../../../trainer/dissection/dissection.ts';
import { floorStepOf } from './slowFloor.ts';
import type { Stage } from './slowPages.ts';
import { beyondOf, numberOf, type Scene, takenBackOf } from './slowScene.ts';

/** What the stepper calls the stages of a method: what holds its policy is not always a projection. */
export function stageName(stage: Stage, configuration: RunConfiguration): string {
  return stage === 'projection' ? holdName(configuration) : STAGE_NAMES[stage];
}

function holdName(configuration: RunConfiguration): string {
  const { layer, search, takesMinibatches, objective } = algorithmOf(configuration);
  if (layer || (search && takesMinibatches)) return 'Projection';
  if (search) return 'Line search';
  return objective?.(configuration).clipRatio === undefined ? 'No bound' : 'Clip';
}

const STAGE_NAMES: Readonly<Record<Exclude<Stage, 'projection'>, string>> = {
  rollout: 'Rollout',
  advantages: 'Advantages',
  proposal: 'Proposal',
  distance: 'Distance',
  gradient: 'Gradient',
  policy: 'New policy',
};

/** Why a state is among those to choose from. */
export const REASONS: Readonly<Record<DissectedReason, string>> = {
  farthest: 'moved farthest',
  'best-action': 'best action',
  'worst-action': 'worst action',
  probe: 'probe',
};

/** One or two sentences: what happens on this page. */
export function sentencesOf(scene: Scene): string {
  return SENTENCES[scene.stage](scene);
}

const SENTENCES: Readonly<Record<Stage, (scene: Scene) => string>> = {
  rollout: ({ dissection, state }) => {
    const { horizon, environments, size, states } = dissection;
    return `The old policy acts: in every state it draws an action from its Gaussian. ${formatCount(horizon)} steps in ${environments} environments make ${formatCount(size)} states; this is step ${states.time[state]! + 1} in environment ${states.copy[state]! + 1}.`;
  },
  advantages: ({ dissection, state }) => {
    const good = dissection.states.normalisedAdvantage[state]! > 0;
    return `Was the action better than the value network had expected? Here it was ${good ? 'better' : 'worse'} than the batch’s average, so the update tries to make it ${good ? 'more' : 'less'} likely.`;
  },
  proposal: (scene) => {
    const { moment, dissection, configuration } = scene;
    const search = algorithmOf(configuration).search;
    if (moment.kind === 'search' && search) return `${search.words} This is attempt ${moment.attempt}.`;
    if (moment.kind === 'start') return 'Before the first step the network says what the old policy said.';
    const epoch = Math.ceil(moment.steps / dissection.minibatches);
    const minibatch = moment.steps - (epoch - 1) * dissection.minibatches;
    return `Gradient step ${moment.steps} of ${dissection.steps} (epoch ${epoch}, minibatch ${minibatch} of ${dissection.minibatches}) moves the network for all states at once. The dots show where the mean has been.${leftOut(scene)}`;
  },
  distance: (scene) => {
    const { mean, covariance } = beyondOf(scene);
    const which =
      mean && covariance
        ? 'Both parts are beyond their bounds.'
        : mean
          ? 'The mean part is beyond its bound.'
          : covariance
            ? 'The covariance part is beyond its bound.'
            : 'Both parts are within their bounds.';
    const held = scene.policy.projected ? '' : ' Nothing but the measurement knows of these bounds here.';
    return `How far has the network moved from the old policy in this state? The move of the mean and the change of the covariance have a bound each. ${which}${held}`;
  },
  projection: (scene) => {
    const { policy, moment, configuration, clipRatio, dissection } = scene;
    const { search } = algorithmOf(configuration);
    if (policy.projected) return layerWords(scene);
    if (search && moment.kind === 'search' && dissection.steps > 0) {
      return `${search.words} This is attempt ${moment.attempt}.`;
    }
    if (search)
      return 'No layer: one attempt of the search is taken for all states, and the bound δ is on their average.';
    if (clipRatio < Infinity) {
      const clipped = policy.clipped[scene.state]!;
      return `No layer here. The clip only takes the gradient away where the ratio has already gone ${formatSignificant(100 * clipRatio, 2)} % in the direction that pays; in this state it ${clipped ? 'does' : 'does not'}. The policy stays where it is.`;
    }
    return 'Nothing holds the policy: no layer, no clip. What the steps have made of it is what acts next.';
  },
  gradient: (scene) => {
    const { policy, state, clipRatio } = scene;
    if (policy.projected) {
      const { mean, covariance } = takenBackOf(scene);
      const lost =
        mean || covariance
          ? `On the bound, what points straight out of the region is lost${mean && scene.actions === 1 ? '; over one action that is all of the mean’s' : ''}.`
          : floorStepOf(scene)
            ? 'What would change the entropy is lost on the floor; the rest passes.'
            : 'Within the bounds it passes unchanged.';
      return `The loss says where the projection should go; the chain rule through the layer turns that into a gradient for the network. ${lost} The trust-region loss pulls the network back towards its projection.`;
    }
    const clipped = clipRatio < Infinity && policy.clipped[state]!;
    return clipped
      ? 'Here the clip has taken the gradient away: this state says nothing more to the network, though the others still move it.'
      : 'Without a layer the gradient goes to the network as it is: the likelier the good actions, the better, however far that leads.';
  },
  policy: (scene) => {
    const { dissection, policy } = scene;
    const ratio = formatSignificant(numberOf(policy.ratio, scene), 3);
    const steps = dissection.steps;
    const after = steps > 0 ? `After ${formatCount(steps)} gradient steps` : 'After the search';
    return policy.projected
      ? `${after} the network’s own policy acts in the next rollout. The guarantee is the projection’s, which makes the action taken ${ratio} times as likely as before; the network is only pulled towards it.`
      : `${after} this is the policy that acts in the next rollout. It makes the action taken ${ratio} times as likely as before.`;
  },
};

/** What the layer does to the proposal: back onto the bounds, and onto the entropy floor before or after. */
function layerWords(scene: Scene): string {
  const { mean, covariance } = takenBackOf(scene);
  const floor = floorStepOf(scene);
  const seen = 'The loss sees this projection, not the network.';
  const part = mean && covariance ? 'Mean and covariance go' : mean ? 'The mean goes' : 'The covariance goes';
  const back =
    mean || covariance
      ? `${part} back towards the old policy until ${mean && covariance ? 'they are' : 'it is'} exactly on the bound.`
      : null;
  if (floor === null) {
    return back === null
      ? 'The proposal is within both bounds: the layer passes it on as it is.'
      : `${back} ${seen}`;
  }
  const nats = `${formatSignificant(floor.entropy, 3)} nats`;
  if (floor.order === 'before') {
    const then = back === null ? 'That is within both bounds and passes.' : `Then: ${back}`;
    return `First the entropy floor ${floor.widens ? 'widens' : 'narrows'} the covariance to ${nats}. ${then} ${seen}`;
  }
  const first = back === null ? 'The proposal is within both bounds.' : back;
  const ends = floor.leaves
    ? 'which takes it beyond its bound: the floor has the last word'
    : 'which leaves it within its bound';
  return `${first} Then the entropy floor scales the covariance to ${nats}, ${ends}. ${seen}`;
}

/** That not every step has a page of its own, where it has not. */
function leftOut({ place, dissection, moment }: Scene): string {
  if (place.number < place.of || place.of - 1 >= dissection.steps) return '';
  const shown = place.of - 1;
  return moment.steps === dissection.steps ? ` Of all steps ${shown} are shown.` : '';
}
