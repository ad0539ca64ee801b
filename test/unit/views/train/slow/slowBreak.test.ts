import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { pointMass } from '../../../../../src/environments/point-mass/dynamics.ts';
import type { RunConfiguration } from '../../../../../src/experiments/fields.ts';
import type { BrokenDissection } from '../../../../../src/trainer/dissection/dissection.ts';
import {
  breakFormula,
  breakNumbers,
  breakWords,
  missingStages,
} from '../../../../../src/views/train/slow/slowBreak.ts';
import { keyOf } from '../../../../../src/views/train/slow/slowKey.ts';
import { openingPosition, pagesOf, STAGES } from '../../../../../src/views/train/slow/slowPages.ts';
import { sceneOf } from '../../../../../src/views/train/slow/slowScene.ts';
import { shapesOf } from '../../../../../src/views/train/slow/slowShapes.ts';
import { dissectBroken } from '../../../../support/dissections.ts';
import { openSimd, smallRun } from '../../../../support/runs.ts';

async function breakOf(overrides: Partial<RunConfiguration>) {
  const configuration = smallRun({ environment: 'point-mass', seeds: [7], ...overrides });
  const request = { configuration, seed: 7, iteration: 1, from: null };
  const dissection = await dissectBroken(request, pointMass, openSimd, async () => {});
  const pages = pagesOf(dissection);
  const scene = sceneOf(configuration, dissection, pages, openingPosition(pages), 0);
  return { dissection, pages, scene };
}

const CASES: readonly (readonly [string, Partial<RunConfiguration>, RegExp, string])[] = [
  [
    'a covariance that is none',
    { algorithm: 'pg', head: 'root', learningRate: 1000 },
    /^Gradient step \d of 8 \(epoch \d, minibatch \d of 4\) left what numbers can hold \(policy covariance: no longer positive definite\)\. What would come/,
    '\\Sigma',
  ],
  [
    'a value network',
    { valueLearningRate: 1e30 },
    /^Gradient step \d of 8 of the value network .* \(value (loss|parameters): (∞|not a number)\)\./,
    'V',
  ],
  [
    'a policy that cannot be measured',
    { algorithm: 'pg', head: 'root', learningRate: 1000, policyEpochs: 1, minibatchSize: 128 },
    /^Every step was whole, but .* cannot be measured \(policy covariance: no longer positive definite\)\./,
    '\\Sigma',
  ],
];

describe('the page on which an iteration breaks off', () => {
  for (const [name, overrides, words, symbol] of CASES) {
    it(`says where, in what and that nothing follows, with its numbers and its formula: ${name}`, async () => {
      const { dissection, pages, scene } = await breakOf(overrides);
      expect(scene.broken).toBe(dissection.broken);
      expect(breakWords(dissection)).toMatch(words);
      expect(breakWords(dissection)).toContain('it was this seed’s first iteration');
      const formula = breakFormula(scene, dissection.broken);
      expect(formula.tex).toContain(symbol);
      expect(formula.tex).toContain('\\htmlClass{lit}');
      expect(() => katex.renderToString(formula.tex, { trust: true, strict: false })).not.toThrow();
      const [losses, largest, ...state] = breakNumbers(scene, dissection.broken);
      expect(losses!.rows).toHaveLength(dissection.broken.trail.length);
      expect(largest!.rows.map((row) => row.name)).toEqual(losses!.rows.map((row) => row.name));
      const shown = state.flatMap(({ rows }) => rows.map(({ value }) => value)).join(' ');
      expect(shown).not.toMatch(/number|∞/);
      const shapes = shapesOf(scene, [0, 1], 1);
      expect(Number.isFinite(shapes.extent)).toBe(true);
      expect(keyOf(scene, shapes).length).toBeGreaterThan(0);
      const missing = missingStages(dissection, pages, STAGES);
      expect(missing.has('policy')).toBe(true);
      expect(missing.has('rollout')).toBe(false);
    });
  }

  it('says by what the run noticed, where that is something else, and which iteration is the last', async () => {
    const { dissection } = await breakOf(CASES[0]![1]);
    const later: BrokenDissection = {
      ...dissection,
      iteration: 31,
      broken: {
        ...dissection.broken,
        quantity: 'policy parameters',
        value: Number.NaN,
        noticed: 'policy loss',
      },
    };
    expect(breakWords(later)).toContain('stumbled over it there (policy loss)');
    expect(breakWords(later)).toContain('iteration 30 is this seed’s last');
    const rollout: BrokenDissection = {
      ...dissection,
      broken: { ...dissection.broken, during: 'rollout', step: 5, steps: 16, copy: 2, value: -Infinity },
    };
    expect(breakWords(rollout)).toMatch(/^Step 5 of 16 of the rollout, in environment 3, .*: −∞\)\./);
  });
});
