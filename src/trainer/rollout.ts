import { createLogDensity, factorSize, type LogDensity } from 'trust-region-layers/gaussian';
import type { Engine } from '../engines/engine.ts';
import type { Environment } from '../environments/environment.ts';
import type { Head } from '../policies/heads.ts';
import { sampleActions } from '../policies/sampling.ts';
import { HEAD_FACTOR } from '../policies/types.ts';
import type { Trajectories } from './gae.ts';
import { divergenceOf, requireFinite } from './interruptions.ts';
import type { Member } from './member.ts';
import { minibatchRanges } from './minibatches.ts';
import type { Progress } from './progress.ts';

/** Rows of all members that go through the value network in one call: short enough for a slow backend. */
const VALUE_ROWS = 512;

/** One iteration's experience of P members; [P, T, N, …] row-major. The arrays are reused by every rollout. */
export interface Batch extends Trajectories {
  /** States per member, T·N. */
  readonly size: number;
  /** What the environments were like, [P, T, N, stateSize]. */
  readonly state: Float64Array;
  /** What the networks saw: normalised, [P, T, N, observationSize]. */
  readonly observation: Float32Array;
  /** As sampled, not clipped, [P, T, N, k]. */
  readonly action: Float32Array;
  /** The policy that acted: means [P, T, N, k] and factors [P, T, N, f]. */
  readonly oldMean: Float32Array;
  readonly oldFactor: Float32Array;
  /** log q(a | s), [P, T, N]. */
  readonly oldLogProbability: Float32Array;
}

interface RolloutSettings {
  readonly members: number;
  readonly environments: number;
  readonly horizon: number;
  /** Rewards are multiplied by it for learning; returns are not. */
  readonly rewardScale: number;
  /**
   * Starts the copies spread over the time limit, so that a batch holds every phase of the episode and not, as
   * copies in step would, one phase after the other. The first, shortened episodes do not count as finished ones.
   */
  readonly staggerStarts: boolean;
}

/** What changes from step to step in the environments, as it is stored in a checkpoint. */
export interface EnvironmentsSnapshot {
  readonly state: Float64Array;
  readonly elapsed: Int32Array;
  readonly returnSoFar: Float64Array;
  /** 1 while a copy is in its first, shortened episode. */
  readonly shortened: Uint8Array;
}

/**
 * P members' copies of a task, N each, stepped side by side. Episodes run on from one rollout to the next.
 */
export class Environments {
  readonly batch: Batch;
  readonly #environment: Environment;
  readonly #settings: RolloutSettings;
  readonly #head: Head;
  readonly #logDensity: LogDensity;
  /** Rows in all: P·N. */
  readonly #rows: number;
  readonly #state: Float64Array;
  readonly #elapsed: Int32Array;
  readonly #returnSoFar: Float64Array;
  readonly #shortened: Uint8Array;

  /** Observations as the environment gives them and as the networks see them, [P, N, observationSize]. */
  readonly #raw: Float64Array;
  readonly #observation: Float32Array;
  readonly #mean: Float32Array;
  readonly #factor: Float32Array;
  readonly #action: Float32Array;
  readonly #logProbability: Float32Array;
  readonly #outcome: { reward: Float64Array; terminated: Uint8Array; truncated: Uint8Array };

  constructor(environment: Environment, head: Head, settings: RolloutSettings, members: readonly Member[]) {
    const { members: count, environments, horizon } = settings;
    const rows = count * environments;
    const size = horizon * environments;
    const total = count * size;
    const observationSize = environment.observationSpace.size;
    const k = environment.actionSpace.size;
    const f = factorSize(HEAD_FACTOR[head.specification.head], k);
    this.#environment = environment;
    this.#settings = settings;
    this.#head = head;
    this.#logDensity = createLogDensity(HEAD_FACTOR[head.specification.head], k);
    this.#rows = rows;
    this.#state = new Float64Array(rows * environment.stateSize);
    this.#elapsed = new Int32Array(rows);
    this.#returnSoFar = new Float64Array(rows);
    this.#shortened = new Uint8Array(rows);
    this.#raw = new Float64Array(rows * observationSize);
    this.#observation = new Float32Array(rows * observationSize);
    this.#mean = new Float32Array(rows * k);
    this.#factor = new Float32Array(rows * f);
    this.#action = new Float32Array(rows * k);
    this.#logProbability = new Float32Array(rows);
    this.#outcome = {
      reward: new Float64Array(rows),
      terminated: new Uint8Array(rows),
      truncated: new Uint8Array(rows),
    };
    this.batch = {
      members: count,
      horizon,
      environments,
      size,
      state: new Float64Array(total * environment.stateSize),
      observation: new Float32Array(total * observationSize),
      action: new Float32Array(total * k),
      oldMean: new Float32Array(total * k),
      oldFactor: new Float32Array(total * f),
      oldLogProbability: new Float32Array(total),
      reward: new Float64Array(total),
      value: new Float64Array(total),
      nextValue: new Float64Array(total),
      terminated: new Uint8Array(total),
      truncated: new Uint8Array(total),
    };
    for (const [p, member] of members.entries()) {
      for (let n = 0; n < environments; n++) {
        const row = p * environments + n;
        environment.reset(this.#state, row, member.starts);
        if (!settings.staggerStarts) continue;
        this.#elapsed[row] = Math.floor((n * environment.maxEpisodeSteps) / environments);
        this.#shortened[row] = this.#elapsed[row]! > 0 ? 1 : 0;
      }
    }
  }

  /** Takes T steps in every environment with the network's own policy and fills {@link batch}. */
  async collect(engine: Engine, members: readonly Member[], progress: Progress): Promise<void> {
    const { horizon, environments } = this.#settings;
    const openEnds = members.map(() => [] as OpenEnd[]);
    for (let t = 0; t < horizon; t++) {
      this.#observe(members);
      await this.#act(engine, members);
      this.#record(t);
      this.#advance(t, members, openEnds);
      await progress.advance(this.#rows);
    }
    this.#environment.observe(this.#state, this.#raw, this.#rows);
    for (const [p, member] of members.entries()) {
      for (let n = 0; n < environments; n++) {
        const last = (p * horizon + horizon - 1) * environments + n;
        if (this.batch.terminated[last] || this.batch.truncated[last]) continue;
        openEnds[p]!.push({ index: last, observation: this.#normalisedRow(member, p * environments + n) });
      }
    }
    await this.#evaluate(engine, openEnds, progress);
  }

  snapshot(): EnvironmentsSnapshot {
    return {
      state: this.#state.slice(),
      elapsed: this.#elapsed.slice(),
      returnSoFar: this.#returnSoFar.slice(),
      shortened: this.#shortened.slice(),
    };
  }

  restore(snapshot: EnvironmentsSnapshot): void {
    this.#state.set(snapshot.state);
    this.#elapsed.set(snapshot.elapsed);
    this.#returnSoFar.set(snapshot.returnSoFar);
    this.#shortened.set(snapshot.shortened);
  }

  /** Every raw observation enters its member's statistics once, before it is normalised with them. */
  #observe(members: readonly Member[]): void {
    const { environments } = this.#settings;
    const width = environments * this.#environment.observationSpace.size;
    this.#environment.observe(this.#state, this.#raw, this.#rows);
    requireFinite(this.#raw, members.length, 'observations');
    for (const [p, { normaliser }] of members.entries()) {
      normaliser.update(this.#raw, p * width, environments);
      normaliser.normalise(this.#raw, p * width, this.#observation, p * width, environments);
    }
  }

  /** One action per environment from the engine's policy. */
  async #act(engine: Engine, members: readonly Member[]): Promise<void> {
    const { environments } = this.#settings;
    const { head, actionSize: k } = this.#head.specification;
    const raw = await engine.policyOutput(this.#observation, environments);
    requireFinite(raw, members.length, 'policy outputs');
    this.#head.forward(raw, this.#rows, { mean: this.#mean, factor: this.#factor });
    const f = this.#head.factorSize;
    for (const [p, member] of members.entries()) {
      const from = p * environments;
      const to = from + environments;
      const gaussian = {
        mean: this.#mean.subarray(from * k, to * k),
        factor: this.#factor.subarray(from * f, to * f),
      };
      const action = this.#action.subarray(from * k, to * k);
      sampleActions(head, k, gaussian, environments, member.actions, action);
      divergenceOf(p, 'policy covariance', () =>
        this.#logDensity.forward(gaussian, action, this.#logProbability.subarray(from, to), environments),
      );
    }
  }

  /** Stores what was seen and done at time t, [P, N, …] → [P, t, N, …]. */
  #record(t: number): void {
    const { batch } = this;
    copyStep(this.#state, batch.state, t, batch);
    copyStep(this.#observation, batch.observation, t, batch);
    copyStep(this.#action, batch.action, t, batch);
    copyStep(this.#mean, batch.oldMean, t, batch);
    copyStep(this.#factor, batch.oldFactor, t, batch);
    copyStep(this.#logProbability, batch.oldLogProbability, t, batch);
  }

  /** Steps the environments, keeps the books of episodes, and starts new ones where they ended. */
  #advance(t: number, members: readonly Member[], openEnds: OpenEnd[][]): void {
    const { horizon, environments, rewardScale } = this.#settings;
    const { reward, terminated, truncated } = this.#outcome;
    const { batch } = this;
    this.#environment.step(this.#state, this.#action, this.#elapsed, this.#outcome, this.#rows);
    requireFinite(reward, members.length, 'rewards');
    for (const [p, member] of members.entries()) {
      const first = p * environments;
      member.rewards?.update(reward, (n) => terminated[first + n]! + truncated[first + n]! > 0, first);
      const scale = rewardScale / (member.rewards?.deviation() ?? 1);
      for (let n = 0; n < environments; n++) {
        const row = p * environments + n;
        const index = (p * horizon + t) * environments + n;
        batch.reward[index] = reward[row]! * scale;
        batch.terminated[index] = terminated[row]!;
        batch.truncated[index] = truncated[row]!;
        this.#elapsed[row]!++;
        this.#returnSoFar[row]! += reward[row]!;
        if (!terminated[row] && !truncated[row]) continue;

        if (!terminated[row]) {
          this.#observeRow(row);
          openEnds[p]!.push({ index, observation: this.#normalisedRow(member, row) });
        }
        if (!this.#shortened[row]) member.episodes.finish(this.#returnSoFar[row]!, this.#elapsed[row]!);
        this.#shortened[row] = 0;
        this.#environment.reset(this.#state, row, member.starts);
        this.#elapsed[row] = 0;
        this.#returnSoFar[row] = 0;
      }
    }
  }

  /** Writes the raw observation of one row as its environment is now. */
  #observeRow(row: number): void {
    const { stateSize, observationSpace } = this.#environment;
    this.#environment.observe(
      this.#state.subarray(row * stateSize, (row + 1) * stateSize),
      this.#raw.subarray(row * observationSpace.size, (row + 1) * observationSpace.size),
      1,
    );
  }

  #normalisedRow(member: Member, row: number): Float32Array {
    const { size } = this.#environment.observationSpace;
    const observation = new Float32Array(size);
    member.normaliser.normalise(this.#raw, row * size, observation, 0, 1);
    return observation;
  }

  /** Fills `value` and `nextValue`: one value per state, and one per open end. */
  async #evaluate(engine: Engine, openEnds: OpenEnd[][], progress: Progress): Promise<void> {
    const { batch } = this;
    const { members, horizon, environments, size } = batch;
    const width = this.#environment.observationSpace.size;

    await valuesInPieces(engine, members, size, width, progress, {
      read: (p, row, target, offset) => {
        const from = (p * size + row) * width;
        for (let j = 0; j < width; j++) target[offset + j] = batch.observation[from + j]!;
      },
      write: (p, row, value) => {
        batch.value[p * size + row] = value;
      },
    });
    for (let p = 0; p < members; p++) {
      const from = p * size;
      for (let i = 0; i < (horizon - 1) * environments; i++) {
        batch.nextValue[from + i] = batch.value[from + i + environments]!;
      }
    }
    // Members have different numbers of open ends; the engine wants equally many rows of each.
    const most = Math.max(...openEnds.map((ends) => ends.length));
    await valuesInPieces(engine, members, most, width, progress, {
      read: (p, row, target, offset) => {
        const end = openEnds[p]![row];
        if (end) target.set(end.observation, offset);
        else target.fill(0, offset, offset + width);
      },
      write: (p, row, value) => {
        const end = openEnds[p]![row];
        if (end) batch.nextValue[end.index] = value;
      },
    });
    requireFinite(batch.value, members, 'values');
    requireFinite(batch.nextValue, members, 'values');
  }
}

/** A step whose future lies outside the batch: where an episode was cut, by its time limit or by the batch's end. */
interface OpenEnd {
  /** Into [P, T, N]. */
  readonly index: number;
  /** The normalised observation that followed. */
  readonly observation: Float32Array;
}

interface Rows {
  read(member: number, row: number, target: Float32Array, offset: number): void;
  write(member: number, row: number, value: number): void;
}

/** Values of `count` rows per member, in pieces short enough to answer commands between them. */
async function valuesInPieces(
  engine: Engine,
  members: number,
  count: number,
  width: number,
  progress: Progress,
  rows: Rows,
): Promise<void> {
  if (count === 0) return;
  for (const piece of minibatchRanges(count, Math.max(1, Math.floor(VALUE_ROWS / members)))) {
    const observation = new Float32Array(members * piece.count * width);
    for (let p = 0; p < members; p++) {
      for (let i = 0; i < piece.count; i++) {
        rows.read(p, piece.start + i, observation, (p * piece.count + i) * width);
      }
    }
    const values = await engine.values(observation, piece.count);
    for (let p = 0; p < members; p++) {
      for (let i = 0; i < piece.count; i++) {
        rows.write(p, piece.start + i, values[p * piece.count + i]!);
      }
    }
    await progress.advance(members * piece.count);
  }
}

/** [P, N, width] → time t of [P, T, N, width]. */
function copyStep(
  source: Float32Array | Float64Array,
  target: Float32Array | Float64Array,
  t: number,
  { members, horizon }: Trajectories,
): void {
  const width = source.length / members;
  for (let p = 0; p < members; p++) {
    target.set(source.subarray(p * width, (p + 1) * width), (p * horizon + t) * width);
  }
}
