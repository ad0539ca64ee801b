import * as m from '#words/slow';
import { formatField } from '../../../../components/format.ts';
import type { DescribedPolicies } from '../../../../trainer/events.ts';
import {
  batchGroup,
  gradientRows,
  lossGroups,
  type NumberGroup,
  type NumberRow,
  number,
  observationGroup,
} from '../numberGroups.ts';
import type { Stage } from '../slowPages.ts';
import { numberOf, ofState, type Scene, type StateScene } from '../slowScene.ts';
import { actionName, entropyOf, probabilityOf } from './chosenAction.ts';
import { logitGradients } from './logitGradients.ts';

/** What was seen and done in a state, where one chooses among actions. */
export function categoricalRolloutNumbers(scene: StateScene): readonly NumberGroup[] {
  const { states } = scene.dissection;
  return [
    {
      title: m.inThisState(),
      rows: [
        { name: m.actionTaken(), symbol: 'a', value: actionName(scene) },
        {
          name: m.itsProbability(),
          symbol: 'q(a)',
          value: number(probabilityOf(states.old, scene)),
          role: 'old',
        },
        {
          name: m.itsLogarithm(),
          symbol: 'ln q(a)',
          value: number(numberOf(states.oldLogProbability, scene)),
        },
        { name: m.reward(), symbol: 'r', value: number(numberOf(states.reward, scene)) },
      ],
    },
    observationGroup(scene),
  ];
}

/** What a policy says of the action taken, and how undecided it is. */
export function categoricalRows(
  policy: DescribedPolicies,
  role: keyof typeof PROBABILITIES,
  scene: StateScene,
): readonly NumberRow[] {
  return [
    {
      name: PROBABILITIES[role](),
      symbol: SYMBOLS[role],
      value: number(probabilityOf(policy, scene)),
      role,
    },
    { name: ENTROPIES[role](), value: number(entropyOf(ofState(policy.mean, scene))), role },
  ];
}

const PROBABILITIES = {
  old: m.oldProbability,
  proposed: m.networkProbability,
  projected: m.projectionProbability,
} as const;
const ENTROPIES = { old: m.oldEntropy, proposed: m.networkEntropy, projected: m.projectionEntropy } as const;
const SYMBOLS = { old: 'q(a)', proposed: 'p(a)', projected: 'π̃(a)' } as const;

/** The numbers of pages that are others where one chooses among actions; the bars have those of all actions. */
export const CATEGORICAL_GROUPS: Readonly<Partial<Record<Stage, (scene: Scene) => readonly NumberGroup[]>>> =
  {
    rollout: categoricalRolloutNumbers,
    proposal: (scene) => [
      {
        title: m.inThisState(),
        rows: [...categoricalRows(scene.policy.proposed, 'proposed', scene), ratioRow(scene)],
      },
      ...lossGroups(scene),
      batchGroup(scene),
    ],
    distance: (scene) => [distanceGroup(scene), batchGroup(scene)],
    projection: (scene) => {
      const { projected, proposed } = scene.policy;
      const rows = categoricalRows(proposed, 'proposed', scene);
      if (!projected)
        return [{ title: m.inThisState(), rows: [...rows, ratioRow(scene)] }, batchGroup(scene)];
      return [
        {
          title: m.inThisState(),
          rows: [
            { name: m.multiplier(), symbol: 'η', value: number(numberOf(projected.meanMultiplier, scene)) },
            ...rows,
            ...categoricalRows(projected, 'projected', scene),
          ],
        },
        distanceGroup(scene),
      ];
    },
    gradient: (scene) => {
      return [
        {
          title: m.downForLogits({ actions: scene.discrete!.labels.join(', ') }),
          rows: gradientRows(logitGradients(scene)),
        },
      ];
    },
    policy: (scene) => {
      const { proposed, projected } = scene.policy;
      return [
        {
          title: m.inThisState(),
          rows: [
            ...categoricalRows(scene.dissection.states.old, 'old', scene),
            ...categoricalRows(proposed, 'proposed', scene),
            ...(projected ? categoricalRows(projected, 'projected', scene) : []),
          ],
        },
        distanceGroup(scene),
        batchGroup(scene),
      ];
    },
  };

function ratioRow(scene: Scene): NumberRow {
  return { name: m.ratio(), symbol: 'ρ', value: number(numberOf(scene.policy.ratio, scene)) };
}

/** The one distance against its bound. */
function distanceGroup(scene: Scene): NumberGroup {
  const { distance, projected } = scene.policy;
  const bound = formatField(scene.dissection.bounds.mean);
  const before = number(numberOf(distance.mean, scene));
  const held = projected && scene.stage !== 'distance' ? projected : null;
  const after = held ? number(numberOf(held.distance.mean, scene)) : before;
  const value =
    after === before ? m.ofBound({ distance: before, bound }) : m.ofBoundAfter({ before, after, bound });
  return { title: m.distanceOfBound(), rows: [{ name: m.distanceOne(), symbol: 'd', value }] };
}
