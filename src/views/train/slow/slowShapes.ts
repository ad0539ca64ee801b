import { magnifyOutline, meanRadius, type Outline, outlineOf } from '../../../components/gaussianOutline.ts';
import type { MeanRegion } from '../../../components/probePicture.ts';
import { type DissectedPolicy, isBroken } from '../../../trainer/dissection/dissection.ts';
import type { DescribedPolicies } from '../../../trainer/events.ts';
import { ofState, type Scene } from './slowScene.ts';

/** A place in the plane of the actions shown; over one action the second number is 0. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** What an arrow says; each is drawn in a colour of its own. */
export type ArrowRole = 'advantage' | 'upstream' | 'through' | 'pull';

export interface Arrow {
  readonly role: ArrowRole;
  readonly from: Place;
  readonly to: Place;
}

/** The picture of a scene, in units of the actions. */
export interface Shapes {
  readonly old: Outline;
  /** What the network says. */
  readonly proposed: Outline | null;
  readonly projected: Outline | null;
  /** The action taken; `null` where it is not the point. */
  readonly action: Place | null;
  /** Means of the proposals until now, or the move that is measured, from the old mean on. */
  readonly trail: readonly Place[];
  readonly arrows: readonly Arrow[];
  /** How far the mean may go. */
  readonly region: MeanRegion | null;
  /** Half the width of the picture; the same for all pages of a state. */
  readonly extent: number;
}

/** How many standard deviations of the old policy the picture reaches at least: a bell has tails, a contour none. */
const REACH = { bell: 2.4, contour: 1.3 } as const;
/** Length of the longest arrow of gradients, of half the picture. */
const ARROW = 0.42;
/** Room around what is shown. */
const MARGIN = 1.12;

/**
 * The picture of a scene over one action or a pair of them.
 * @param magnification how many times as large as they are moves away from the old policy are drawn
 */
export function shapesOf(scene: Scene, pair: readonly [number, number], magnification: number): Shapes {
  const { stage, policy, dissection, configuration } = scene;
  const { states, moments } = dissection;
  const old = shapeOf(states.old, scene, pair);
  const drawn = (gaussians: DescribedPolicies) =>
    magnifyOutline(shapeOf(gaussians, scene, pair), old, magnification);
  const proposals = moments.filter(({ kind }) => kind !== 'search' || moments[1]?.kind === 'search');
  const means = proposals.map((moment) => placeOf(drawn(moment.policy.proposed)));
  const action = pick(ofState(states.action, scene), pair);
  const everything = policiesInSight(scene).flatMap(({ proposed, projected }) => [
    drawn(proposed),
    ...(projected ? [drawn(projected)] : []),
  ]);
  const extent = extentOf(old, everything, action);
  const proposed = showsProposal(scene) ? drawn(policy.proposed) : null;
  const projected = showsProjection(scene) && policy.projected ? drawn(policy.projected) : null;
  const until = proposals.indexOf(scene.moment);
  const { projection, scaled, meanBound } = configuration;
  return {
    old,
    proposed,
    projected,
    action: ['rollout', 'advantages', 'proposal', 'gradient'].includes(stage) ? action : null,
    trail:
      stage === 'proposal'
        ? means.slice(0, until + 1)
        : stage === 'distance' && proposed
          ? [placeOf(old), placeOf(proposed)]
          : [],
    arrows:
      stage === 'advantages'
        ? [advantageArrow(scene, old, action)]
        : gradientArrows(scene, pair, extent, proposed, projected),
    region:
      policy.projected && !['rollout', 'advantages'].includes(stage)
        ? magnifiedRegion(meanRadius(projection, scaled, meanBound), magnification)
        : null,
    extent,
  };
}

/** Those to whose size the picture is: all of the update; of one that broke off, in which they run away, those until now. */
function policiesInSight({ dissection, moment }: Scene): readonly DissectedPolicy[] {
  const { moments } = dissection;
  if (!isBroken(dissection)) return [...moments.map(({ policy }) => policy), dissection.after];
  return moments.slice(0, moments.indexOf(moment) + 1).map(({ policy }) => policy);
}

function showsProposal({ stage, broken }: Scene): boolean {
  return broken?.during === 'value' ? false : stage !== 'rollout' && stage !== 'advantages';
}

function showsProjection({ stage }: Scene): boolean {
  return stage === 'projection' || stage === 'gradient' || stage === 'policy';
}

function magnifiedRegion({ radius, sigmas }: MeanRegion, magnification: number): MeanRegion {
  return { radius: radius * magnification, sigmas };
}

/** Over one action a flat outline. */
function shapeOf(
  { mean, covariance }: DescribedPolicies,
  scene: Scene,
  pair: readonly [number, number],
): Outline {
  const { actions: k, state } = scene;
  if (k > 1) return outlineOf(mean, covariance, k, state, pair);
  return { x: mean[state]!, y: 0, xx: Math.sqrt(covariance[state]!), xy: 0, yy: 0 };
}

function placeOf({ x, y }: Place): Place {
  return { x, y };
}

function pick(values: readonly number[], [across, up]: readonly [number, number]): Place {
  return values.length > 1 ? { x: values[across]!, y: values[up]! } : { x: values[0]!, y: 0 };
}

function extentOf(old: Outline, shapes: readonly Outline[], action: Place): number {
  const reach = old.yy === 0 ? REACH.bell : REACH.contour;
  let needed = reach * Math.max(Math.hypot(old.xx, old.xy), Math.hypot(old.xy, old.yy));
  for (const shape of shapes) {
    needed = Math.max(
      needed,
      Math.abs(shape.x - old.x) + Math.hypot(shape.xx, shape.xy),
      Math.abs(shape.y - old.y) + Math.hypot(shape.xy, shape.yy),
    );
  }
  needed = Math.max(needed, Math.abs(action.x - old.x), Math.abs(action.y - old.y));
  return Math.max(MARGIN * needed, 1e-6);
}

/** From the old mean to the action where that was better than expected, away from it where it was worse. */
function advantageArrow({ dissection, state }: Scene, { x, y }: Place, action: Place): Arrow {
  const sign = dissection.states.normalisedAdvantage[state]! < 0 ? -1 : 1;
  return {
    role: 'advantage',
    from: { x, y },
    to: { x: x + sign * (action.x - x), y: y + sign * (action.y - y) },
  };
}

/**
 * Down the gradients of the mean: that of the loss and what the layer makes of it to one scale, the pull of the
 * trust-region loss, which is of another size, to its own.
 */
function gradientArrows(
  scene: Scene,
  pair: readonly [number, number],
  extent: number,
  proposed: Outline | null,
  projected: Outline | null,
): Arrow[] {
  if (scene.stage !== 'gradient' || !proposed) return [];
  const { upstream, layer, pull } = scene.policy.gradients;
  const down = (role: ArrowRole, mean: ArrayLike<number>, from: Place) => {
    const { x, y } = pick(ofState(mean, scene), pair);
    return { role, from: placeOf(from), x: -x, y: -y };
  };
  const slopes = [
    down('upstream', upstream.mean, projected ?? proposed),
    ...(layer ? [down('through', layer.mean, proposed)] : []),
    ...(pull ? [down('pull', pull.mean, proposed)] : []),
  ];
  const longest = (isPull: boolean) =>
    Math.max(...slopes.flatMap(({ role, x, y }) => ((role === 'pull') === isPull ? Math.hypot(x, y) : [])));
  return slopes
    .filter(({ x, y }) => Math.hypot(x, y) > 0)
    .map(({ role, from, x, y }) => {
      const scale = (ARROW * extent) / longest(role === 'pull');
      return { role, from, to: { x: from.x + scale * x, y: from.y + scale * y } };
    });
}
