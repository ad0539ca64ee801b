import {
  type Between,
  DegeneratePolicy,
  type Engine,
  type EngineSnapshot,
  type EngineSpecification,
  type PolicyMinibatch,
  type ValueMinibatch,
} from './engine.ts';

/** Members whose step fits between two answers to commands on a slow core: about four milliseconds each. */
export const GROUP_SIZE = 4;

/**
 * A population cut into groups of at most {@link GROUP_SIZE} members, each with an engine of its own. For backends that
 * work on the caller's thread: one step of sixteen members would hold it for longer than a command may wait. Members
 * do not interact, so the numbers are those of one engine, to the bit.
 */
export class MemberGroups implements Engine {
  readonly id;
  readonly description;
  readonly #groups: readonly { readonly engine: Engine; readonly from: number; readonly to: number }[];

  /** @param open makes the engine of one group */
  constructor(
    readonly specification: EngineSpecification,
    start: EngineSnapshot,
    open: (specification: EngineSpecification, start: EngineSnapshot) => Engine,
  ) {
    const { members } = specification;
    this.#groups = Array.from({ length: Math.ceil(members / GROUP_SIZE) }, (_, group) => {
      const from = group * GROUP_SIZE;
      const to = Math.min(members, from + GROUP_SIZE);
      const engine = open({ ...specification, members: to - from }, this.#cutAll(start, from, to));
      return { engine, from, to };
    });
    this.id = this.#groups[0]!.engine.id;
    this.description = this.#groups[0]!.engine.description;
  }

  policyOutput(observation: Float32Array, count: number): Promise<Float32Array> {
    return this.#gather((engine, from, to) => engine.policyOutput(this.#cut(observation, from, to), count));
  }

  values(observation: Float32Array, count: number): Promise<Float32Array> {
    return this.#gather((engine, from, to) => engine.values(this.#cut(observation, from, to), count));
  }

  async policyStep(minibatch: PolicyMinibatch, between?: Between): Promise<void> {
    for (const { engine, from, to } of this.#groups) {
      if (from > 0) await between?.();
      try {
        await engine.policyStep(this.#cutAll(minibatch, from, to));
      } catch (error) {
        if (!(error instanceof DegeneratePolicy)) throw error;
        throw new DegeneratePolicy(error.message, from + error.member, { cause: error });
      }
    }
  }

  async valueStep(minibatch: ValueMinibatch, between?: Between): Promise<void> {
    for (const { engine, from, to } of this.#groups) {
      if (from > 0) await between?.();
      await engine.valueStep(this.#cutAll(minibatch, from, to));
    }
  }

  async takeLosses() {
    const losses = await Promise.all(this.#groups.map(({ engine }) => engine.takeLosses()));
    const join = (pick: (of: (typeof losses)[number]) => Float64Array) =>
      Float64Array.from(losses.flatMap((group) => [...pick(group)]));
    return {
      policy: {
        surrogate: join(({ policy }) => policy.surrogate),
        trustRegion: join(({ policy }) => policy.trustRegion),
        entropy: join(({ policy }) => policy.entropy),
      },
      value: join(({ value }) => value),
    };
  }

  policyParameters(): Promise<Float32Array> {
    return this.#gather((engine) => engine.policyParameters());
  }

  setRawFactor(raw: Float32Array): void {
    for (const { engine, from, to } of this.#groups) engine.setRawFactor(this.#cut(raw, from, to));
  }

  async snapshot(): Promise<EngineSnapshot> {
    const parts = await Promise.all(this.#groups.map(({ engine }) => engine.snapshot()));
    const { policySteps, valueSteps } = parts[0]!;
    return {
      policy: concatenate(parts.map(({ policy }) => policy)),
      policyMoment1: concatenate(parts.map(({ policyMoment1 }) => policyMoment1)),
      policyMoment2: concatenate(parts.map(({ policyMoment2 }) => policyMoment2)),
      policySteps,
      value: concatenate(parts.map(({ value }) => value)),
      valueMoment1: concatenate(parts.map(({ valueMoment1 }) => valueMoment1)),
      valueMoment2: concatenate(parts.map(({ valueMoment2 }) => valueMoment2)),
      valueSteps,
    };
  }

  restore(snapshot: EngineSnapshot): void {
    for (const { engine, from, to } of this.#groups) engine.restore(this.#cutAll(snapshot, from, to));
  }

  memory(): { readonly tensors: number; readonly bytes: number } {
    // The backend counts all tensors there are, whichever group holds them.
    return this.#groups[0]!.engine.memory();
  }

  dispose(): void {
    for (const { engine } of this.#groups) engine.dispose();
  }

  /** Members `from` … `to` − 1 of an array with the member as its leading axis. */
  #cut(values: Float32Array, from: number, to: number): Float32Array {
    const { members } = this.specification;
    return values.subarray((from * values.length) / members, (to * values.length) / members);
  }

  /** The same for every array of a record; numbers in it hold for all members. */
  #cutAll<R extends PolicyMinibatch | ValueMinibatch | EngineSnapshot>(
    record: R,
    from: number,
    to: number,
  ): R {
    return Object.fromEntries(
      Object.entries(record).map(([name, value]) => [
        name,
        value instanceof Float32Array ? this.#cut(value, from, to) : value,
      ]),
    ) as R;
  }

  async #gather(part: (engine: Engine, from: number, to: number) => Promise<Float32Array>) {
    return concatenate(await Promise.all(this.#groups.map(({ engine, from, to }) => part(engine, from, to))));
  }
}

function concatenate(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
