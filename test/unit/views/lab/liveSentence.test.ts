import { describe, expect, it } from 'vitest';
import type { LabConfiguration } from '../../../../src/experiments/lab.ts';
import { DEFAULT_LAB } from '../../../../src/experiments/labPresets.ts';
import { evaluate } from '../../../../src/views/lab/evaluate.ts';
import { liveSentence } from '../../../../src/views/lab/live/liveSentence.ts';

const said = (patch: Partial<LabConfiguration>) => {
  const lab = { ...DEFAULT_LAB, ...patch };
  return liveSentence(evaluate(lab.projection, lab));
};
const inside = { ...DEFAULT_LAB.old, mean: [-0.7, -0.4] } as const;

describe('liveSentence', () => {
  it('says how far each part went, how far it may, and what the layer did', () => {
    expect(said({})).toMatch(
      /^Mean part 2\.06 of 0\.2, projected onto the bound\. Covariance part 0\.927 of 0\.25, projected onto the bound\.$/,
    );
    expect(said({ proposed: inside })).toMatch(
      /^Mean part 0\.00\d+ of 0\.2, inside\. Covariance part 0 of 0\.25, inside\. The policy passes unchanged, to the bit\.$/,
    );
    expect(said({ meanBound: 10 })).toMatch(/^Mean part 2\.06 of 10, inside\. .*projected onto the bound\.$/);
  });

  it('tells when the entropy floor works: within the region, or out of it', () => {
    const { entropyBefore } = evaluate('kl', { ...DEFAULT_LAB, proposed: inside });
    expect(said({ proposed: inside, entropyFloor: entropyBefore + 0.1 })).toMatch(
      /The entropy step changes the width\.$/,
    );
    expect(said({ entropyFloor: 6 })).toMatch(
      /Covariance part 0\.927 of 0\.25; the entropy floor pushes it out to \d/,
    );
    expect(said({})).not.toMatch(/entropy/);
  });
});
