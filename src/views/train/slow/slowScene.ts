import { algorithmOf } from '../../../algorithms/algorithmOf.ts';
import { type DiscreteSpace, isDiscrete } from '../../../environments/environment.ts';
import { environmentById } from '../../../environments/environmentById.ts';
import type { RunConfiguration } from '../../../experiments/fields.ts';
import {
  type BrokenDissection,
  type DissectedBreak,
  type DissectedMoment,
  type DissectedPolicy,
  type DissectedUpdate,
  type Dissection,
  isBroken,
} from '../../../trainer/dissection/dissection.ts';
import { momentAt, type Page, type Position, type Stage } from './slowPages.ts';

/** A state of an update. */
export interface StateScene {
  readonly configuration: RunConfiguration;
  readonly dissection: DissectedUpdate;
  /** Index into the dissected states. */
  readonly state: number;
  /** k, or n. */
  readonly actions: number;
  /** The actions that one chooses from; `null`: they are vectors. */
  readonly discrete: DiscreteSpace | null;
}

/** What the slow motion shows: a moment of an update, in one state. */
export interface Scene extends StateScene {
  readonly dissection: Dissection | BrokenDissection;
  readonly stage: Stage;
  /** Where the iteration broke off, on the page that shows it. */
  readonly broken: DissectedBreak | null;
  /** Which of the pages of its stage, from 1, of how many. */
  readonly place: { readonly number: number; readonly of: number };
  readonly moment: DissectedMoment;
  /** The policy at that moment; at the last stage the one after the update. */
  readonly policy: DissectedPolicy;
  /** ε of the ratio clip; Infinity: none. */
  readonly clipRatio: number;
}

export function sceneOf(
  configuration: RunConfiguration,
  dissection: Dissection | BrokenDissection,
  pages: readonly Page[],
  position: Position,
  state: number,
): Scene {
  const { actionSpace } = environmentById(configuration.environment);
  const { stage, breaks } = pages[position.page]!;
  const sameStage = pages.flatMap((page, index) => (page.stage === stage ? index : []));
  const moment = dissection.moments[momentAt(pages, position)]!;
  return {
    configuration,
    dissection,
    stage,
    broken: breaks && isBroken(dissection) ? dissection.broken : null,
    place: { number: sameStage.indexOf(position.page) + 1, of: sameStage.length },
    moment,
    policy: stage === 'policy' && !isBroken(dissection) ? dissection.after : moment.policy,
    state,
    actions: actionSpace.size,
    discrete: isDiscrete(actionSpace) ? actionSpace : null,
    clipRatio: algorithmOf(configuration).objective?.(configuration).clipRatio ?? Infinity,
  };
}

/** The numbers of the scene's state among those of all. */
export function ofState(values: ArrayLike<number>, { state, dissection }: StateScene): number[] {
  const size = values.length / dissection.states.time.length;
  return Array.from({ length: size }, (_, i) => values[state * size + i]!);
}

/** The one number of the scene's state. */
export function numberOf(values: ArrayLike<number>, { state }: StateScene): number {
  return values[state]!;
}

/** Standard deviations of the actions in the scene's state. */
export function deviationsOf(covariance: ArrayLike<number>, scene: StateScene): number[] {
  const entries = ofState(covariance, scene);
  return Array.from({ length: scene.actions }, (_, i) => Math.sqrt(entries[i * scene.actions + i]!));
}

/** Parts of a policy. */
interface Parts {
  readonly mean: boolean;
  readonly covariance: boolean;
}

/** Which parts of the proposal are beyond their bounds. */
export function beyondOf(scene: Scene): Parts {
  const { distance } = scene.policy;
  const { bounds } = scene.dissection;
  return {
    mean: numberOf(distance.mean, scene) > bounds.mean,
    covariance: numberOf(distance.covariance, scene) > bounds.covariance,
  };
}

/**
 * Which parts the layer takes back to their bounds: those that are beyond them, the covariance as an entropy floor that
 * comes first has left it.
 */
export function takenBackOf(scene: Scene): Parts {
  const { projected } = scene.policy;
  if (!projected) return { mean: false, covariance: false };
  return {
    mean: numberOf(projected.meanMultiplier, scene) > 0,
    covariance: numberOf(projected.covarianceMultiplier, scene) > 0,
  };
}
