import type { Engine, PolicyMinibatch, UpdateBatch } from '../../engines/engine.ts';
import { StepWatch } from './stepWatch.ts';

/** Parameters that the policy had during an update, and the step that led to them. */
export interface RecordedMoment {
  readonly kind: 'start' | 'step' | 'search';
  /** Gradient steps taken until here. */
  readonly steps: number;
  readonly parameters: Float32Array;
  /** Of a step: the minibatch, a copy, and the parameters before it. */
  readonly step: { readonly minibatch: PolicyMinibatch; readonly before: Float32Array } | null;
}

/** Most parameters that a search is recorded with. */
const MOST_ATTEMPTS = 24;

/**
 * An engine that does what another does and remembers what its policy went through. Made for WebAssembly, which
 * answers `policyParameters` with a copy at once: nothing that is asked for here changes a number of the run.
 */
export class RecordingEngine implements Engine {
  readonly #engine: Engine;
  readonly #isRecorded: (step: number) => boolean;
  readonly #moments: Promise<RecordedMoment>[] = [];
  #batch: UpdateBatch | null = null;
  #steps = 0;
  #attempts = 0;
  #acted = 0;
  #valued = false;
  #phase: 'rollout' | 'update' | 'measurement' = 'rollout';
  #tried: PolicyMinibatch | null = null;
  readonly watch: StepWatch;

  /** @param isRecorded of a gradient step's number, 1 for the first of the update */
  constructor(engine: Engine, isRecorded: (step: number) => boolean) {
    this.#engine = engine;
    this.#isRecorded = isRecorded;
    this.watch = new StepWatch(engine);
  }

  /** How far the iteration is: acting, from the batch on, from the losses on. */
  get phase(): 'rollout' | 'update' | 'measurement' {
    return this.#phase;
  }

  /** How often the policy was asked in the rollout: once a step of it. */
  get acted(): number {
    return this.#acted;
  }

  /** Whether the rollout has come to its end, and its states are being valued. */
  get valued(): boolean {
    return this.#valued;
  }

  /** Parameters tried as a whole in the update. */
  get attempts(): number {
    return this.#attempts;
  }

  /** The minibatch of the last step that was to be recorded, whether it came to its end or not: a copy. */
  get tried(): PolicyMinibatch | null {
    return this.#tried;
  }

  /** What the update was given. @throws {RangeError} before there was one */
  get batch(): UpdateBatch {
    if (this.#batch === null) throw new RangeError('nothing is recorded before an update has begun');
    return this.#batch;
  }

  /** Gradient steps taken in the update. */
  get steps(): number {
    return this.#steps;
  }

  /** In the order in which they happened. */
  moments(): Promise<RecordedMoment[]> {
    return Promise.all(this.#moments);
  }

  get id() {
    return this.#engine.id;
  }

  get description() {
    return this.#engine.description;
  }

  get specification() {
    return this.#engine.specification;
  }

  get curvature() {
    return this.#engine.curvature;
  }

  beginUpdate(batch: UpdateBatch): void {
    this.#engine.beginUpdate(batch);
    this.#batch = batch;
    this.#phase = 'update';
    this.watch.begin();
    this.#steps = 0;
    this.#attempts = 0;
    this.#moments.length = 0;
    this.#keep('start', this.policyParameters());
  }

  policyStep(minibatch: PolicyMinibatch): void {
    this.#steps++;
    if (!this.#isRecorded(this.#steps)) {
      this.watch.watch('policy', () => this.#engine.policyStep(minibatch));
      return;
    }
    const { count, rows, advantage } = minibatch;
    const copy = { count, rows: rows.slice(), advantage: advantage.slice() };
    this.#tried = copy;
    const before = this.policyParameters();
    this.watch.watch('policy', () => this.#engine.policyStep(minibatch));
    this.#keep('step', this.policyParameters(), { minibatch: copy, before });
  }

  setPolicyParameters(parameters: Float32Array): void {
    this.#engine.setPolicyParameters(parameters);
    if (this.#attempts++ < MOST_ATTEMPTS) this.#keep('search', this.policyParameters());
  }

  policyOutput(observation: Float32Array, count: number): Promise<Float32Array> {
    if (this.#phase === 'rollout') this.#acted++;
    return this.#engine.policyOutput(observation, count);
  }

  values(observation: Float32Array, count: number): Promise<Float32Array> {
    this.#valued = true;
    return this.#engine.values(observation, count);
  }

  valueStep(minibatch: Parameters<Engine['valueStep']>[0]): void {
    this.watch.watch('value', () => this.#engine.valueStep(minibatch));
  }

  takeLosses(): ReturnType<Engine['takeLosses']> {
    this.#phase = 'measurement';
    return this.watch.takeLosses();
  }

  policyParameters(): Promise<Float32Array> {
    return this.#engine.policyParameters();
  }

  setRawFactor(raw: Float32Array): void {
    this.#engine.setRawFactor(raw);
  }

  snapshot(): ReturnType<Engine['snapshot']> {
    return this.#engine.snapshot();
  }

  restore(snapshot: Parameters<Engine['restore']>[0]): void {
    this.#engine.restore(snapshot);
  }

  memory(): ReturnType<Engine['memory']> {
    return this.#engine.memory();
  }

  dispose(): void {
    this.#engine.dispose();
  }

  #keep(
    kind: RecordedMoment['kind'],
    parameters: Promise<Float32Array>,
    step: { readonly minibatch: PolicyMinibatch; readonly before: Promise<Float32Array> } | null = null,
  ): void {
    const steps = this.#steps;
    const moment = async (): Promise<RecordedMoment> => ({
      kind,
      steps,
      parameters: await parameters,
      step: step && { minibatch: step.minibatch, before: await step.before },
    });
    this.#moments.push(moment());
  }
}
