import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LabConfiguration } from '../../../../src/experiments/lab.ts';
import { DEFAULT_LAB, LAB_PRESETS } from '../../../../src/experiments/labPresets.ts';
import { stretchTicks } from '../../../../src/views/lab/cases/caseAxes.ts';
import {
  caseBounds,
  covarianceDistance,
  meanLimit,
  roughCovarianceLimit,
  sumOutline,
} from '../../../../src/views/lab/cases/caseBounds.ts';
import { caseCells, largestCells } from '../../../../src/views/lab/cases/caseCells.ts';
import { caseReach, onMap } from '../../../../src/views/lab/cases/caseScale.ts';
import {
  allowedProposalAt,
  type CaseSlice,
  proposalAt,
  sliceOf,
} from '../../../../src/views/lab/cases/caseSlice.ts';
import { evaluate } from '../../../../src/views/lab/evaluate.ts';
import { covarianceOf } from '../../../../src/views/lab/labGeometry.ts';

const METRICS = ['kl', 'w2', 'frobenius', 'bures'] as const;
const real = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const gaussian = fc.record({
  mean: fc.tuple(real(-3, 3), real(-3, 3)),
  sigma1: real(0.2, 3),
  sigma2: real(0.2, 3),
  angle: real(-89, 90),
});
const anyPair: fc.Arbitrary<LabConfiguration> = fc
  .record({
    projection: fc.constantFrom(...METRICS),
    scaled: fc.boolean(),
    meanBound: real(1e-3, 1),
    covarianceBound: real(1e-3, 1),
    old: gaussian,
    proposed: gaussian,
  })
  .map((lab) => ({ ...DEFAULT_LAB, ...lab }));

/** Whether a value lies in one of the strips; `null` where it is on an edge as near as rounding. */
function within(strips: readonly (readonly [number, number])[], at: number): boolean | null {
  if (strips.flat().some((edge) => Math.abs(edge - at) < 1e-6)) return null;
  return strips.some(([from, to]) => at > from && at < to);
}

describe('the slice through a pair', () => {
  it('passes through the pair', () => {
    fc.assert(
      fc.property(anyPair, (lab) => {
        const { slice, place } = sliceOf(lab);
        const back = proposalAt(lab.old, slice, place);
        expect(back.mean[0]).toBeCloseTo(lab.proposed.mean[0], 5);
        expect(back.mean[1]).toBeCloseTo(lab.proposed.mean[1], 5);
        const [a, b] = [covarianceOf(back), covarianceOf(lab.proposed)];
        for (const entry of ['xx', 'xy', 'yy'] as const) expect(a[entry]).toBeCloseTo(b[entry], 4);
        expect(Math.abs(slice.ratio)).toBeLessThanOrEqual(1 + 1e-4);
      }),
    );
  });

  it('finds a place again, also where the pair itself has no direction', () => {
    fc.assert(
      fc.property(anyPair, real(0, 3), real(-1.5, 1.5), fc.boolean(), (lab, far, wide, origin) => {
        const { slice } = sliceOf(lab);
        const [shift, stretch] = origin ? [0, 0] : [far, wide];
        const proposed = proposalAt(lab.old, slice, { shift, stretch });
        const again = sliceOf({ old: lab.old, proposed }, slice);
        expect(again.place.shift).toBeCloseTo(shift, 5);
        expect(again.place.stretch).toBeCloseTo(stretch, 5);
        if (origin) expect(again.slice.ratio).toBe(slice.ratio);
      }),
    );
  });

  it('says shrink and grow for one factor on both axes, and the other way round for a turn', () => {
    const preset = (id: string) => LAB_PRESETS.find((one) => one.id === id)!.configuration;
    const shrink = sliceOf(preset('shrink'));
    expect(shrink.slice.ratio).toBeCloseTo(1, 9);
    expect(Math.exp(shrink.place.stretch)).toBeCloseTo(0.3, 9);
    expect(Math.exp(sliceOf(preset('grow')).place.stretch)).toBeCloseTo(2, 9);
    expect(sliceOf(preset('rotate')).slice.ratio).toBeCloseTo(-1, 6);
    expect(sliceOf(preset('mean')).place.stretch).toBeCloseTo(0, 9);
  });

  it('keeps what it sets within the limits of the Lab', () => {
    fc.assert(
      fc.property(anyPair, real(0, 40), real(-6, 6), (lab, shift, stretch) => {
        const { slice } = sliceOf(lab);
        const { mean, sigma1, sigma2 } = allowedProposalAt(lab.old, slice, { shift, stretch });
        for (const value of mean) expect(Math.abs(value)).toBeLessThanOrEqual(10);
        expect(Math.min(sigma1, sigma2)).toBeGreaterThanOrEqual(0.01);
        expect(Math.max(sigma1, sigma2)).toBeLessThanOrEqual(10);
      }),
    );
  });
});

describe('the bounds on the map', () => {
  it('say of every place which bound the projection finds binding', () => {
    fc.assert(
      fc.property(anyPair, real(0, 4), real(-1.2, 1.2), (lab, shift, stretch) => {
        const { slice } = sliceOf(lab);
        const bounds = caseBounds(lab, slice, 1.25);
        const proposed = proposalAt(lab.old, slice, { shift, stretch });
        const { meanPart, covariancePart } = evaluate(lab.projection, { ...lab, proposed });
        if (Math.abs(shift - bounds.mean) > 1e-6) expect(meanPart.binds).toBe(shift > bounds.mean);
        const covariance = within(bounds.covariance, stretch);
        if (covariance !== null) expect(covariancePart.binds).toBe(covariance);
      }),
      { numRuns: 150 },
    );
  });

  it('say where the entropy step changes the width, and where it leaves the region', () => {
    fc.assert(
      fc.property(
        anyPair,
        real(-1, 4),
        fc.constantFrom('inequality' as const, 'equality' as const),
        fc.constantFrom('before' as const, 'after' as const),
        real(-1.2, 1.2),
        (pair, entropyFloor, entropyMode, entropyOrder, stretch) => {
          const lab = { ...pair, entropyFloor, entropyMode, entropyOrder };
          const { slice } = sliceOf(lab);
          const bounds = caseBounds(lab, slice, 1.25);
          const proposed = proposalAt(lab.old, slice, { shift: 0, stretch });
          const withFloor = evaluate(lab.projection, { ...lab, proposed });
          const without = evaluate(lab.projection, { ...lab, proposed, entropyFloor: null });
          const leaves = within(bounds.leaves, stretch);
          if (leaves !== null) expect(withFloor.covariancePart.leaves).toBe(leaves);
          const floor = within(bounds.floor, stretch);
          if (floor === false) expect(withFloor.covariance.xx).toBeCloseTo(without.covariance.xx, 9);
          if (floor === true && entropyOrder === 'after') {
            expect(withFloor.entropyAfter).toBeCloseTo(entropyFloor, 9);
            if (entropyMode === 'inequality') expect(without.entropyAfter).toBeLessThan(entropyFloor);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('begin where the distance is the bound', () => {
    fc.assert(
      fc.property(anyPair, (lab) => {
        const { slice } = sliceOf(lab);
        const at = proposalAt(lab.old, slice, { shift: meanLimit(lab, slice), stretch: 0 });
        const { meanPart } = evaluate(lab.projection, { ...lab, proposed: at });
        expect(meanPart.before / lab.meanBound).toBeCloseTo(1, 7);
        const distance = covarianceDistance(lab, slice);
        const { covariance } = caseBounds(lab, slice, 1.25);
        for (const edge of covariance.flat().filter((at) => Math.abs(at) < 1.25)) {
          expect(distance(edge) / lab.covarianceBound).toBeCloseTo(1, 5);
        }
      }),
    );
  });

  it('are about where the range of the map takes them to be, where they are near', () => {
    fc.assert(
      fc.property(anyPair, (pair) => {
        const lab = { ...pair, covarianceBound: 1e-5 };
        const { slice } = sliceOf(lab);
        const rough = roughCovarianceLimit(lab, slice);
        expect(covarianceDistance(lab, slice)(rough) / 1e-5).toBeGreaterThan(0.5);
        expect(covarianceDistance(lab, slice)(rough) / 1e-5).toBeLessThan(2);
      }),
    );
  });

  it('are where one knows them: KL of a mean, W2 of a spread', () => {
    const slice: CaseSlice = { step: [1, 0], angle: 0, ratio: 1 };
    const old = { mean: [0, 0], sigma1: 1, sigma2: 1, angle: 0 } as const;
    const lab = { ...DEFAULT_LAB, old, meanBound: 0.5, covarianceBound: 0.08 };
    expect(caseBounds({ ...lab, projection: 'kl' }, slice, 1).mean).toBeCloseTo(1, 12);
    // Both axes changed by the factor e^y have 2(e^y − 1)² = 0.08.
    const { covariance } = caseBounds({ ...lab, projection: 'w2' }, slice, 1);
    expect(covariance).toHaveLength(2);
    expect(Math.exp(covariance[0]![1])).toBeCloseTo(0.8, 9);
    expect(Math.exp(covariance[1]![0])).toBeCloseTo(1.2, 9);
  });

  it('are inside the outline of one bound on the sum, whose points are on it', () => {
    fc.assert(
      fc.property(anyPair, (lab) => {
        const { slice } = sliceOf(lab);
        const outline = sumOutline(lab, slice, 1);
        for (const [shift, stretch] of outline.filter((_, i) => i % 8 === 4)) {
          const proposed = proposalAt(lab.old, slice, { shift, stretch });
          const { meanPart, covariancePart } = evaluate(lab.projection, { ...lab, proposed });
          const sum = (meanPart.before + covariancePart.before) / (lab.meanBound + lab.covarianceBound);
          expect(sum).toBeCloseTo(1, 6);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('what part of the slice is shown', () => {
  it('holds bounds and pair, unless the pair is very far', () => {
    fc.assert(
      fc.property(real(1e-4, 10), real(1e-4, 3), real(0, 20), real(-4, 4), (a, b, shift, stretch) => {
        const reach = caseReach({ shift: a, stretch: b }, { shift, stretch });
        expect(reach.shift).toBeGreaterThan(Math.min(a, 500));
        expect(reach.stretch).toBeGreaterThan(b);
        if (shift < 13 * a) expect(reach.shift).toBeGreaterThanOrEqual(shift);
        if (Math.abs(stretch) < 13 * b) expect(reach.stretch).toBeGreaterThanOrEqual(Math.abs(stretch));
        const shown = onMap({ shift, stretch }, reach);
        expect(shown.shift).toBeLessThanOrEqual(reach.shift);
        expect(Math.abs(shown.stretch)).toBeLessThanOrEqual(reach.stretch);
      }),
    );
  });

  it('shows a doubling where no bound binds', () => {
    const { stretch } = caseReach({ shift: 1, stretch: Number.POSITIVE_INFINITY }, { shift: 0, stretch: 0 });
    expect(stretch).toBeGreaterThan(Math.LN2);
  });
});

describe('the cells of the map', () => {
  it('cover it without gaps, each with the case of its middle', () => {
    fc.assert(
      fc.property(anyPair, real(0.1, 4), real(0.1, 1.5), (lab, shift, stretch) => {
        const { slice } = sliceOf(lab);
        const bounds = caseBounds(lab, slice, stretch);
        const cells = caseCells(bounds, { shift, stretch });
        const area = cells.reduce(
          (sum, cell) => sum + (cell.shift[1] - cell.shift[0]) * (cell.stretch[1] - cell.stretch[0]),
          0,
        );
        expect(area).toBeCloseTo(2 * shift * stretch, 9);
        for (const cell of cells) {
          const proposed = proposalAt(lab.old, slice, {
            shift: (cell.shift[0] + cell.shift[1]) / 2,
            stretch: (cell.stretch[0] + cell.stretch[1]) / 2,
          });
          const { meanPart, covariancePart } = evaluate(lab.projection, { ...lab, proposed });
          expect(cell.kind === 'mean' || cell.kind === 'both').toBe(meanPart.binds);
          expect(cell.kind === 'covariance' || cell.kind === 'both').toBe(covariancePart.binds);
        }
        expect(new Set(largestCells(cells).map(({ kind }) => kind)).size).toBe(largestCells(cells).length);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the marks of the axis of spreads', () => {
  it('are round factors and their inverses, few and within the map', () => {
    expect(stretchTicks(1.5).map(({ label }) => label)).toEqual(['×1/4', '×1/2', '×1', '×2', '×4']);
    fc.assert(
      fc.property(real(-4, 0.84), (decade) => {
        const reach = 10 ** decade;
        const ticks = stretchTicks(reach);
        expect(ticks.length).toBeGreaterThanOrEqual(3);
        expect(ticks.length).toBeLessThanOrEqual(9);
        expect(new Set(ticks.map(({ label }) => label)).size).toBe(ticks.length);
        for (const { value } of ticks) expect(Math.abs(value)).toBeLessThanOrEqual(reach * (1 + 1e-9));
      }),
    );
  });
});
