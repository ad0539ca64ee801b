import { policyActionWidth, policyFactorSize, rawFactorSize } from '../policies/policyShape.ts';
import type { EngineSpecification, NetworkSnapshot, UpdateBatch } from './engine.ts';

/** @throws {RangeError} naming the array of an update batch that has another length than its specification asks for */
export function checkUpdateBatch(batch: UpdateBatch, { members, policy }: EngineSpecification): void {
  const rows = members * batch.count;
  const k = policy.actionSize;
  expectLength('observation', batch.observation, rows * policy.observationSize);
  expectLength('action', batch.action, rows * policyActionWidth(policy));
  expectLength('oldMean', batch.oldMean, rows * k);
  expectLength('oldFactor', batch.oldFactor, rows * policyFactorSize(policy));
  expectLength('oldLogProbability', batch.oldLogProbability, rows);
  expectLength('oldValue', batch.oldValue, rows);
  expectLength('target', batch.target, rows);
  expectLength('meanBound', batch.meanBound, members);
  expectLength('covarianceBound', batch.covarianceBound, members);
  expectLength('entropyFloor', batch.entropyFloor, members);
}

/** @throws {RangeError} if the covariance depends on the state, or the free vectors [P, r] have another length */
export function checkRawFactor(raw: Float32Array, { members, policy }: EngineSpecification): void {
  if (policy.stateDependent) {
    throw new RangeError('setRawFactor needs a state-independent covariance; this policy has none to set');
  }
  expectLength('raw factor', raw, members * rawFactorSize(policy.head, policy.actionSize));
}

/** @throws {RangeError} naming an array of the snapshot that does not have `length` numbers */
export function checkSnapshot({ parameters, moment1, moment2 }: NetworkSnapshot, length: number): void {
  for (const [name, part] of Object.entries({ parameters, moment1, moment2 })) {
    expectLength(name, part, length);
  }
}

/** @throws {RangeError} naming an array that does not have `length` numbers */
export function expectLength(name: string, values: Float32Array, length: number): void {
  if (values.length !== length) {
    throw new RangeError(`${name} must have ${length} numbers, got ${values.length}`);
  }
}
