import type { EngineSnapshot } from './engine.ts';

/** Where a run begins: fresh parameters [P, count] of both networks, with an optimiser that has seen nothing. */
export interface InitialParameters {
  readonly policy: Float32Array;
  readonly value: Float32Array;
}

/** The snapshot of an engine that has taken no step yet. Keeps the arrays it is given. */
export function freshSnapshot({ policy, value }: InitialParameters): EngineSnapshot {
  return {
    policy,
    policyMoment1: new Float32Array(policy.length),
    policyMoment2: new Float32Array(policy.length),
    policySteps: 0,
    value,
    valueMoment1: new Float32Array(value.length),
    valueMoment2: new Float32Array(value.length),
    valueSteps: 0,
  };
}
