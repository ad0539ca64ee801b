import { gunzipSync, gzipSync } from 'node:zlib';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { KeptContent } from '../../../src/keeping/keptRun.ts';
import { packRun, UnreadableRun, unpackRun } from '../../../src/keeping/runFile.ts';
import { trainedContent } from '../../support/keptRuns.ts';

/** What a test takes apart as it likes. */
type Plain = ReturnType<typeof JSON.parse>;

let content: KeptContent;
let packed: Uint8Array;
let text: string;

beforeAll(async () => {
  content = await trainedContent(3, { seeds: [1, 2], normaliseRewards: true, hiddenSizes: [4] });
  packed = await packRun(content);
  text = gunzipSync(packed).toString();
});

/** Why a file cannot be opened. */
async function complaint(
  file: Uint8Array | string,
  limits?: { packed: number; unpacked: number },
): Promise<string> {
  const bytes = typeof file === 'string' ? utf8ToBytes(file) : file;
  const error = await unpackRun(bytes, limits).then(
    () => null,
    (one) => one,
  );
  expect(error).toBeInstanceOf(UnreadableRun);
  return (error as Error).message;
}

/** The file with its content changed by somebody who knows how to sum it up. */
function forged(change: (run: Plain) => void): string {
  const file = JSON.parse(text);
  change(file.run);
  file.sha256 = bytesToHex(sha256(utf8ToBytes(JSON.stringify(file.run))));
  return JSON.stringify(file);
}

const DAMAGED = /damaged/;

describe('run files', () => {
  it('give back the run to the last bit, under a key of its own', async () => {
    const { kept, checkpoint, rows } = await unpackRun(packed);
    expect(checkpoint).toStrictEqual(content.checkpoint);
    expect(rows).toStrictEqual(content.rows);
    expect(kept).toMatchObject({ name: content.kept.name, engine: 'simd', iteration: 3, ended: true });
    expect(kept.configuration).toEqual(content.kept.configuration);
    expect(kept.key).not.toBe(content.kept.key);
  });

  it('give back a run over discrete actions, whose policies have no covariances', async () => {
    const discrete = await trainedContent(2, { environment: 'cart-pole-balance', hiddenSizes: [4] });
    const { checkpoint, kept } = await unpackRun(await packRun(discrete));
    expect(checkpoint).toStrictEqual(discrete.checkpoint);
    expect(kept.configuration).toEqual(discrete.kept.configuration);
    const { old } = checkpoint.members[0]!.report.probes;
    expect([old.mean.length % 2, old.covariance.length]).toEqual([0, 0]);
  });

  it('give back a run whose policy was taught first, with observations as they are whatever the setting', async () => {
    const taught = await trainedContent(2, {
      environment: 'spelling',
      hiddenSizes: [4],
      pretrainingSteps: 10,
      normaliseObservations: true,
    });
    const { checkpoint, kept } = await unpackRun(await packRun(taught));
    expect(checkpoint).toStrictEqual(taught.checkpoint);
    expect(kept.configuration).toEqual(taught.kept.configuration);
  });

  it('can be read unpacked, and written anew by whoever formats JSON', async () => {
    expect((await unpackRun(utf8ToBytes(text))).checkpoint).toStrictEqual(content.checkpoint);
    const formatted = JSON.stringify(JSON.parse(text), null, 2);
    expect((await unpackRun(utf8ToBytes(formatted))).checkpoint).toStrictEqual(content.checkpoint);
  });

  it('hold runs without a layer, with a full covariance, that ended early, with seeds that diverged, and of discrete actions', async () => {
    const others = [
      await trainedContent(1, { algorithm: 'ppo' }),
      await trainedContent(150, { stopAtReturn: -1e4, steps: 128 * 200 }),
      await trainedContent(1, { environment: 'point-mass', head: 'root' }),
      await trainedContent(2, {
        algorithm: 'pg',
        learningRate: 0.1,
        policyEpochs: 50,
        head: 'root',
        environment: 'point-mass',
      }),
      await trainedContent(1, { environment: 'mountain-car-discrete' }),
    ];
    expect(others[1]!.checkpoint.members[0]!.ended).toBe('return');
    for (const one of others) {
      expect((await unpackRun(await packRun(one))).checkpoint).toStrictEqual(one.checkpoint);
    }
  });

  it('that were cut short are said to be damaged', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: packed.length - 1 }), async (length) => {
        expect(await complaint(packed.slice(0, length))).toMatch(DAMAGED);
      }),
      { numRuns: 30 },
    );
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 40, max: text.length - 3 }), async (length) => {
        expect(await complaint(text.slice(0, length))).toMatch(DAMAGED);
      }),
      { numRuns: 30 },
    );
  });

  it('in which anything has changed are never taken for the run', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(packed.length - 1), fc.integer({ min: 1, max: 255 }), async (place, change) => {
        const file = packed.slice();
        file[place] = file[place]! ^ change;
        // A few bytes of the wrapping say nothing, such as when it was wrapped.
        const opened = await unpackRun(file).catch((error) => error);
        if (opened instanceof UnreadableRun) return;
        expect(opened.checkpoint).toStrictEqual(content.checkpoint);
      }),
      { numRuns: 60 },
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 2), fc.integer({ min: 0x20, max: 0x7e }), async (place, code) => {
        const file = text.slice(0, place) + String.fromCharCode(code) + text.slice(place + 1);
        if (file === text) return;
        const opened = await unpackRun(utf8ToBytes(file)).catch((error) => error);
        if (opened instanceof UnreadableRun) return;
        expect(opened.checkpoint).toStrictEqual(content.checkpoint);
      }),
      { numRuns: 60 },
    );
  });

  it('of another kind are said to be foreign', async () => {
    for (const file of [
      '',
      '{}',
      '[]',
      'null',
      '7',
      'return,steps\n1,2',
      '{"format":"something else"}',
      '\u0000\u0001',
    ]) {
      expect(await complaint(file), file).toMatch(/not a run of the Trust Region Playground/);
    }
    expect(await complaint(gzipSync('{"cases":[]}'))).toMatch(/not a run/);
  });

  it('of a newer version say so, whatever is in them', async () => {
    const newer = JSON.stringify({ ...JSON.parse(text), version: 2, run: { other: 1 } });
    expect(await complaint(newer)).toMatch(/newer version.*format 2; this one reads 1/);
    expect(await complaint(JSON.stringify({ ...JSON.parse(text), version: '2' }))).toMatch(DAMAGED);
  });

  it('too large for the page are refused before they are unpacked, or on the way', async () => {
    const limits = { packed: 2 ** 20, unpacked: 3 * 2 ** 20 };
    expect(await complaint(new Uint8Array(2 ** 20 + 1), limits)).toMatch(/larger than the 1 MB/);
    expect(await complaint(gzipSync(new Uint8Array(2 ** 22)), limits)).toMatch(/more than the 3 MB/);
  });

  it.each<[string, (run: Plain) => void, RegExp]>([
    ['a setting that there is not', (run) => (run.configuration.colour = 'red'), /no setting.*colour/],
    ['more states than a page can hold', (run) => (run.configuration.environments = 1e6), /environments/],
    ['a network of another size', (run) => (run.configuration.hiddenSizes = [5]), /parameters/],
    [
      'parameters missing',
      (run) => delete run.checkpoint.members[0].checkpoint.engine.policy.parameters,
      /parameters/,
    ],
    [
      'half a number',
      (run) => (run.checkpoint.members[0].report.oldParameters = { float32: 'AAA=' }),
      /half a number/,
    ],
    ['fewer seeds than it has', (run) => run.checkpoint.members.pop(), /members/],
    ['seeds in another order', (run) => run.checkpoint.members.reverse(), /seed/],
    ['an iteration beyond its end', (run) => (run.checkpoint.iteration = 99), /iteration/],
    ['iterations that go back', (run) => run.rows.reverse(), /ascend/],
    [
      'a picture of too few states',
      (run) => (run.checkpoint.members[1].report.proposed.mean = { float32: 'AAAAAA==' }),
      /proposed/,
    ],
    [
      'no run at all',
      (run) => {
        for (const key of Object.keys(run)) delete run[key];
      },
      /configuration must be an object/,
    ],
  ])('with %s are refused, with the place', async (_, change, place) => {
    const sentence = await complaint(forged(change));
    expect(sentence).toMatch(/no run that this page can go on with/);
    expect(sentence).toMatch(place);
  });
});
