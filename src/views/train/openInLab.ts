import * as m from '#words/train';
import { environmentById } from '../../environments/environmentById.ts';
import type { RunConfiguration } from '../../experiments/fields.ts';
import { useNotices } from '../../store/notices.ts';
import { openLink } from '../../store/route.ts';
import type { StatePolicies } from '../../trainer/events.ts';
import { labPair } from './labPair.ts';
import { simplexPair } from './simplexPair.ts';

/** A state of a run at an iteration, with its policies. */
export interface PickedState {
  readonly configuration: RunConfiguration;
  readonly policies: StatePolicies;
  /** Which of the states of `policies`. */
  readonly row: number;
  /** The two actions that the pictures show. */
  readonly pair: readonly [number, number];
  /** β of the update in nats, `null` without a floor. */
  readonly entropyFloor: number | null;
  readonly iteration: number;
}

/** Opens old and proposed policy of a state in the Lab, and says there what is seen. */
export function openInLab({
  configuration,
  policies,
  row,
  pair,
  entropyFloor,
  iteration,
}: PickedState): void {
  const { name, actionSpace } = environmentById(configuration.environment);
  const { lab, differences } = labPair(configuration, policies, row, actionSpace.size, pair, entropyFloor);
  openLink({ view: 'lab', lab });
  const what = m.inLab({ task: name, iteration });
  useNotices.getState().post([what, ...differences].join(' '));
}

/** Opens old and proposed policy of a state over discrete actions in the Lab for these, and says there what is seen. */
export function openInSimplex({
  configuration,
  policies,
  row,
  entropyFloor,
  iteration,
}: Omit<PickedState, 'pair'>): void {
  const { name, actionSpace } = environmentById(configuration.environment);
  const { labels } = actionSpace;
  const { simplex, names, differences } = simplexPair(configuration, policies, row, labels, entropyFloor);
  openLink({ view: 'simplex', simplex, looks: [] });
  const what = m.inLab({ task: name, iteration });
  const actions = m.actionsAre({ names: names.map((one, index) => `${index + 1} ${one}`).join(', ') });
  useNotices.getState().post([what, actions, ...differences].join(' '));
}
