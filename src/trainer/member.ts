import type { Environment } from '../environments/environment.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import { createRandom, type Random, restoreRandom } from '../random/random.ts';
import { EpisodeLog } from './episodeLog.ts';
import type { ActingPolicy } from './events.ts';
import { ObservationNormaliser } from './observationNormalisation.ts';
import { RewardNormaliser, type RewardStatistics } from './rewardNormalisation.ts';
import type { RunningStatistics } from './runningMoments.ts';

/** What one member, a seed of the run, owns besides its networks: its random streams, its statistics, its episodes. */
export interface Member {
  readonly seed: number;
  /** Where episodes start. */
  readonly starts: Random;
  /** Noise of the actions. */
  readonly actions: Random;
  /** Shuffling of minibatches. */
  readonly minibatches: Random;
  readonly normaliser: ObservationNormaliser;
  /** `null` where rewards are taken as they are. */
  readonly rewards: RewardNormaliser | null;
  readonly episodes: EpisodeLog;
  /** H₀, mean entropy of the first rollout's policy in nats; `null` before it. */
  initialEntropy: number | null;
  /** States whose policies it reports, [m, stateSize], chosen from its first batch; `null` before it. */
  probes: readonly number[] | null;
}

export interface MemberSnapshot {
  readonly starts: readonly number[];
  readonly actions: readonly number[];
  readonly minibatches: readonly number[];
  readonly statistics: RunningStatistics;
  readonly rewards: RewardStatistics | null;
  readonly recentReturns: readonly number[];
  readonly initialEntropy: number | null;
  readonly probes: readonly number[] | null;
}

/** What a member's normalisers depend on. */
export type MemberSettings = Pick<
  RunConfiguration,
  'environments' | 'discount' | 'normaliseObservations' | 'normaliseRewards'
>;

/** Those settings as they count in a task: what a policy was taught on examples is about observations as they are. */
export function memberSettings<Settings extends MemberSettings>(
  settings: Settings,
  { examples }: Pick<Environment, 'examples'>,
): Settings {
  return examples === undefined ? settings : { ...settings, normaliseObservations: false };
}

export function createMember(seed: number, settings: MemberSettings, observationSize: number): Member {
  const random = createRandom(seed);
  const { environments, discount, normaliseObservations, normaliseRewards } = settings;
  return {
    seed,
    starts: random.fork('starts'),
    actions: random.fork('actions'),
    minibatches: random.fork('minibatches'),
    normaliser: new ObservationNormaliser(observationSize, normaliseObservations),
    rewards: normaliseRewards ? new RewardNormaliser(environments, discount) : null,
    episodes: new EpisodeLog(),
    initialEntropy: null,
    probes: null,
  };
}

export function snapshotMember(member: Member): MemberSnapshot {
  return {
    starts: member.starts.state(),
    actions: member.actions.state(),
    minibatches: member.minibatches.state(),
    statistics: member.normaliser.statistics(),
    rewards: member.rewards?.statistics() ?? null,
    recentReturns: member.episodes.recent(),
    initialEntropy: member.initialEntropy,
    probes: member.probes,
  };
}

/** A member that continues from a snapshot taken of one with the same seed and settings. */
export function restoreMember(
  seed: number,
  settings: MemberSettings,
  observationSize: number,
  snapshot: MemberSnapshot,
): Member {
  const member = createMember(seed, settings, observationSize);
  member.normaliser.restore(snapshot.statistics);
  if (snapshot.rewards) member.rewards?.restore(snapshot.rewards);
  return {
    ...member,
    starts: restoreRandom(snapshot.starts),
    actions: restoreRandom(snapshot.actions),
    minibatches: restoreRandom(snapshot.minibatches),
    episodes: new EpisodeLog(snapshot.recentReturns),
    initialEntropy: snapshot.initialEntropy,
    probes: snapshot.probes,
  };
}

/** What it takes to act as this member does, with these parameters, outside the engine; copies, to be given away. */
export function actingPolicy({ normaliser }: Member, parameters: Float32Array): ActingPolicy {
  return {
    parameters: parameters.slice(),
    normalised: normaliser.enabled,
    observationMean: normaliser.mean.slice(),
    observationDeviation: normaliser.deviation(),
  };
}
