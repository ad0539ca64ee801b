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
  const environment = environmentById(configuration.environment);
  const { size } = environment.actionSpace;
  const read = () => labPair(configuration, policies, row, size, pair, entropyFloor);
  openLink({ view: 'lab', lab: read().lab });
  useNotices
    .getState()
    .post(() => [m.inLab({ task: environment.name, iteration }), ...read().differences].join(' '));
}

/** Opens old and proposed policy of a state over discrete actions in the Lab for these, and says there what is seen. */
export function openInSimplex({
  configuration,
  policies,
  row,
  entropyFloor,
  iteration,
}: Omit<PickedState, 'pair'>): void {
  const environment = environmentById(configuration.environment);
  const read = () => simplexPair(configuration, policies, row, environment, entropyFloor);
  openLink({ view: 'simplex', simplex: read().simplex, looks: [] });
  useNotices.getState().post(() => {
    const what = m.inLab({ task: environment.name, iteration });
    return [what, ...read().differences].join(' ');
  });
}
