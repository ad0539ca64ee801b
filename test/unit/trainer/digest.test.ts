import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freshSnapshot } from '../../../src/engines/snapshot.ts';
import { digestMember, digestRun } from '../../../src/trainer/digest.ts';

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');

describe('the digest of a member', () => {
  it('is SHA-256 over its policy parameters, then its value parameters, as little-endian float32', () => {
    const parameters = fc.float32Array({ maxLength: 100, noNaN: true });
    fc.assert(
      fc.property(parameters, parameters, (policy, value) => {
        const bytes = Buffer.alloc(4 * (policy.length + value.length));
        for (const [i, number] of [...policy, ...value].entries()) bytes.writeFloatLE(number, 4 * i);
        expect(digestMember(freshSnapshot({ policy, value }))).toBe(sha256(bytes));
      }),
    );
  });

  it('does not depend on the moments, but on every parameter', () => {
    const snapshot = freshSnapshot({ policy: Float32Array.of(1, 2), value: Float32Array.of(3) });
    const digest = digestMember(snapshot);
    snapshot.policy.moment1[0] = 1;
    expect(digestMember(snapshot)).toBe(digest);
    snapshot.value.parameters[0] = 4;
    expect(digestMember(snapshot)).not.toBe(digest);
  });
});

describe('the digest of a run', () => {
  it('is that of its only member, or SHA-256 over those of all, a line each', () => {
    expect(digestRun(['aa'])).toBe('aa');
    expect(digestRun(['aa', 'bb'])).toBe(sha256('aa\nbb'));
  });
});
