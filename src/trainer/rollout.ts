import type { LogDensity } from 'trust-region-layers/gaussian';
import type { Engine } from '../engines/engine.ts';
import { memberPart } from '../engines/memberAxis.ts';
import type { Environment, StepOutcome } from '../environments/environment.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import { createPolicyDensity } from '../policies/density.ts';
import type { Head } from '../policies/headTypes.ts';
import { sampleActions } from '../policies/sampling.ts';
import { type Batch, createBatch, storeStep } from './batch.ts';
import type { EnvironmentsSnapshot } from './environmentsSnapshot.ts';
import { divergenceOf, requireFinite } from './interruptions.ts';
import type { Member } from './member.ts';
import type { Progress } from './progress.ts';
import { evaluateStates, type OpenEnd } from './stateValues.ts';

/**
 * Steps P members' copies of a task, N each, side by side, and writes down what happens. Episodes run on from one
 * rollout to the next.
 */
export class Rollout {
  readonly batch: Batch;
  readonly #environment: Environment;
  readonly #head: Head;
  readonly #logDensity: LogDensity;
  readonly #rewardScale: number;
  /** Rows in all: P·N. */
  readonly #rows: number;
  readonly #copies: EnvironmentsSnapshot;

  /** Observations as the environment gives them and as the networks see them, [P, N, observationSize]. */
  readonly #raw: Float64Array;
  readonly #observation: Float32Array;
  readonly #mean: Float32Array;
  readonly #factor: Float32Array;
  readonly #action: Float32Array;
  readonly #logProbability: Float32Array;
  readonly #outcome: StepOutcome;

  /** @param start the copies of all members; they are taken over */
  constructor(
    environment: Environment,
    head: Head,
    { environments, stepsPerIteration, rewardScale }: RunConfiguration,
    start: EnvironmentsSnapshot,
  ) {
    const rows = start.elapsed.length;
    const { actionSize } = head.specification;
    const observations = rows * environment.observationSpace.size;
    this.batch = createBatch(environment, head, {
      members: rows / environments,
      horizon: stepsPerIteration,
      environments,
    });
    this.#environment = environment;
    this.#head = head;
    this.#logDensity = createPolicyDensity(head.specification);
    this.#rewardScale = rewardScale;
    this.#rows = rows;
    this.#copies = start;
    this.#raw = new Float64Array(observations);
    this.#observation = new Float32Array(observations);
    this.#mean = new Float32Array(rows * actionSize);
    this.#factor = new Float32Array(rows * head.factorSize);
    this.#action = new Float32Array(rows * head.actionWidth);
    this.#logProbability = new Float32Array(rows);
    this.#outcome = {
      reward: new Float64Array(rows),
      terminated: new Uint8Array(rows),
      truncated: new Uint8Array(rows),
    };
  }

  /** Takes T steps in every environment with the network's own policy and fills {@link batch}. */
  async collect(engine: Engine, members: readonly Member[], progress: Progress): Promise<void> {
    const openEnds = members.map(() => [] as OpenEnd[]);
    for (let t = 0; t < this.batch.horizon; t++) {
      this.#observe(members);
      await this.#act(engine, members);
      this.#record(t);
      this.#step(t, members, openEnds);
      await progress.advance(this.#rows);
    }
    this.#endBatch(members, openEnds);
    await evaluateStates(engine, this.batch, openEnds, progress);
  }

  /** The copies as they are now. */
  snapshot(): EnvironmentsSnapshot {
    const { state, elapsed, returnSoFar, shortened } = this.#copies;
    return {
      state: state.slice(),
      elapsed: elapsed.slice(),
      returnSoFar: returnSoFar.slice(),
      shortened: shortened.slice(),
    };
  }

  /** Every raw observation enters its member's statistics once, before it is normalised with them. */
  #observe(members: readonly Member[]): void {
    const { environments } = this.batch;
    const width = environments * this.#environment.observationSpace.size;
    this.#environment.observe(this.#copies.state, this.#raw, this.#rows);
    requireFinite(this.#raw, members.length, 'observations');
    for (const [p, { normaliser }] of members.entries()) {
      normaliser.update(this.#raw, p * width, environments);
      normaliser.normalise(this.#raw, p * width, this.#observation, p * width, environments);
    }
  }

  /** One action per environment from the engine's policy. */
  async #act(engine: Engine, members: readonly Member[]): Promise<void> {
    const { environments } = this.batch;
    const { head, actionSize } = this.#head.specification;
    const raw = await engine.policyOutput(this.#observation, environments);
    requireFinite(raw, members.length, 'policy outputs');
    this.#head.forward(raw, this.#rows, { mean: this.#mean, factor: this.#factor });
    for (const [p, member] of members.entries()) {
      const own = (values: Float32Array) => memberPart(values, members.length, p);
      const gaussian = { mean: own(this.#mean), factor: own(this.#factor) };
      const action = own(this.#action);
      sampleActions(head, actionSize, gaussian, environments, member.actions, action);
      divergenceOf(p, 'policy covariance', () =>
        this.#logDensity.forward(gaussian, action, own(this.#logProbability), environments),
      );
    }
  }

  /** What was seen and done at time t. */
  #record(t: number): void {
    const { batch } = this;
    storeStep(this.#copies.state, batch.state, t, batch);
    storeStep(this.#observation, batch.observation, t, batch);
    storeStep(this.#action, batch.action, t, batch);
    storeStep(this.#mean, batch.oldMean, t, batch);
    storeStep(this.#factor, batch.oldFactor, t, batch);
    storeStep(this.#logProbability, batch.oldLogProbability, t, batch);
  }

  /** Steps the environments, keeps the books of episodes, and starts new ones where they ended. */
  #step(t: number, members: readonly Member[], openEnds: OpenEnd[][]): void {
    const { batch } = this;
    const { horizon, environments } = batch;
    const { state, elapsed, returnSoFar, shortened } = this.#copies;
    const { reward, terminated, truncated } = this.#outcome;
    this.#environment.step(state, this.#action, elapsed, this.#outcome, this.#rows);
    requireFinite(reward, members.length, 'rewards');
    for (const [p, member] of members.entries()) {
      const first = p * environments;
      member.rewards?.update(reward, (n) => terminated[first + n]! + truncated[first + n]! > 0, first);
      const scale = this.#rewardScale / (member.rewards?.deviation() ?? 1);
      for (let n = 0; n < environments; n++) {
        const row = first + n;
        const index = (p * horizon + t) * environments + n;
        batch.reward[index] = reward[row]! * scale;
        batch.terminated[index] = terminated[row]!;
        batch.truncated[index] = truncated[row]!;
        elapsed[row]!++;
        returnSoFar[row]! += reward[row]!;
        if (!terminated[row] && !truncated[row]) continue;

        if (!terminated[row]) openEnds[p]!.push({ index, observation: this.#observeRow(member, row) });
        if (!shortened[row]) member.episodes.finish(returnSoFar[row]!, elapsed[row]!);
        this.#environment.reset(state, row, member.starts);
        elapsed[row] = 0;
        returnSoFar[row] = 0;
        shortened[row] = 0;
      }
    }
  }

  /** The batch ends in the middle of whatever episodes go on. */
  #endBatch(members: readonly Member[], openEnds: OpenEnd[][]): void {
    const { horizon, environments, terminated, truncated } = this.batch;
    for (const [p, member] of members.entries()) {
      for (let n = 0; n < environments; n++) {
        const index = (p * horizon + horizon - 1) * environments + n;
        if (terminated[index] || truncated[index]) continue;
        openEnds[p]!.push({ index, observation: this.#observeRow(member, p * environments + n) });
      }
    }
  }

  /** What the networks would see of one environment as it is now; it enters no statistics. */
  #observeRow(member: Member, row: number): Float32Array {
    const { stateSize, observationSpace } = this.#environment;
    const raw = new Float64Array(observationSpace.size);
    const observation = new Float32Array(observationSpace.size);
    const state = this.#copies.state.subarray(row * stateSize, (row + 1) * stateSize);
    this.#environment.observe(state, raw, 1);
    member.normaliser.normalise(raw, 0, observation, 0, 1);
    return observation;
  }
}
