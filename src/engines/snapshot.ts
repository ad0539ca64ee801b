import type { EngineSnapshot, NetworkSnapshot } from './engine.ts';
import { joinMembers, memberPart } from './memberAxis.ts';

/** Where a run begins: fresh parameters [P, count] of both networks. */
export interface InitialParameters {
  readonly policy: Float32Array;
  readonly value: Float32Array;
}

/** The snapshot of an engine that has taken no step yet; keeps the arrays it is given. */
export function freshSnapshot({ policy, value }: InitialParameters): EngineSnapshot {
  const fresh = (parameters: Float32Array): NetworkSnapshot => ({
    parameters,
    moment1: new Float32Array(parameters.length),
    moment2: new Float32Array(parameters.length),
    steps: 0,
  });
  return { policy: fresh(policy), value: fresh(value) };
}

/** The snapshot of member p of P = `members`; views. */
export function memberSnapshot(
  { policy, value }: EngineSnapshot,
  members: number,
  p: number,
): EngineSnapshot {
  const part = ({ parameters, moment1, moment2, steps }: NetworkSnapshot): NetworkSnapshot => ({
    parameters: memberPart(parameters, members, p),
    moment1: memberPart(moment1, members, p),
    moment2: memberPart(moment2, members, p),
    steps,
  });
  return { policy: part(policy), value: part(value) };
}

/** The snapshot of a population, from those of its members, which have taken equally many steps; copies. */
export function joinSnapshots(members: readonly EngineSnapshot[]): EngineSnapshot {
  const join = (networks: readonly NetworkSnapshot[]): NetworkSnapshot => ({
    parameters: joinMembers(networks.map(({ parameters }) => parameters)),
    moment1: joinMembers(networks.map(({ moment1 }) => moment1)),
    moment2: joinMembers(networks.map(({ moment2 }) => moment2)),
    steps: networks[0]!.steps,
  });
  return {
    policy: join(members.map(({ policy }) => policy)),
    value: join(members.map(({ value }) => value)),
  };
}
