import { createRandom, type Random, restoreRandom } from '../random/random.ts';
import { ObservationNormaliser, type ObservationStatistics } from './observationNormalisation.ts';
import { RewardNormaliser, type RewardStatistics } from './rewardNormalisation.ts';

/** Episodes that count for the final return. */
const RECENT_EPISODES = 64;

/** Books of one member's finished episodes: undiscounted, unscaled returns. */
class EpisodeLog {
  #recent: number[];
  #returns: number[] = [];
  #lengths: number[] = [];

  constructor(recent: readonly number[] = []) {
    this.#recent = [...recent];
  }

  finish(episodeReturn: number, length: number): void {
    this.#returns.push(episodeReturn);
    this.#lengths.push(length);
    this.#recent.push(episodeReturn);
    if (this.#recent.length > RECENT_EPISODES) this.#recent.shift();
  }

  /** Means over the episodes since the last call; `null` if there were none. */
  take(): {
    readonly episodes: number;
    readonly meanReturn: number | null;
    readonly meanLength: number | null;
  } {
    const taken = {
      episodes: this.#returns.length,
      meanReturn: mean(this.#returns),
      meanLength: mean(this.#lengths),
    };
    this.#returns = [];
    this.#lengths = [];
    return taken;
  }

  /** Returns of the last 64 episodes, oldest first. */
  recent(): readonly number[] {
    return [...this.#recent];
  }
}

/** `null` for an empty list. */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** What one seed owns besides its networks: its random streams, its statistics, its episodes. */
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
}

export interface MemberSnapshot {
  readonly starts: readonly number[];
  readonly actions: readonly number[];
  readonly minibatches: readonly number[];
  readonly statistics: ObservationStatistics;
  readonly rewards: RewardStatistics | null;
  readonly recentReturns: readonly number[];
  readonly initialEntropy: number | null;
}

/** What a member's normalisers depend on. */
export interface MemberSettings {
  readonly observationSize: number;
  readonly environments: number;
  readonly discount: number;
  readonly normaliseObservations: boolean;
  readonly normaliseRewards: boolean;
}

function normalisersOf(settings: MemberSettings): Pick<Member, 'normaliser' | 'rewards'> {
  return {
    normaliser: new ObservationNormaliser(settings.observationSize, settings.normaliseObservations),
    rewards: settings.normaliseRewards
      ? new RewardNormaliser(settings.environments, settings.discount)
      : null,
  };
}

export function createMember(seed: number, settings: MemberSettings): Member {
  const random = createRandom(seed);
  return {
    seed,
    starts: random.fork('starts'),
    actions: random.fork('actions'),
    minibatches: random.fork('minibatches'),
    ...normalisersOf(settings),
    episodes: new EpisodeLog(),
    initialEntropy: null,
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
  };
}

/** A member that continues from a snapshot taken of one with the same seed and settings. */
export function restoreMember(seed: number, settings: MemberSettings, snapshot: MemberSnapshot): Member {
  const { normaliser, rewards } = normalisersOf(settings);
  normaliser.restore(snapshot.statistics);
  if (snapshot.rewards) rewards?.restore(snapshot.rewards);
  return {
    seed,
    starts: restoreRandom(snapshot.starts),
    actions: restoreRandom(snapshot.actions),
    minibatches: restoreRandom(snapshot.minibatches),
    normaliser,
    rewards,
    episodes: new EpisodeLog(snapshot.recentReturns),
    initialEntropy: snapshot.initialEntropy,
  };
}
