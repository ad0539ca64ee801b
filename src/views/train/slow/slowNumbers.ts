import * as m from '#words/slow';
import { formatField } from '../../../components/format.ts';
import type { DescribedPolicies } from '../../../trainer/events.ts';
import { CATEGORICAL_GROUPS } from './categorical/categoricalNumbers.ts';
import {
  batchGroup,
  gradientRows,
  list,
  lossGroups,
  type NumberGroup,
  type NumberRow,
  number,
  observationGroup,
} from './numberGroups.ts';
import type { Stage } from './slowPages.ts';
import { deviationsOf, numberOf, ofState, type Scene, type StateScene } from './slowScene.ts';

/** The numbers of a page. */
export function numbersOf(scene: Scene): readonly NumberGroup[] {
  const special = scene.discrete && CATEGORICAL_GROUPS[scene.stage];
  return (special || GROUPS[scene.stage])(scene);
}

/** What was seen and done in a state. */
export function rolloutNumbers(scene: StateScene): readonly NumberGroup[] {
  const { states } = scene.dissection;
  return [
    {
      title: m.inThisState(),
      rows: [
        ...policyRows(states.old, 'old', scene),
        { name: m.actionTaken(), symbol: 'a', value: list(ofState(states.action, scene)) },
        { name: m.logDensity(), symbol: 'ln q(a)', value: number(numberOf(states.oldLogProbability, scene)) },
        { name: m.reward(), symbol: 'r', value: number(numberOf(states.reward, scene)) },
      ],
    },
    observationGroup(scene),
  ];
}

const GROUPS: Readonly<Record<Stage, (scene: Scene) => readonly NumberGroup[]>> = {
  rollout: rolloutNumbers,
  advantages: (scene) => {
    const { states, advantages } = scene.dissection;
    return [
      {
        title: m.inThisState(),
        rows: [
          { name: m.reward(), symbol: 'r', value: number(numberOf(states.reward, scene)) },
          { name: m.valueExpected(), symbol: 'V(s)', value: number(numberOf(states.value, scene)) },
          {
            name: m.valueAfter(),
            symbol: 'V(s′)',
            value: number(numberOf(states.nextValue, scene)),
          },
          { name: m.advantage(), symbol: 'A', value: number(numberOf(states.advantage, scene)) },
          { name: m.normalised(), symbol: 'Â', value: number(numberOf(states.normalisedAdvantage, scene)) },
          { name: m.valueTarget(), symbol: 'R', value: number(numberOf(states.target, scene)) },
        ],
      },
      {
        title: m.overBatch(),
        rows: [
          { name: m.meanAdvantage(), value: number(advantages.mean) },
          { name: m.standardDeviation(), value: number(advantages.deviation) },
        ],
      },
    ];
  },
  proposal: (scene) => {
    return [
      {
        title: m.inThisState(),
        rows: [
          ...policyRows(scene.policy.proposed, 'proposed', scene),
          {
            name: m.ratio(),
            symbol: 'ρ',
            value: number(numberOf(scene.policy.ratio, scene)),
          },
        ],
      },
      ...lossGroups(scene),
      batchGroup(scene),
    ];
  },
  distance: (scene) => [distanceGroup(scene), batchGroup(scene)],
  projection: (scene) => {
    const { projected, proposed } = scene.policy;
    if (!projected) {
      return [
        {
          title: m.inThisState(),
          rows: [
            ...policyRows(proposed, 'proposed', scene),
            {
              name: m.ratio(),
              symbol: 'ρ',
              value: number(numberOf(scene.policy.ratio, scene)),
            },
          ],
        },
        batchGroup(scene),
      ];
    }
    return [
      {
        title: m.inThisState(),
        rows: [
          { name: m.meanMultiplier(), symbol: 'ω', value: number(numberOf(projected.meanMultiplier, scene)) },
          {
            name: m.covarianceMultiplier(),
            symbol: 'η',
            value: number(numberOf(projected.covarianceMultiplier, scene)),
          },
          ...policyRows(proposed, 'proposed', scene),
          ...policyRows(projected, 'projected', scene),
        ],
      },
      distanceGroup(scene),
    ];
  },
  gradient: (scene) => {
    const { upstream, layer, pull, total } = scene.policy.gradients;
    const part = (of: 'mean' | 'factor') => ({
      upstream: ofState(upstream[of], scene),
      layer: layer && ofState(layer[of], scene),
      pull: pull && ofState(pull[of], scene),
    });
    return [
      {
        title: m.downForMean(),
        rows: gradientRows({ ...part('mean'), total: ofState(total.mean, scene) }),
      },
      { title: FACTOR_TITLES[scene.configuration.head](), rows: gradientRows(part('factor')) },
    ];
  },
  policy: (scene) => {
    const { proposed, projected } = scene.policy;
    return [
      {
        title: m.inThisState(),
        rows: [
          ...policyRows(scene.dissection.states.old, 'old', scene),
          ...policyRows(proposed, 'proposed', scene),
          ...(projected ? policyRows(projected, 'projected', scene) : []),
        ],
      },
      distanceGroup(scene),
      batchGroup(scene),
    ];
  },
};

const FACTOR_TITLES = {
  diagonal: m.forDeviation,
  full: m.forCholesky,
  root: m.forRoot,
} as const;

const MEANS = { old: m.oldMean, proposed: m.networkMean, projected: m.projectionMean } as const;
const DEVIATIONS = {
  old: m.oldDeviation,
  proposed: m.networkDeviation,
  projected: m.projectionDeviation,
} as const;
const SYMBOLS = { old: ['μₒ', 'σₒ'], proposed: ['μ', 'σ'], projected: ['μ̃', 'σ̃'] } as const;

export function policyRows(
  { mean, covariance }: DescribedPolicies,
  role: keyof typeof MEANS,
  scene: StateScene,
): readonly NumberRow[] {
  return [
    { name: MEANS[role](), symbol: SYMBOLS[role][0], value: list(ofState(mean, scene)), role },
    {
      name: DEVIATIONS[role]({ count: scene.actions }),
      symbol: SYMBOLS[role][1],
      value: list(deviationsOf(covariance, scene)),
      role,
    },
  ];
}

/** Both parts against their bounds. */
function distanceGroup(scene: Scene): NumberGroup {
  const { distance, projected } = scene.policy;
  const { bounds } = scene.dissection;
  const held = projected && scene.stage !== 'distance' ? projected : null;
  const value = (part: 'mean' | 'covariance') => {
    const before = number(numberOf(distance[part], scene));
    const after = held ? number(numberOf(held.distance[part], scene)) : before;
    const bound = formatField(bounds[part]);
    return after === before
      ? m.ofBound({ distance: before, bound })
      : m.ofBoundAfter({ before, after, bound });
  };
  return {
    title: m.distanceOfBound(),
    rows: [
      { name: m.meanPart(), symbol: 'd_μ', value: value('mean') },
      { name: m.covariancePart(), symbol: 'd_Σ', value: value('covariance') },
    ],
  };
}
