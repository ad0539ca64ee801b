import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkReference, type ReferenceCase } from '../../../src/proof/references.ts';
import { proofReferences } from '../../support/proofReferences.ts';

const shipped = JSON.parse(
  readFileSync(new URL('../../../src/proof/references.json', import.meta.url), 'utf8'),
) as ReferenceCase[];

describe('the references that the page checks itself against', () => {
  it('are those of the fixtures', () => {
    expect(shipped).toEqual(JSON.parse(JSON.stringify(proofReferences())));
    expect(shipped.length).toBeGreaterThan(50);
  });

  it('are met, every one', () => {
    for (const one of shipped) {
      const { projected, gradient, holds } = checkReference(one);
      expect(holds, `${one.specification.projection}: ${projected}, ${gradient}`).toBe(true);
    }
  });

  it('are not met by a bound that is another by a millionth, wherever a bound binds', () => {
    const told = shipped.map((one) => {
      const { mean, covariance } = one.bounds;
      return checkReference({
        ...one,
        bounds: { mean: mean * (1 + 1e-6), covariance: covariance * (1 + 1e-6) },
      });
    });
    const binding = shipped.map((one) =>
      one.projected.factor.some((value, i) => value !== one.proposed.factor[i]),
    );
    expect(binding.filter(Boolean).length).toBeGreaterThan(25);
    for (const [i, outcome] of told.entries()) if (binding[i]) expect(outcome.holds).toBe(false);
  });
});
