import { PROJECTION_IDS } from 'trust-region-layers';
import { describe, expect, it } from 'vitest';
import { formatSignificant } from '../../../../src/components/format.ts';
import { texNumber } from '../../../../src/components/texNumber.ts';
import { DEFAULT_LAB, LAB_PRESETS } from '../../../../src/experiments/labPresets.ts';
import { evaluate, evaluateAll, meanRegion } from '../../../../src/views/lab/evaluate.ts';
import { formulasOf } from '../../../../src/views/lab/formula.ts';
import { liveSentence } from '../../../../src/views/lab/live/liveSentence.ts';

const preset = (id: string) => LAB_PRESETS.find((entry) => entry.id === id)!.configuration;

describe('what the Lab shows', () => {
  it('meets both bounds for every projection and example', () => {
    for (const { configuration } of LAB_PRESETS) {
      for (const scaled of [true, false]) {
        const evaluations = evaluateAll({ ...configuration, scaled });
        for (const projection of PROJECTION_IDS) {
          const { meanPart, covariancePart } = evaluations[projection];
          for (const part of [meanPart, covariancePart]) {
            expect(part.after).toBeLessThanOrEqual(part.bound * (1 + 1e-9));
            expect(part.leaves).toBe(false);
            expect(part.binds).toBe(part.before > part.bound);
          }
        }
      }
    }
  });

  it('works each projection out once, whenever it is asked for', () => {
    const lab = preset('mean');
    const all = evaluateAll(lab);
    const other = evaluateAll(preset('rotate'));
    for (const projection of PROJECTION_IDS) {
      // Another pair in between: projectors are shared.
      expect(other[projection].projection).toBe(projection);
      expect(all[projection]).toEqual(evaluate(projection, lab));
      expect(all[projection]).toBe(all[projection]);
    }
    expect(Object.keys(all)).toEqual(PROJECTION_IDS);
  });

  it('puts the projected mean on the boundary it draws', () => {
    for (const projection of PROJECTION_IDS) {
      for (const scaled of [true, false]) {
        const lab = { ...preset('mean'), projection, scaled };
        const { mean } = evaluate(projection, lab);
        const { centre, covariance } = meanRegion(lab);
        const [dx, dy] = [mean[0] - centre[0], mean[1] - centre[1]];
        const { xx, xy, yy } = covariance;
        const distance = (yy * dx * dx - 2 * xy * dx * dy + xx * dy * dy) / (xx * yy - xy * xy);
        expect(distance).toBeCloseTo(1, 9);
      }
    }
  });

  it('says when the entropy floor leaves the region, and not when it comes first', () => {
    const after = evaluate('kl', { ...DEFAULT_LAB, entropyFloor: 4 });
    expect(after.covariancePart.leaves).toBe(true);
    expect(after.entropyAfter).toBeCloseTo(4, 9);
    expect(liveSentence(after)).toMatch(/entropy floor/);
    const before = evaluate('kl', { ...DEFAULT_LAB, entropyFloor: 4, entropyOrder: 'before' });
    expect(before.covariancePart.leaves).toBe(false);
  });

  it('says that nothing happens inside', () => {
    const lab = preset('inside');
    const evaluation = evaluate(lab.projection, lab);
    expect(evaluation.mean).toEqual(lab.proposed.mean);
    expect(liveSentence(evaluation)).toMatch(/unchanged/);
    expect(formulasOf(lab, evaluation).tex).toContain('\\tilde\\mu &= \\mu');
  });

  it('writes the live numbers into the formulas of every projection', () => {
    for (const projection of PROJECTION_IDS) {
      const evaluation = evaluate(projection, DEFAULT_LAB);
      const { tex, label, numbers } = formulasOf(DEFAULT_LAB, evaluation);
      const { meanPart, covariancePart } = evaluation;
      expect(numbers).toContain(formatSignificant(meanPart.before));
      expect(numbers).toContain(formatSignificant(meanPart.multiplier));
      expect(numbers).toContain(formatSignificant(covariancePart.before));
      // A place for each, once.
      expect(tex.match(/live-\d+/g)).toEqual(numbers.map((_, index) => `live-${index}`));
      expect(label).toContain(formatSignificant(covariancePart.multiplier));
    }
    expect(texNumber(5e-5)).toBe('5{\\cdot}10^{-5}');
  });
});
