import * as m from '#words/slow';
import { formatSignificant } from '../../../components/format.ts';
import { environmentById } from '../../../environments/environmentById.ts';
import { ofState, type Scene, type StateScene } from './slowScene.ts';

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

export const number = (value: number) => formatSignificant(value, 3);
/** Most components of an observation that are shown unasked. */
const MOST_OBSERVED = 5;

export const list = (values: readonly number[]) =>
  values.length > 1 ? `(${values.map(number).join(', ')})` : number(values[0]!);
const percent = (share: number) => `${formatSignificant(100 * share, 3)} %`;

/** What was seen. */
export function observationGroup(scene: StateScene): NumberGroup {
  const { observationSpace } = environmentById(scene.configuration.environment);
  const observation = ofState(scene.dissection.states.observation, scene);
  return {
    title: m.observation(),
    folded: observation.length > MOST_OBSERVED,
    rows: observation.map((value, i) => ({ name: observationSpace.labels[i]!, value: number(value) })),
  };
}

/** What a gradient step went down; nothing where the moment is none. */
export function lossGroups({ moment: { losses }, policy, configuration }: Scene): readonly NumberGroup[] {
  if (losses === null) return [];
  return [
    {
      title: m.lossesBefore(),
      rows: [
        { name: m.surrogate(), value: number(losses.surrogate) },
        ...(policy.projected ? [{ name: m.trustRegionLoss(), value: number(losses.trustRegion) }] : []),
        ...(configuration.entropyCoefficient > 0
          ? [{ name: m.entropyBonus(), value: number(losses.entropy) }]
          : []),
      ],
    },
  ];
}

export function batchGroup({ policy, stage }: Scene): NumberGroup {
  const { meanKl, largestKl, beyond, projectedBeyond } = policy.batch;
  const projected = projectedBeyond !== null && stage === 'policy';
  return {
    title: m.overBatch(),
    rows: [
      { name: m.meanKl(), value: number(meanKl) },
      { name: m.largestKl(), value: number(largestKl) },
      { name: m.statesBeyond(), value: percent(beyond), role: 'proposed' },
      ...(projected
        ? [{ name: m.projectionsBeyond(), value: percent(projectedBeyond), role: 'projected' as const }]
        : []),
    ],
  };
}

/** A gradient on its way back to the network, in one set of coordinates; `null` where there is no such part. */
export interface GradientParts {
  readonly upstream: ArrayLike<number>;
  readonly layer: ArrayLike<number> | null;
  readonly pull: ArrayLike<number> | null;
  /** Left out where the sum is not told. */
  readonly total?: ArrayLike<number>;
}

/** Which way is down, part by part. */
export function gradientRows({ upstream, layer, pull, total }: GradientParts): readonly NumberRow[] {
  const down = (values: ArrayLike<number>) => list(Array.from(values, (value) => -value || 0));
  return [
    {
      name: layer ? m.forProjection() : m.forNetwork(),
      value: down(upstream),
      role: layer ? 'projected' : 'proposed',
    },
    ...(layer ? [{ name: m.throughLayer(), value: down(layer), role: 'proposed' as const }] : []),
    ...(pull ? [{ name: m.trustRegionLoss(), value: down(pull) }] : []),
    ...(layer && total ? [{ name: m.sumToNetwork(), value: down(total) }] : []),
  ];
}
