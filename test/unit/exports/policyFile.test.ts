import { strFromU8, unzipSync } from 'fflate';
import * as ort from 'onnxruntime-web';
import { describe, expect, it } from 'vitest';
import { environmentById } from '../../../src/environments/environmentById.ts';
import { policyFile } from '../../../src/exports/policyFile.ts';
import { beginMember } from '../../../src/trainer/beginning.ts';
import { smallRun } from '../../support/runs.ts';

const configuration = smallRun({ environment: 'pendulum' });
const environment = environmentById('pendulum');
const { report } = beginMember(configuration, environment, 3);

describe('a policy as a file', () => {
  it('is an archive that says what it is, for TensorFlow.js', () => {
    const files = unzipSync(policyFile('tfjs', configuration, environment, report));
    expect(Object.keys(files)).toEqual(['model.json', 'weights.bin', 'README.txt']);
    const model = JSON.parse(strFromU8(files['model.json']!));
    const numbers = model.weightsManifest[0].weights.map(({ shape }: { shape: number[] }) =>
      shape.reduce((product, size) => product * size, 1),
    );
    expect(files['weights.bin']).toHaveLength(4 * numbers.reduce((sum: number, one: number) => sum + one, 0));
    expect(strFromU8(files['README.txt']!)).toMatch(
      /^A Gaussian policy for Pendulum, after iteration 0 of seed 3\.\nobservation \[n, 3\]: .*\nmean \[n, 1\]: .*, clipped to -2 … 2\)\.\n/,
    );
  });

  it('says what the actions are where one chooses among them', () => {
    const task = environmentById('cart-pole-balance');
    const run = smallRun({ environment: 'cart-pole-balance' });
    const files = unzipSync(policyFile('tfjs', run, task, beginMember(run, task, 3).report));
    expect(strFromU8(files['README.txt']!)).toMatch(
      /^A categorical policy for [^\n]*, after iteration 0 of seed 3\.\nobservation \[n, 4\]: .*\nprobabilities \[n, 2\]: .*\(0: .*, 1: .*\).*\nlogits \[n, 2\]: /,
    );
  });

  it('is one model for onnxruntime', async () => {
    const file = policyFile('onnx', configuration, environment, report);
    const session = await ort.InferenceSession.create(file, { executionProviders: ['wasm'] });
    expect([session.inputNames, session.outputNames]).toEqual([['observation'], ['mean', 'factor']]);
  });
});
