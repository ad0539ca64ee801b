import { expect, it } from 'vitest';
import { DEFAULT_COMPARE } from '../../../../src/experiments/comparison/link.ts';
import { encodeLink } from '../../../../src/experiments/link.ts';
import { CLAIM } from '../../../../src/views/lab/claim.ts';

it('the claim on the first screen is Compare as it starts, started', () => {
  expect(CLAIM).toBe(encodeLink({ ...DEFAULT_COMPARE, run: true }));
});
