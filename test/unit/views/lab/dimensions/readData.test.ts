import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../../src/random/random.ts';
import { eigenvaluesOf } from '../../../../../src/views/lab/dimensions/covarianceCheck.ts';
import { examplePair } from '../../../../../src/views/lab/dimensions/examplePair.ts';
import type { Gaussian, GaussianPair } from '../../../../../src/views/lab/dimensions/gaussianPair.ts';
import { type OwnData, readData } from '../../../../../src/views/lab/dimensions/readData.ts';
import { writePolicies } from '../../../../../src/views/lab/dimensions/writePolicies.ts';

function dataOf(text: string): OwnData {
  const reading = readData(text);
  if ('problem' in reading) throw new Error(`${reading.problem} in ${text}`);
  return reading.value.data;
}

function problemOf(text: string): string {
  const reading = readData(text);
  if (!('problem' in reading)) throw new Error(`read ${JSON.stringify(reading.value)}`);
  return reading.problem;
}

const COVARIANCE = [2, 0.5, 0.25, 0.5, 1.5, -0.125, 0.25, -0.125, 1];
const WRITTEN: Readonly<Record<string, string>> = {
  'CSV with commas': '2,0.5,0.25\n0.5,1.5,-0.125\n0.25,-0.125,1\n',
  'CSV with a header': 'x,y,z\n2,0.5,0.25\n0.5,1.5,-0.125\n0.25,-0.125,1\n',
  'CSV with CRLF, quotes and a byte order mark':
    '\uFEFF"2","0.5","0.25"\r\n"0.5","1.5","-0.125"\r\n"0.25","-0.125","1"\r\n',
  'a spreadsheet with tabs': '2\t0.5\t0.25\n0.5\t1.5\t-0.125\n0.25\t-0.125\t1',
  'a spreadsheet with tabs and decimal commas': '2\t0,5\t0,25\n0,5\t1,5\t-0,125\n0,25\t-0,125\t1',
  'CSV with semicolons': '2;0.5;0.25\n0.5;1.5;-0.125\n0.25;-0.125;1;\n',
  'CSV with semicolons and decimal commas': '2,0;0,5;0,25\n0,5;1,5;-0,125\n0,25;-0,125;1,0',
  'CSV with quoted decimal commas': '"2,0","0,5","0,25"\n"0,5","1,5","-0,125"\n"0,25","-0,125","1,0"',
  'blanks and decimal commas': '2,0 0,5 0,25\n0,5 1,5 -0,125\n0,25 -0,125 1,0',
  'a true minus sign': '2 0.5 0.25\n0.5 1.5 −0.125\n0.25 −0.125 1',
  JSON: '[[2,0.5,0.25],[0.5,1.5,-0.125],[0.25,-0.125,1]]',
  Python: 'cov = np.array([[2, 0.5, 0.25], [0.5, 1.5, -0.125],\n   [0.25, -0.125, 1]], dtype=np.float64)',
  'print of NumPy': '[[ 2.     0.5    0.25 ]\n [ 0.5    1.5   -0.125]\n [ 0.25  -0.125  1.   ]]',
  'NumPy with wrapped rows':
    '[[ 2.     0.5\n    0.25 ]\n [ 0.5    1.5\n   -0.125]\n [ 0.25  -0.125\n    1.   ]]',
  'repr of NumPy':
    'array([[ 2.   ,  0.5  ,  0.25 ],\n       [ 0.5  ,  1.5  , -0.125],\n       [ 0.25 , -0.125,  1.   ]])',
  'NumPy with exponents':
    'array([[ 2.00e+00,  5.00e-01,  2.50e-01],\n       [ 5.00e-01,  1.50e+00, -1.25e-01],\n       [ 2.50e-01, -1.25e-01,  1.00e+00]])',
  PyTorch:
    "tensor([[ 2.0000,  0.5000,  0.2500],\n        [ 0.5000,  1.5000, -0.1250],\n        [ 0.2500, -0.1250,  1.0000]], device='cuda:0',\n       dtype=torch.float64)",
  pandas: '       0      1      2\n0  2.00  0.500  0.250\n1  0.50  1.500 -0.125\n2  0.25 -0.125  1.000',
  'pandas with names':
    '          x      y      z\nx  2.00  0.500  0.250\ny  0.50  1.500 -0.125\nz  0.25 -0.125  1.000',
  R: '     [,1]   [,2]   [,3]\n[1,] 2.00  0.500  0.250\n[2,] 0.50  1.500 -0.125\n[3,] 0.25 -0.125  1.000',
  'Matlab code': 'S = [2 0.5 0.25; 0.5 1.5 -0.125; 0.25 -0.125 1];',
  'Matlab code over lines': '[2, 0.5, 0.25;\n 0.5, 1.5, -0.125;\n 0.25, -0.125, 1]',
  'print of Matlab':
    'S =\n\n    2.0000    0.5000    0.2500\n    0.5000    1.5000   -0.1250\n    0.2500   -0.1250    1.0000\n',
  'Matlab with a factor':
    'S =\n\n   1.0e-01 *\n\n   20.0   5.0   2.5\n   5.0   15.0   -1.25\n   2.5   -1.25   10.0\n',
  Julia: '3×3 Matrix{Float64}:\n 2.0    0.5    0.25\n 0.5    1.5   -0.125\n 0.25  -0.125   1.0',
  Mathematica: '{{2, 0.5, 0.25}, {0.5, 1.5, -0.125}, {0.25, -0.125, 1}}',
  LaTeX: '\\begin{pmatrix} 2 & 0.5 & 0.25 \\\\ 0.5 & 1.5 & -0.125 \\\\ 0.25 & -0.125 & 1 \\end{pmatrix}',
  'one line': '2 0.5 0.25; 0.5 1.5 -0.125; 0.25 -0.125 1',
};

describe('a covariance matrix', () => {
  for (const [name, text] of Object.entries(WRITTEN)) {
    it(`is read as ${name}`, () => {
      const data = dataOf(text);
      expect(data.kind).toBe('covariance');
      if (data.kind !== 'covariance') return;
      expect(data.dimension).toBe(3);
      for (const [i, entry] of COVARIANCE.entries()) expect(data.covariance[i]).toBeCloseTo(entry, 12);
    });
  }

  it('tells decimal commas from commas between numbers', () => {
    const reading = readData('4,5 0,5\n0,5 1,5');
    expect(reading).toEqual({
      value: {
        data: { kind: 'covariance', dimension: 2, covariance: [4.5, 0.5, 0.5, 1.5] },
        decimalCommas: true,
      },
    });
    expect(dataOf('4,1;1,3')).toMatchObject({ covariance: [4, 1, 1, 3] });
    expect(dataOf('4, 1\n1, 3')).toMatchObject({ covariance: [4, 1, 1, 3] });
    expect(problemOf('4,5,0,5\n0,5,1,5')).toMatch(/^Not square: 2 rows of 4.*tabs or semicolons/);
  });

  it('is made exactly symmetric where it was printed with rounded digits', () => {
    const data = dataOf('1 0.3333333\n0.3333334 1');
    expect(data).toMatchObject({ covariance: [1, 0.33333335, 0.33333335, 1] });
  });

  it.each([
    ['', 'There are no numbers in it.'],
    ['[]', 'There are no numbers in it.'],
    ['1 2 3\n4 5 6', 'Not square: 2 rows of 3.'],
    ['5', 'One action alone has no plane: from 2 to 6 actions can be shown.'],
    [
      '1 0.5\n0.2 1',
      'Not symmetric: row 1, column 2 is 0.500, but row 2, column 1 is 0.200; they are 0.300 apart.',
    ],
    ['1 2\n2 1', 'Not positive definite: its smallest eigenvalue is −1.00, and all must be above 0.'],
    ['1 1\n1 1', 'Not positive definite: its smallest eigenvalue is 0, and all must be above 0.'],
    ['1 0\n0 -2', 'The variance of action 2 is −2.00: a variance is above 0.'],
    ['1 0\n0 1e30', /^The variance of action 2 is 1\.00·10³⁰: from 1\.00·10⁻⁸ to 1\.00·10⁸/],
    ['1 0\n0 1e999', 'Line 2, entry 2: “1e999” is not a finite number.'],
    ['1 0\nNaN 1', 'Line 2, entry 1: “NaN” is not a finite number.'],
    ['1,0\n,1', 'Line 2 has 1 number where 2 were expected.'],
    ['1,0,0\n0,,0\n0,0,1', 'Line 2, entry 2: there is no number.'],
    ['1 0\n0 l', 'Line 2, entry 2: “l” is not a number.'],
    ['1 0 0\n0 1\n0 0 1', 'Line 2 has 2 numbers where 3 were expected.'],
    ['[[1. 0. ... 0.]\n [0. 1. ... 0.]]', /left out with “…”/],
    ['1.0 0.9999999999999\n0.9999999999999 1.0', /^Too close to singular/],
    [
      Array.from({ length: 7 }, (_, i) => Array.from({ length: 7 }, (__, j) => Number(i === j)).join()).join(
        '\n',
      ),
      /^7 actions are too many: from 2 to 6/,
    ],
  ])('is refused with a sentence: %j', (text, sentence) => {
    if (typeof sentence === 'string') expect(problemOf(text)).toBe(sentence);
    else expect(problemOf(text)).toMatch(sentence);
  });
});

const PAIR: GaussianPair = {
  dimension: 2,
  old: { mean: [1, 2], covariance: [1, 0.5, 0.5, 2] },
  proposed: { mean: [3, 4], covariance: [4, -1, -1, 5] },
};

describe('two policies', () => {
  it.each([
    ['rows alone', '1,2\n1,0.5\n0.5,2\n3,4\n4,-1\n-1,5'],
    ['rows with a header', 'a1,a2\n1,2\n1,0.5\n0.5,2\n3,4\n4,-1\n-1,5'],
    [
      'named rows',
      'policy;part;a1;a2\nold;mean;1;2\nold;covariance;1;0,5\nold;covariance;0,5;2\nproposed;mean;3;4\nproposed;covariance;4;-1\nproposed;covariance;-1;5',
    ],
    [
      'named rows in another order',
      'new mean 3 4\nnew cov 4 -1\nnew cov -1 5\nold mean 1 2\nold cov 1 .5\nold cov .5 2',
    ],
    ['blocks', 'proposed\n3,4\n4,-1\n-1,5\nold\n1,2\n1,0.5\n0.5,2'],
    [
      'blocks with parts',
      'Old\nmean\n1 2\ncovariance\n1 0.5\n0.5 2\nProposed\ncovariance\n4 -1\n-1 5\nmean\n3 4',
    ],
    [
      'JSON',
      '{"proposed": {"mean": [3, 4], "covariance": [[4, -1], [-1, 5]]},\n "old": {"covariance": [[1, 0.5], [0.5, 2]], "mean": [1, 2]}}',
    ],
  ])('are read as %s', (_, text) => {
    expect(dataOf(text)).toEqual({ kind: 'policies', pair: PAIR });
  });

  it('come back from a saved file to the last bit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 6 }), fc.nat(), (dimension, seed) => {
        const pair = examplePair(dimension, seed);
        expect(dataOf(writePolicies(pair, pair.old))).toEqual({ kind: 'policies', pair });
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['old\n1 2\n1 0\n0 1', 'There is no proposed policy in it. Two are needed, named old and proposed.'],
    [
      'old\n1 2\n1 0\nproposed\n1 2\n1 0\n0 1',
      'The old policy has 2 rows; over 2 actions it needs 3, its mean and 2 of its covariance.',
    ],
    [
      'old\n1 2\n1 0\n0 1\nproposed\n1 2\n1 3\n3 1',
      'Proposed policy: Not positive definite: its smallest eigenvalue is −2.00, and all must be above 0.',
    ],
    [
      'old\n1 2\n1 0\n0 1\nproposed\n1 2 3\n1 0 0\n0 1 0\n0 0 1',
      'The old policy has 2 actions and the proposed one 3: both need the same.',
    ],
    [
      'old,cov,1,0\nold,cov,0,1\nproposed,mean,0,0\nproposed,cov,1,0\nproposed,cov,0,1',
      /^The old policy needs one row for its mean/,
    ],
    [
      'old,mean,1e9,0\nold,cov,1,0\nold,cov,0,1\nproposed,mean,0,0\nproposed,cov,1,0\nproposed,cov,0,1',
      /^Old policy: The mean 1\.00·10⁹ is too large/,
    ],
  ])('are refused with a sentence: %j', (text, sentence) => {
    if (typeof sentence === 'string') expect(problemOf(text)).toBe(sentence);
    else expect(problemOf(text)).toMatch(sentence);
  });
});

describe('samples of two policies', () => {
  const random = createRandom(5);
  const draw = ({ mean, covariance }: Gaussian) => {
    const [a, b] = [random.normal(), random.normal()];
    const root = Math.sqrt(covariance[0]!);
    const slope = covariance[1]! / root;
    return [mean[0]! + root * a, mean[1]! + slope * a + Math.sqrt(covariance[3]! - slope * slope) * b];
  };
  const lines = Array.from({ length: 6000 }, (_, i) => {
    const side = i % 3 === 0 ? 'proposed' : 'old';
    return [side, ...draw(PAIR[side])];
  });

  it.each([
    ['first', (line: (string | number)[]) => line.join(',')],
    ['last', ([side, ...rest]: (string | number)[]) => [...rest, side].join('\t')],
  ])('give estimates near the truth, with the column that names the policy %s', (_, write) => {
    const data = dataOf(lines.map(write).join('\n'));
    expect(data).toMatchObject({ kind: 'samples', counts: { old: 4000, proposed: 2000 } });
    if (data.kind !== 'samples') return;
    for (const side of ['old', 'proposed'] as const) {
      for (const name of ['mean', 'covariance'] as const) {
        const truth = PAIR[side][name];
        data.pair[side][name].forEach((value, i) => {
          expect(Math.abs(value - truth[i]!)).toBeLessThan(0.35);
        });
      }
    }
  });

  it('are averaged as one does by hand', () => {
    const data = dataOf('who,a,b\nold,0,0\nold,2,0\nold,1,3\nnew,0,0\nnew,4,0\nnew,2,6');
    expect(data).toMatchObject({
      pair: {
        old: { mean: [1, 1], covariance: [1, 0, 0, 3] },
        proposed: { mean: [2, 2], covariance: [4, 0, 0, 12] },
      },
    });
  });

  it.each([
    [
      'old,0,0\nold,2,0\nold,1,3\nproposed,1,1\nproposed,1,2',
      'The proposed policy needs at least 3 samples for 2 actions; there are 2.',
    ],
    [
      'old,0,0\nold,2,0\nold,1,3\nother,1,1\nproposed,1,2',
      'Line 4: “other” names no policy; write old or proposed.',
    ],
    ['old,0,0\nold,2,x\nold,1,3\nproposed,1,1\nproposed,1,2', 'Line 2, entry 3: “x” is not a number.'],
  ])('are refused with a sentence: %j', (text, sentence) => {
    expect(problemOf(text)).toBe(sentence);
  });
});

describe('hostile text', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '[',
      ']',
      '{',
      '}',
      '(',
      ')',
      ',',
      ';',
      '\t',
      ' ',
      '\n',
      '\r\n',
      '|',
      '&',
      '\\\\',
      '"',
      "'",
      '...',
      '×',
      '=',
      '*',
    ),
    fc.constantFrom(
      'old',
      'proposed',
      'projected',
      'mean',
      'covariance',
      'constructor',
      '__proto__',
      'NaN',
      '-Infinity',
      '1e999',
      '1.0e+03 *\n',
      'array(',
      'dtype=',
      '[,1]',
      '[1,]',
      '0x10',
      '1_000',
      '−1',
      '½',
      '\u0000',
      '🙂',
    ),
    fc.double({ noNaN: false }).map(String),
    fc.integer({ min: -9, max: 9 }).map(String),
    fc.string({ maxLength: 6 }),
  );
  /** Matrices that are near to being covariances are where a check can fail. */
  const nearly = fc.integer({ min: 1, max: 7 }).chain((k) =>
    fc
      .array(
        fc.oneof(fc.double({ min: -2, max: 2, noNaN: true }), fc.constantFrom(0, 1, 1e-9, 1e8, 5e-324)),
        { minLength: k * k, maxLength: k * k },
      )
      .map((numbers) => {
        const entry = (i: number, j: number) =>
          i === j ? Math.abs(numbers[i * k + i]!) + 1e-9 : numbers[Math.max(i, j) * k + Math.min(i, j)]!;
        return Array.from({ length: k }, (_, i) =>
          Array.from({ length: k }, (__, j) => entry(i, j)).join(' '),
        ).join('\n');
      }),
  );
  const text = fc.oneof(
    fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'binary', maxLength: 300 }),
    nearly,
    fc.tuple(nearly, nearly).map(([old, proposed]) => `old\n${old}\nproposed\n${proposed}`),
  );

  it('never throws, and nothing is taken that is no positive definite covariance', () => {
    const check = ({ mean, covariance }: Gaussian) => {
      const k = mean.length;
      expect(k).toBeGreaterThanOrEqual(2);
      expect(k).toBeLessThanOrEqual(6);
      expect(mean.every(Number.isFinite)).toBe(true);
      expect(covariance).toHaveLength(k * k);
      for (let i = 0; i < k; i++)
        for (let j = 0; j < k; j++) expect(covariance[i * k + j]).toBe(covariance[j * k + i]);
      expect(eigenvaluesOf(covariance, k).at(-1)).toBeGreaterThan(0);
    };
    fc.assert(
      fc.property(text, (written) => {
        const reading = readData(written);
        if ('problem' in reading) {
          expect(reading.problem).toMatch(/^[\p{Lu}\d][^\n]*\.$/u);
          return;
        }
        const { data } = reading.value;
        if (data.kind === 'covariance')
          check({ mean: new Array(data.dimension).fill(0), covariance: data.covariance });
        else {
          check(data.pair.old);
          check(data.pair.proposed);
        }
      }),
      { numRuns: 4000 },
    );
  });

  it.each([
    ['blanks', ' '],
    ['empty lines', '\n'],
    ['brackets', '['],
    ['quotes', '"1,'],
    ['names', 'a.'],
    ['names of types', 'dtype='],
    ['semicolons', ';'],
    ['LaTeX', '\\begin{'],
    ['stars', '* '],
    ['numbers', '1 '],
  ])('of hundreds of thousands of %s is answered', (_, unit) => {
    const long = `x${unit.repeat(Math.floor(400_000 / unit.length))}x`;
    expect(readData(long)).toHaveProperty('problem');
  });
});
