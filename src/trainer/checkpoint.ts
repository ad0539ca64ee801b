import type { EngineSnapshot } from '../engines/engine.ts';
import type { MemberSnapshot } from './member.ts';
import type { EnvironmentsSnapshot } from './rollout.ts';

/** States of a member's iterations so far, and those of them beyond a bound. */
export interface ViolationCounts {
  readonly states: number;
  readonly proposed: number;
  /** `null` without a layer. */
  readonly projected: number | null;
}

/**
 * One member between two iterations: everything that decides how it goes on. Continuing from a checkpoint, on the
 * same engine, alone or in a population, gives the numbers of a run that never stopped.
 */
export interface Checkpoint {
  /** Iterations finished. */
  readonly iteration: number;
  /** Of this member alone: P = 1. */
  readonly engine: EngineSnapshot;
  readonly environments: EnvironmentsSnapshot;
  readonly member: MemberSnapshot;
  readonly violations: ViolationCounts;
}

/** Part p of an array whose leading axis is the member; a view. */
function part<A extends Float32Array | Float64Array | Int32Array | Uint8Array>(
  values: A,
  members: number,
  p: number,
): A {
  const count = values.length / members;
  return values.subarray(p * count, (p + 1) * count) as A;
}

/** The snapshot of one of P members. */
export function engineSnapshotOf(snapshot: EngineSnapshot, members: number, p: number): EngineSnapshot {
  return {
    policy: part(snapshot.policy, members, p),
    policyMoment1: part(snapshot.policyMoment1, members, p),
    policyMoment2: part(snapshot.policyMoment2, members, p),
    policySteps: snapshot.policySteps,
    value: part(snapshot.value, members, p),
    valueMoment1: part(snapshot.valueMoment1, members, p),
    valueMoment2: part(snapshot.valueMoment2, members, p),
    valueSteps: snapshot.valueSteps,
  };
}

/** The environments of one of P members. */
export function environmentsSnapshotOf(
  snapshot: EnvironmentsSnapshot,
  members: number,
  p: number,
): EnvironmentsSnapshot {
  return {
    state: part(snapshot.state, members, p),
    elapsed: part(snapshot.elapsed, members, p),
    returnSoFar: part(snapshot.returnSoFar, members, p),
    shortened: part(snapshot.shortened, members, p),
  };
}

/** The engine's snapshot of a population, from those of its members, which have taken equally many steps. */
export function joinEngineSnapshots(parts: readonly EngineSnapshot[]): EngineSnapshot {
  const { policySteps, valueSteps } = parts[0]!;
  const joined = (pick: (one: EngineSnapshot) => Float32Array) => join(parts.map(pick), Float32Array);
  return {
    policy: joined((one) => one.policy),
    policyMoment1: joined((one) => one.policyMoment1),
    policyMoment2: joined((one) => one.policyMoment2),
    policySteps,
    value: joined((one) => one.value),
    valueMoment1: joined((one) => one.valueMoment1),
    valueMoment2: joined((one) => one.valueMoment2),
    valueSteps,
  };
}

/** The environments of a population, from those of its members. */
export function joinEnvironmentsSnapshots(parts: readonly EnvironmentsSnapshot[]): EnvironmentsSnapshot {
  return {
    state: join(
      parts.map((one) => one.state),
      Float64Array,
    ),
    elapsed: join(
      parts.map((one) => one.elapsed),
      Int32Array,
    ),
    returnSoFar: join(
      parts.map((one) => one.returnSoFar),
      Float64Array,
    ),
    shortened: join(
      parts.map((one) => one.shortened),
      Uint8Array,
    ),
  };
}

function join<A extends Float32Array | Float64Array | Int32Array | Uint8Array>(
  parts: readonly A[],
  create: new (length: number) => A,
): A {
  const whole = new create(parts.reduce((sum, one) => sum + one.length, 0));
  let offset = 0;
  for (const one of parts) {
    whole.set(one, offset);
    offset += one.length;
  }
  return whole;
}
