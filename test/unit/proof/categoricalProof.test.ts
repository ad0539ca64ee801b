import { describe, expect, it } from 'vitest';
import { SIMPLEX_PRESETS } from '../../../src/experiments/simplex.ts';
import { proveCategorical } from '../../../src/proof/categoricalProof.ts';

describe.each(['kl', 'euclidean'] as const)('the proof of a %s projection', (metric) => {
  it.each(SIMPLEX_PRESETS.map((preset) => [preset.id, preset.configuration] as const))(
    'holds for the example “%s”',
    (_, configuration) => {
      for (const seed of [1, 2, 3]) {
        const proof = proveCategorical({ ...configuration, metric }, { seed });
        expect(proof.residual).toBeGreaterThanOrEqual(-1e-9 * configuration.bound);
        expect(proof.sumError).toBeLessThan(1e-12);
        expect(Math.abs(proof.divergenceEstimate - proof.divergence)).toBeLessThan(
          5 * proof.divergenceStandardError + 1e-12,
        );
        expect(proof.nearer).toBeLessThan(1e-9);
        expect(proof.gradientError).toBeLessThan(1e-5);
      }
    },
  );
});
