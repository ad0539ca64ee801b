import fc from 'fast-check';
import { createProjector, METRICS } from 'trust-region-layers';
import { describe, expect, it } from 'vitest';
import type { LabConfiguration } from '../../../../../src/experiments/lab.ts';
import { DEFAULT_LAB, LAB_PRESETS } from '../../../../../src/experiments/labPresets.ts';
import { GRADIENT_KINDS } from '../../../../../src/experiments/lookOptions.ts';
import { evaluate, projectionInput } from '../../../../../src/views/lab/evaluate.ts';
import { gradientBatch, proposalsAt } from '../../../../../src/views/lab/gradient/gradientBatch.ts';
import { layerJacobian, passing } from '../../../../../src/views/lab/gradient/jacobian.ts';
import { covarianceOf } from '../../../../../src/views/lab/labGeometry.ts';
import { differences, tameLab } from './labs.ts';

const PULL = { kind: 'pull', target: [1.7, -0.9] } as const;

/** The layer's forward pass alone: (μ, Σ₁₁, Σ₁₂, Σ₂₂) of the projected policy from those of a proposal. */
function project(lab: LabConfiguration, [x, y, xx, xy, yy]: readonly number[]): number[] {
  const { specification, old, bounds } = projectionInput(lab.projection, lab);
  const projector = createProjector(specification);
  const result = projector.createResult(1);
  const proposed = { mean: Float64Array.of(x!, y!), factor: Float64Array.of(xx!, xy!, xy!, yy!) };
  projector.forward(proposed, old, bounds, result, 1);
  return [...result.mean, result.factor[0]!, result.factor[1]!, result.factor[3]!];
}

const numbersOf = ({ proposed }: LabConfiguration) => {
  const { xx, xy, yy } = covarianceOf(proposed);
  return [...proposed.mean, xx, xy, yy];
};

/** So near to a bound or a floor that a difference would reach across, where there is no derivative. */
function onAnEdge(lab: LabConfiguration): boolean {
  const { meanPart, covariancePart, entropyBefore } = evaluate(lab.projection, lab);
  const near = ({ before, bound }: { before: number; bound: number }) => Math.abs(before / bound - 1) < 1e-2;
  if (near(meanPart) || near(covariancePart)) return true;
  if (lab.entropyFloor === null) return false;
  const bare = evaluate(lab.projection, { ...lab, entropyFloor: null });
  return [entropyBefore, bare.entropyAfter].some((h) => Math.abs(h - lab.entropyFloor!) < 1e-2);
}

/** Downhill for the mean at one proposal, by every kind. */
const meansOf = (lab: LabConfiguration, means: readonly number[], clip = 0.2) => {
  const { steps } = gradientBatch(
    lab,
    PULL,
    clip,
    proposalsAt(lab, Float64Array.from(means)),
    means.length / 2,
  );
  return Object.fromEntries(GRADIENT_KINDS.map((kind) => [kind, [...steps[kind].mean]])) as Record<
    (typeof GRADIENT_KINDS)[number],
    number[]
  >;
};

describe('gradients on a grid of means', () => {
  it('pass the layer unchanged inside the region, to the bit', () => {
    const lab = { ...DEFAULT_LAB, meanBound: 10, covarianceBound: 10 };
    const { raw, layer } = meansOf(lab, [-0.8, -0.4, 0, 0, 0.4, 0.3]);
    expect(layer).toEqual(raw);
  });

  it('lose what points away from the old mean beyond it, and keep the rest', () => {
    fc.assert(
      fc.property(tameLab, (lab) => {
        fc.pre(evaluate(lab.projection, lab).meanPart.multiplier > 1e-3);
        const { raw, layer } = meansOf(lab, [...lab.proposed.mean]);
        const away = [0, 1].map((i) => lab.proposed.mean[i]! - lab.old.mean[i]!);
        const along = layer[0]! * away[0]! + layer[1]! * away[1]!;
        expect(Math.abs(along)).toBeLessThan(1e-9 * (1 + Math.hypot(...raw) * Math.hypot(...away)));
      }),
    );
  });

  it('are those of differences of the loss behind the layer', () => {
    fc.assert(
      fc.property(tameLab, (lab) => {
        fc.pre(!onAnEdge(lab));
        const { steps } = gradientBatch(
          lab,
          PULL,
          0.2,
          proposalsAt(lab, Float64Array.from(lab.proposed.mean)),
          1,
        );
        const { mean, factor } = steps.layer;
        const got = [...mean, factor[0]!, factor[1]! + factor[2]!, factor[3]!];
        const [expected] = differences((at) => {
          const [x, y, xx, , yy] = project(lab, at) as [number, number, number, number, number];
          return [-0.5 * ((x - PULL.target[0]) ** 2 + (y - PULL.target[1]) ** 2 + xx + yy)];
        }, numbersOf(lab));
        for (const [i, value] of got.entries()) expect(value).toBeCloseTo(expected![i]!, 5);
      }),
    );
  });

  it('say where the layer took each', () => {
    for (const { configuration } of LAB_PRESETS) {
      const means = Float64Array.from([...configuration.proposed.mean, 0.1, 2]);
      const { projected } = gradientBatch(configuration, PULL, 0.2, proposalsAt(configuration, means), 2);
      expect([...projected.mean.subarray(0, 2)]).toEqual(evaluate('kl', configuration).mean);
    }
  });
});

describe('the Jacobian of the layer', () => {
  it('is that of differences, for every projection, bound and floor', () => {
    fc.assert(
      fc.property(tameLab, (lab) => {
        fc.pre(!onAnEdge(lab));
        const { mean, covariance } = layerJacobian(lab);
        const expected = differences((at) => project(lab, at), numbersOf(lab));
        for (const [row, values] of expected.entries()) {
          for (const [column, value] of values.entries()) {
            const block = row < 2 ? mean : covariance;
            const own = row < 2 === column < 2;
            const shift = row < 2 ? 0 : 2;
            const got = own ? block[row - shift]![column - shift]! : 0;
            expect(Math.abs(got - value)).toBeLessThan(1e-5 * Math.max(1, Math.abs(value)));
          }
        }
      }),
    );
  });

  it('is the identity inside, to the bit', () => {
    const inside = LAB_PRESETS.find(({ id }) => id === 'inside')!.configuration;
    for (const projection of Object.keys(METRICS) as (keyof typeof METRICS)[]) {
      const { mean, covariance } = layerJacobian({ ...inside, projection });
      expect(mean).toEqual([
        [1, 0],
        [0, 1],
      ]);
      expect(covariance).toEqual([
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ]);
    }
  });

  it('passes 1/(1 + ω) of the mean along the bound, and nothing across it', () => {
    fc.assert(
      fc.property(tameLab, (lab) => {
        const { multiplier } = evaluate(lab.projection, lab).meanPart;
        fc.pre(multiplier > 0);
        const [along, across] = passing(layerJacobian(lab));
        expect(along).toBeCloseTo(1 / (1 + multiplier), 9);
        expect(across).toBeCloseTo(0, 9);
      }),
    );
  });
});
