import { formatField, formatSignificant } from '../../../components/format.ts';
import { environmentById } from '../../../environments/environmentById.ts';
import type { PolicyGaussians } from '../../../trainer/events.ts';
import type { Stage } from './slowPages.ts';
import { deviationsOf, numberOf, ofState, type Scene } from './slowScene.ts';

/** A number with its name; several where they belong together. */
export interface NumberRow {
  readonly name: string;
  readonly symbol?: string;
  readonly value: string;
  /** Whose it is, for its colour. */
  readonly role?: 'old' | 'proposed' | 'projected';
}

/** Numbers under a heading. */
export interface NumberGroup {
  readonly title: string;
  /** Shown on request only. */
  readonly folded?: boolean;
  readonly rows: readonly NumberRow[];
}

const number = (value: number) => formatSignificant(value, 3);
/** Most components of an observation that are shown unasked. */
const MOST_OBSERVED = 5;

const list = (values: readonly number[]) =>
  values.length > 1 ? `(${values.map(number).join(', ')})` : number(values[0]!);
const percent = (share: number) => `${formatSignificant(100 * share, 3)} %`;

/** The numbers of a page. */
export function numbersOf(scene: Scene): readonly NumberGroup[] {
  return GROUPS[scene.stage](scene);
}

const GROUPS: Readonly<Record<Stage, (scene: Scene) => readonly NumberGroup[]>> = {
  rollout: (scene) => {
    const { states } = scene.dissection;
    const { observationSpace } = environmentById(scene.configuration.environment);
    const observation = ofState(states.observation, scene);
    return [
      {
        title: 'In this state',
        rows: [
          ...gaussianRows(states.old, 'old', scene),
          { name: 'Action taken', symbol: 'a', value: list(ofState(states.action, scene)) },
          {
            name: 'Its log-density',
            symbol: 'ln q(a)',
            value: number(numberOf(states.oldLogProbability, scene)),
          },
          { name: 'Reward, as learned from', symbol: 'r', value: number(numberOf(states.reward, scene)) },
        ],
      },
      {
        title: 'Observation',
        folded: observation.length > MOST_OBSERVED,
        rows: observation.map((value, i) => ({ name: observationSpace.labels[i]!, value: number(value) })),
      },
    ];
  },
  advantages: (scene) => {
    const { states, advantages } = scene.dissection;
    return [
      {
        title: 'In this state',
        rows: [
          { name: 'Reward, as learned from', symbol: 'r', value: number(numberOf(states.reward, scene)) },
          { name: 'Value expected', symbol: 'V(s)', value: number(numberOf(states.value, scene)) },
          {
            name: 'Value of what followed',
            symbol: 'V(s′)',
            value: number(numberOf(states.nextValue, scene)),
          },
          { name: 'Advantage', symbol: 'A', value: number(numberOf(states.advantage, scene)) },
          { name: 'Normalised', symbol: 'Â', value: number(numberOf(states.normalisedAdvantage, scene)) },
          { name: 'Target of the value', symbol: 'R', value: number(numberOf(states.target, scene)) },
        ],
      },
      {
        title: 'Over the batch',
        rows: [
          { name: 'Mean advantage', value: number(advantages.mean) },
          { name: 'Standard deviation', value: number(advantages.deviation) },
        ],
      },
    ];
  },
  proposal: (scene) => {
    const { losses } = scene.moment;
    return [
      {
        title: 'In this state',
        rows: [
          ...gaussianRows(scene.policy.proposed, 'proposed', scene),
          {
            name: 'Ratio of the action taken',
            symbol: 'ρ',
            value: number(numberOf(scene.policy.ratio, scene)),
          },
        ],
      },
      ...(losses
        ? [
            {
              title: 'Losses of this minibatch, before the step',
              rows: [
                { name: 'Surrogate', value: number(losses.surrogate) },
                ...(scene.policy.projected
                  ? [{ name: 'Trust-region loss', value: number(losses.trustRegion) }]
                  : []),
                ...(scene.configuration.entropyCoefficient > 0
                  ? [{ name: 'Entropy bonus', value: number(losses.entropy) }]
                  : []),
              ],
            },
          ]
        : []),
      batchGroup(scene),
    ];
  },
  distance: (scene) => [distanceGroup(scene), batchGroup(scene)],
  projection: (scene) => {
    const { projected, proposed } = scene.policy;
    if (!projected) {
      return [
        {
          title: 'In this state',
          rows: [
            ...gaussianRows(proposed, 'proposed', scene),
            {
              name: 'Ratio of the action taken',
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
        title: 'In this state',
        rows: [
          { name: 'Mean multiplier', symbol: 'ω', value: number(numberOf(projected.meanMultiplier, scene)) },
          {
            name: 'Covariance multiplier',
            symbol: 'η',
            value: number(numberOf(projected.covarianceMultiplier, scene)),
          },
          ...gaussianRows(proposed, 'proposed', scene),
          ...gaussianRows(projected, 'projected', scene),
        ],
      },
      distanceGroup(scene),
    ];
  },
  gradient: (scene) => {
    const { upstream, layer, pull, total } = scene.policy.gradients;
    const down = (values: ArrayLike<number>) => list(ofState(values, scene).map((value) => -value || 0));
    const whose = layer ? 'projected' : 'proposed';
    return [
      {
        title: 'Down the loss, for the mean',
        rows: [
          { name: layer ? 'For the projection' : 'For the network', value: down(upstream.mean), role: whose },
          ...(layer
            ? [{ name: 'Through the layer', value: down(layer.mean), role: 'proposed' as const }]
            : []),
          ...(pull ? [{ name: 'Trust-region loss', value: down(pull.mean) }] : []),
          ...(layer ? [{ name: 'Sum, to the network', value: down(total.mean) }] : []),
        ],
      },
      {
        title: FACTOR_TITLES[scene.configuration.head],
        rows: [
          {
            name: layer ? 'For the projection' : 'For the network',
            value: down(upstream.factor),
            role: whose,
          },
          ...(layer
            ? [{ name: 'Through the layer', value: down(layer.factor), role: 'proposed' as const }]
            : []),
          ...(pull ? [{ name: 'Trust-region loss', value: down(pull.factor) }] : []),
        ],
      },
    ];
  },
  policy: (scene) => {
    const { proposed, projected } = scene.policy;
    return [
      {
        title: 'In this state',
        rows: [
          ...gaussianRows(scene.dissection.states.old, 'old', scene),
          ...gaussianRows(proposed, 'proposed', scene),
          ...(projected ? gaussianRows(projected, 'projected', scene) : []),
        ],
      },
      distanceGroup(scene),
      batchGroup(scene),
    ];
  },
};

const FACTOR_TITLES = {
  diagonal: 'And for the standard deviation',
  full: 'And for the Cholesky factor',
  root: 'And for the symmetric root',
} as const;

const NAMES = { old: 'Old', proposed: 'Network', projected: 'Projection' } as const;
const SYMBOLS = { old: ['μₒ', 'σₒ'], proposed: ['μ', 'σ'], projected: ['μ̃', 'σ̃'] } as const;

function gaussianRows(
  { mean, covariance }: PolicyGaussians,
  role: keyof typeof NAMES,
  scene: Scene,
): readonly NumberRow[] {
  const several = scene.actions > 1 ? 's' : '';
  return [
    { name: `${NAMES[role]}, mean`, symbol: SYMBOLS[role][0], value: list(ofState(mean, scene)), role },
    {
      name: `${NAMES[role]}, deviation${several}`,
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
    return `${after === before ? before : `${before} → ${after}`} of ${formatField(bounds[part])}`;
  };
  return {
    title: 'Distance from the old policy, of its bound',
    rows: [
      { name: 'Mean part', symbol: 'd_μ', value: value('mean') },
      { name: 'Covariance part', symbol: 'd_Σ', value: value('covariance') },
    ],
  };
}

function batchGroup({ policy, stage }: Scene): NumberGroup {
  const { meanKl, largestKl, beyond, projectedBeyond } = policy.batch;
  const projected = projectedBeyond !== null && stage === 'policy';
  return {
    title: 'Over the batch',
    rows: [
      { name: 'Mean KL', value: number(meanKl) },
      { name: 'Largest KL', value: number(largestKl) },
      { name: 'States beyond a bound', value: percent(beyond), role: 'proposed' },
      ...(projected
        ? [{ name: 'Of their projections', value: percent(projectedBeyond), role: 'projected' as const }]
        : []),
    ],
  };
}
