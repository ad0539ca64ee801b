import type { ActionPolicies } from '../../../../components/ActionBars.tsx';
import { probabilityRange } from '../../../../components/probabilityRange.ts';
import { isBroken } from '../../../../trainer/dissection/dissection.ts';
import { ofState, type Scene } from '../slowScene.ts';
import { actionTaken } from './chosenAction.ts';
import { logitGradients } from './logitGradients.ts';

/** Entries of a gradient, down the loss: one an action, of the largest of those that share its scale, −1 … 1. */
export interface Slope {
  readonly role: 'upstream' | 'through' | 'pull';
  readonly entries: readonly number[];
}

/** The picture of a scene over actions that one chooses from. */
export interface ActionShapes {
  /** Policies as they are, and as drawn. */
  readonly policies: ActionPolicies;
  readonly drawn: ActionPolicies;
  /** The largest probability that is drawn on any page of the state. */
  readonly full: number;
  /** What the bound allows each probability, as drawn; `null` where that is not the point. */
  readonly ranges: readonly (readonly [low: number, high: number])[] | null;
  /** The proposals until now, as drawn. */
  readonly trail: readonly (readonly number[])[];
  /** The action taken, and whether it was better than average, worse, or nothing is said of that; `null`: not shown. */
  readonly taken: { readonly action: number; readonly sign: -1 | 0 | 1 } | null;
  readonly slopes: readonly Slope[];
}

const WITH_ACTION: readonly Scene['stage'][] = ['rollout', 'advantages', 'proposal', 'gradient'];

/** @param magnification how many times as large as they are moves away from the old policy are drawn */
export function actionShapesOf(scene: Scene, magnification: number): ActionShapes {
  const { stage, policy, dissection, configuration, broken } = scene;
  const { states, moments, bounds } = dissection;
  const old = ofState(states.old.mean, scene);
  const within = (probability: number) => Math.max(0, Math.min(1, probability));
  const magnify = (one: readonly number[]) =>
    one.map((value, i) => within(old[i]! + magnification * (value - old[i]!)));
  const early = stage === 'rollout' || stage === 'advantages';
  const proposed = early || broken?.during === 'value' ? null : ofState(policy.proposed.mean, scene);
  const isProjected = ['projection', 'gradient', 'policy'].includes(stage) && policy.projected !== null;
  const projected = isProjected ? ofState(policy.projected!.mean, scene) : null;
  const proposals = moments.filter(({ kind }) => kind !== 'search' || moments[1]?.kind === 'search');
  const until = proposals.indexOf(scene.moment);
  const { categoricalProjection: metric } = configuration;
  const everywhere = [
    ...moments.map((moment) => moment.policy),
    ...(isBroken(dissection) ? [] : [dissection.after]),
  ];
  const full = Math.max(
    ...everywhere.flatMap((one) =>
      [one.proposed, one.projected].flatMap((policy) => (policy ? magnify(ofState(policy.mean, scene)) : [])),
    ),
    ...old,
  );
  return {
    full,
    policies: { old, proposed, projected },
    drawn: { old, proposed: proposed && magnify(proposed), projected: projected && magnify(projected) },
    ranges:
      policy.projected && !early
        ? old.map((probability, action) => {
            const drawn = (end: number) =>
              Math.min(full, within(probability + magnification * (end - probability)));
            const [low, high] = probabilityRange(metric, old, action, bounds.mean);
            return [drawn(low), drawn(high)];
          })
        : null,
    trail:
      stage === 'proposal'
        ? proposals.slice(0, until).map((moment) => magnify(ofState(moment.policy.proposed.mean, scene)))
        : [],
    taken: WITH_ACTION.includes(stage) ? { action: actionTaken(scene), sign: signOf(scene) } : null,
    slopes: stage === 'gradient' ? slopesOf(scene) : [],
  };
}

function signOf({ stage, dissection, state }: Scene): -1 | 0 | 1 {
  if (stage === 'rollout') return 0;
  return dissection.states.normalisedAdvantage[state]! < 0 ? -1 : 1;
}

/** That of the loss and what the layer makes of it to one scale, the trust-region loss's to its own. */
function slopesOf(scene: Scene): Slope[] {
  const { upstream, layer, pull } = logitGradients(scene);
  const largest = (...of: readonly (readonly number[] | null)[]) =>
    Math.max(...of.flatMap((entries) => entries ?? []).map(Math.abs), Number.MIN_VALUE);
  const down = (entries: readonly number[], scale: number) => entries.map((entry) => -entry / scale || 0);
  const scale = largest(upstream, layer);
  return [
    // Without a layer it goes to the network as it is.
    { role: layer ? 'upstream' : 'through', entries: down(upstream, scale) },
    ...(layer ? [{ role: 'through' as const, entries: down(layer, scale) }] : []),
    ...(pull ? [{ role: 'pull' as const, entries: down(pull, largest(pull)) }] : []),
  ];
}
