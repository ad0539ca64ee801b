import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CommandIo } from '../../../src/cli/io.ts';
import { projectCommand } from '../../../src/cli/project.ts';
import { flat, type OracleCase, readFixture } from '../../support/projectionFixtures.ts';

/** Runs the command on the given files; standard input is the file "-". */
async function run(args: readonly string[], files: Record<string, unknown> = {}) {
  let out = '';
  let error = '';
  const io: CommandIo = {
    out: (text) => {
      out += text;
    },
    error: (text) => {
      error += text;
    },
    append: () => {},
    read: async (path) => {
      if (!(path in files)) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
      const content = files[path];
      return typeof content === 'string' ? content : JSON.stringify(content);
    },
    isTerminal: false,
    interrupted: new AbortController().signal,
  };
  const code = await projectCommand(args, io);
  return { code, out, error, cases: out.startsWith('{') ? JSON.parse(out).cases : [] };
}

const GOOD = {
  id: 'good',
  projection: 'kl',
  mean: [0.5, 0],
  covariance: [
    [0.49, 0.1],
    [0.1, 0.36],
  ],
  oldMean: [0, 0],
  oldCovariance: [
    [1, 0],
    [0, 0.25],
  ],
  meanBound: 0.03,
  covarianceBound: 1e-3,
};

describe('cli project', () => {
  it('answers with full precision what an independent solution says', async () => {
    const cases = ['kl', 'bures'].flatMap((projection) =>
      readFixture<OracleCase>(`${projection}_full_cov`)
        .filter((one) => ['both', 'mean_only', 'cov_only', 'inside'].includes(one.scenario))
        .map((one) => ({ ...one, projection })),
    );
    expect(cases.length).toBeGreaterThan(8);
    const { code, cases: answers } = await run(['-'], {
      '-': {
        cases: cases.map((one) => ({
          id: one.id,
          projection: one.projection,
          scaled: false,
          mean: one.mean,
          covariance: one.cov,
          oldMean: one.old_mean,
          oldCovariance: one.old_cov,
          meanBound: one.eps_mean,
          covarianceBound: one.eps_cov,
          entropyFloor: null,
          gradient: { mean: one.G_mean, covariance: one.G_cov },
        })),
      },
    });
    expect(code).toBe(0);
    expect(answers).toHaveLength(cases.length);
    cases.forEach((one, index) => {
      const answer = answers[index];
      expect(answer.id).toBe(one.id);
      const near = (actual: number[] | number[][], expected: number[] | number[][], tolerance: number) => {
        const [a, e] = [flat(actual), flat(expected)];
        e.forEach((x, i) => {
          expect(Math.abs(a[i]! - x)).toBeLessThan(tolerance * Math.max(...e.map(Math.abs)));
        });
      };
      near(answer.mean, one.proj_mean, 1e-11);
      near(answer.covariance, one.proj_cov, 1e-11);
      near(answer.gradient.mean, one.grad_mean, 1e-8);
      near(answer.gradient.covariance, one.grad_cov, 1e-8);
      expect(answer.before.covariance).toBeCloseTo(one.cov_part_before, 10);
      expect(answer.after.entropy).toBeCloseTo(one.entropy_after, 10);
      expect(answer.covarianceMultiplier > 0).toBe(one.cov_active);
      if (!one.mean_active && !one.cov_active) {
        expect(answer.mean).toEqual(one.mean);
        expect(answer.covariance).toEqual(one.cov);
        expect(answer.after).toEqual(answer.before);
      }
    });
  });

  it('defaults to a scaled metric, no entropy step, no gradient', async () => {
    const w2 = { ...GOOD, projection: 'w2' };
    const { cases } = await run(['f'], {
      f: { cases: [w2, { ...w2, scaled: true, entropyFloor: null }, { ...w2, scaled: false }] },
    });
    expect(cases[0]).toEqual(cases[1]);
    expect(cases[0].covariance).not.toEqual(cases[2].covariance);
    expect(cases[0].gradient).toBeUndefined();
  });

  it('takes the entropy step', async () => {
    const { cases } = await run(['f'], {
      f: {
        cases: [
          { ...GOOD, entropyFloor: 4 },
          { ...GOOD, entropyFloor: 4, entropyOrder: 'before' },
          { ...GOOD, entropyFloor: -4, entropyMode: 'equality' },
        ],
      },
    });
    expect(cases[0].after.entropy).toBeCloseTo(4, 12);
    expect(cases[1].after.covariance).toBeCloseTo(1e-3, 14);
    expect(cases[2].after.entropy).toBeCloseTo(-4, 12);
  });

  it('answers the others when a case is bad', async () => {
    const { code, cases } = await run(['f'], {
      f: {
        cases: [
          { ...GOOD, id: 1, projection: 'l2' },
          GOOD,
          { ...GOOD, id: 'short', mean: [1] },
          { ...GOOD, id: 'ragged', covariance: [[1, 0], [0]] },
          {
            ...GOOD,
            id: 'indefinite',
            oldCovariance: [
              [1, 2],
              [2, 1],
            ],
          },
          {
            ...GOOD,
            id: 'skew',
            covariance: [
              [1, 0.5],
              [0, 1],
            ],
          },
          { ...GOOD, id: 'text', meanBound: '0.03' },
          { ...GOOD, id: 'zero', covarianceBound: 0 },
          { ...GOOD, id: 'typo', entropy_floor: 1 },
          { ...GOOD, id: 'slope', gradient: { mean: [1, 0] } },
          { ...GOOD, id: 'empty', mean: [], covariance: [] },
          { ...GOOD, id: undefined, oldMean: undefined },
          'nonsense',
        ],
      },
    });
    expect(code).toBe(1);
    expect(cases[1].mean).toBeDefined();
    expect(cases.filter((_: unknown, i: number) => i !== 1)).toEqual([
      { id: 1, error: 'projection is "l2", expected one of kl, w2, frobenius, bures' },
      { id: 'short', error: 'covariance has 2 rows, expected 1' },
      { id: 'ragged', error: 'row 1 of covariance has 1 numbers, expected 2' },
      { id: 'indefinite', error: 'old covariance is not positive definite' },
      { id: 'skew', error: 'proposed covariance is not symmetric: 0.5 above and 0 below the diagonal' },
      { id: 'text', error: 'meanBound is "0.03", expected a number' },
      { id: 'zero', error: 'covarianceBound is 0, expected a number above 0' },
      { id: 'typo', error: 'there is no "entropy_floor"; write "entropyFloor"' },
      { id: 'slope', error: 'gradient must be an object with "mean" and "covariance"' },
      { id: 'empty', error: 'mean has length 0, expected 1 to 32 numbers' },
      { id: 11, error: 'oldMean is missing' },
      { id: 12, error: 'a case must be an object' },
    ]);
  });

  it('answers far outside the usual range with numbers, or says what is too large for one', async () => {
    const far = (mean: number, oldVariance: number) => ({
      ...GOOD,
      mean: [mean, 0],
      oldCovariance: [
        [oldVariance, 0],
        [0, 0.25],
      ],
      meanBound: 1e-12,
    });
    const { code, cases } = await run(['-'], { '-': { cases: [far(1e150, 1), far(1e150, 1e-12)] } });
    expect(code).toBe(1);
    expect(cases[0].mean).toEqual([expect.closeTo(Math.SQRT2 * 1e-6, 15), 0]);
    expect(cases[0].meanMultiplier / (1e156 / Math.SQRT2)).toBeCloseTo(1, 12);
    expect(cases[1].error).toBe(
      'the mean part of the distance from the old policy is too large for a number',
    );
  });

  it('projects categorical policies, a forbidden action as null', async () => {
    const { cases: references } = JSON.parse(
      readFileSync(new URL('../../fixtures/categorical/kl.json', import.meta.url), 'utf8'),
    );
    const given = references.slice(10, 40).map((one: Record<string, unknown>) => ({
      id: one.id,
      projection: 'categorical-kl',
      logits: one.logits,
      oldLogits: one.old_logits,
      bound: one.bound,
      gradient: { logProbabilities: one.gradient_in },
    }));
    const { code, cases } = await run(['-'], { '-': { cases: given } });
    expect(code).toBe(0);
    for (const [index, answer] of cases.entries()) {
      const expected = references[10 + index];
      expect(answer.id).toBe(expected.id);
      expect(answer.after.distance).toBeCloseTo(expected.kl_after, 9);
      for (const [i, value] of answer.logProbabilities.entries()) {
        expect(Math.abs(value - expected.log_probabilities[i])).toBeLessThan(1e-9 * Math.max(1, -value));
        expect(answer.gradient.logits[i]).toBeCloseTo(expected.gradient_logits[i], 7);
      }
    }

    const base = {
      projection: 'categorical-euclidean',
      logits: [0, 3, null],
      oldLogits: [0, 0, null],
      bound: 0.02,
    };
    const answers = await run(['-'], {
      '-': {
        cases: [
          base,
          { ...base, entropyFloor: 0.69 },
          { ...base, oldLogits: [0, 0, 0] },
          { ...base, projection: 'categorical-w2' },
          { ...base, oldLogits: [0, 0] },
          { ...base, logits: [], oldLogits: [] },
          { ...base, gradient: { logProbabilities: [1] } },
          { ...base, old_logits: [0] },
          { ...base, bound: undefined },
          { ...base, entropyFloor: 0.7 },
        ],
      },
    });
    expect(answers.code).toBe(1);
    const [plain, warmed, ...refused] = answers.cases;
    expect(plain.logProbabilities[2]).toBeNull();
    expect(Math.exp(plain.logProbabilities[1])).toBeCloseTo(0.6, 12);
    expect(plain.multiplier).toBeGreaterThan(0);
    expect(warmed.after.entropy).toBeCloseTo(0.69, 12);
    expect(refused.map(({ error }: { error: string }) => error)).toEqual([
      'action 2 is forbidden by the proposed policy only; forbid it in both or in neither',
      'projection is "categorical-w2", expected one of categorical-kl, categorical-euclidean',
      'oldLogits has length 2, expected 3 as logits has',
      'logits is empty, expected a number for each action',
      'gradient.logProbabilities has length 1, expected 3 as logits has',
      'there is no "old_logits"; write "oldLogits"',
      'bound is missing',
      'entropy floor is 0.7 nats; 2 actions have less than 0.6931471805599453',
    ]);
  });

  it('reads a file with a byte order mark', async () => {
    const { code } = await run(['f'], { f: `\uFEFF${JSON.stringify({ cases: [GOOD] })}` });
    expect(code).toBe(0);
  });

  it('says in a sentence why it cannot read at all', async () => {
    const sentence = async (args: string[], files = {}) => {
      const { code, error, out } = await run(args, files);
      expect(code).toBe(2);
      expect(out).toBe('');
      return error;
    };
    expect(await sentence(['gone.json'])).toBe('cannot read gone.json: there is no such file\n');
    expect(await sentence(['-'], { '-': '' })).toBe('standard input is empty, expected JSON\n');
    expect(await sentence(['f'], { f: '{' })).toMatch(/^f is not JSON: .+\n$/);
    expect(await sentence(['-'], { '-': '[1]' })).toBe(
      'standard input must hold {"cases": [...]}, a list of cases\n',
    );
    expect(await sentence(['--fast', 'f'])).toBe(
      'project has no flag "--fast"; it takes one file name, or "-" for standard input\n',
    );
    expect(await sentence([])).toMatch('got none');
    expect(await sentence(['a', 'b'])).toMatch('got a b');
  });

  it('explains itself', async () => {
    const { code, out } = await run(['--help']);
    expect(code).toBe(0);
    expect(out).toMatch(/kl, w2, frobenius, bures/);
  });
});
