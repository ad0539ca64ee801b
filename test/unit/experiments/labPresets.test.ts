import { createProjector, PROJECTION_IDS, type ProjectionId } from 'trust-region-layers';
import { describe, expect, it } from 'vitest';
import type { LabGaussian } from '../../../src/experiments/lab.ts';
import { roundLab } from '../../../src/experiments/labLink.ts';
import { DEFAULT_LAB, LAB_PRESETS, type LabPresetId } from '../../../src/experiments/labPresets.ts';

function covariance({ sigma1, sigma2, angle }: LabGaussian): Float64Array {
  const [c, s] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  const [a, b] = [sigma1 ** 2, sigma2 ** 2];
  const off = c * s * (a - b);
  return Float64Array.of(c * c * a + s * s * b, off, off, s * s * a + c * c * b);
}

/** What the layer makes of an example. */
function project(id: LabPresetId, projection: ProjectionId) {
  const { configuration } = LAB_PRESETS.find((preset) => preset.id === id)!;
  const { old, proposed, scaled, meanBound, covarianceBound } = configuration;
  const projector = createProjector({
    projection,
    scaled,
    factor: 'covariance',
    dimension: 2,
    entropy: null,
  });
  const result = projector.createResult(1);
  projector.forward(
    { mean: Float64Array.from(proposed.mean), factor: covariance(proposed) },
    { mean: Float64Array.from(old.mean), factor: covariance(old) },
    { mean: meanBound, covariance: covarianceBound },
    result,
    1,
  );
  return { configuration, result };
}

/** Whether a projection's own mean part and covariance part of an example are beyond their bounds. */
const BINDS: Readonly<Record<LabPresetId, readonly [mean: boolean, covariance: boolean]>> = {
  mean: [true, false],
  shrink: [false, true],
  grow: [false, true],
  rotate: [false, true],
  everything: [true, true],
  inside: [false, false],
};

describe.each(LAB_PRESETS)('example $id', ({ id, title, caption, configuration }) => {
  it.each(PROJECTION_IDS)('shows its one thing under %s', (projection) => {
    const { result } = project(id, projection);
    expect([result.meanMultiplier[0]! > 0, result.covarianceMultiplier[0]! > 0]).toEqual(BINDS[id]);
  });

  it('puts the projected policy where one can see it between old and proposed', () => {
    const { result } = project(id, configuration.projection);
    const { before, after } = result;
    for (const [part, binds] of [
      ['mean', BINDS[id][0]],
      ['covariance', BINDS[id][1]],
    ] as const) {
      if (!binds) continue;
      const share = Math.sqrt(after[part][0]! / before[part][0]!);
      expect(share).toBeGreaterThan(0.25);
      expect(share).toBeLessThan(0.75);
    }
    if (id === 'inside') {
      expect([...result.mean]).toEqual([...configuration.proposed.mean]);
      expect([...result.factor]).toEqual([...covariance(configuration.proposed)]);
    }
  });

  it('fits a link and the plane, and says what it shows in one sentence', () => {
    expect(roundLab(configuration)).toEqual(configuration);
    for (const { mean, sigma1 } of [configuration.old, configuration.proposed]) {
      for (const coordinate of mean) expect(Math.abs(coordinate) + sigma1).toBeLessThan(4);
    }
    expect(title.length).toBeLessThan(24);
    expect(caption).toMatch(/^[^.]+\.$/);
  });
});

it('starts with an example', () => {
  expect(LAB_PRESETS.some((preset) => preset.configuration === DEFAULT_LAB)).toBe(true);
});
