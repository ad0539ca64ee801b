import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import katex from 'katex';
import { beforeAll, describe, expect, it } from 'vitest';
import { environmentById } from '../../../../../../src/environments/environmentById.ts';
import { ALGORITHM_IDS } from '../../../../../../src/experiments/choices.ts';
import type { RunConfiguration } from '../../../../../../src/experiments/fields.ts';
import type { Dissection } from '../../../../../../src/trainer/dissection/dissection.ts';
import { actionShapesOf } from '../../../../../../src/views/train/slow/categorical/actionShapes.ts';
import { keyOfActions } from '../../../../../../src/views/train/slow/categorical/keyOfActions.ts';
import { logitGradients } from '../../../../../../src/views/train/slow/categorical/logitGradients.ts';
import { formulaOf } from '../../../../../../src/views/train/slow/slowFormulas.ts';
import { numbersOf } from '../../../../../../src/views/train/slow/slowNumbers.ts';
import { firstPosition, goTo, pagesOf } from '../../../../../../src/views/train/slow/slowPages.ts';
import {
  beyondOf,
  numberOf,
  ofState,
  type Scene,
  sceneOf,
  takenBackOf,
} from '../../../../../../src/views/train/slow/slowScene.ts';
import { sentencesOf } from '../../../../../../src/views/train/slow/slowWords.ts';
import { dissectWhole } from '../../../../../support/dissections.ts';
import { openSimd, smallRun } from '../../../../../support/runs.ts';

const SECTIONS = new Set(
  [
    ...readFileSync(
      fileURLToPath(new URL('../../../../../../docs/mathematics.md', import.meta.url)),
      'utf8',
    ).matchAll(/^#+ ([\d.]+) /gm),
  ].map(([, section]) => section!.replace(/\.$/, '')),
);

const LIVELY = { learningRate: 0.01, policyEpochs: 3, seeds: [4], categoricalBound: 2e-3 } as const;
const BALANCE = { ...LIVELY, environment: 'cart-pole-balance' } as const;
const SWING = { ...LIVELY, environment: 'acrobot-discrete' } as const;

const RUNS: readonly (readonly [string, RunConfiguration])[] = [
  ...ALGORITHM_IDS.map((algorithm) => [algorithm, smallRun({ ...BALANCE, algorithm })] as const),
  ['KL over three actions', smallRun({ ...SWING })],
  [
    'the Euclidean layer with an entropy bonus',
    smallRun({ ...SWING, categoricalProjection: 'euclidean', entropyCoefficient: 0.01 }),
  ],
  ['PPO over three actions', smallRun({ ...SWING, algorithm: 'ppo' })],
  [
    'an entropy floor before the bound',
    smallRun({ ...SWING, entropySchedule: 'linear', targetEntropy: 1, entropyFirst: true }),
  ],
  [
    'an entropy floor after the bound',
    smallRun({ ...SWING, entropySchedule: 'linear', targetEntropy: 1, categoricalBound: 0.05 }),
  ],
];

describe.each(RUNS)('slow motion over discrete actions, of %s', (_, configuration) => {
  let dissection: Dissection;
  let scenes: Scene[];
  beforeAll(async () => {
    const environment = environmentById(configuration.environment);
    const request = { configuration, seed: 4, iteration: 2, from: null };
    dissection = await dissectWhole(request, environment, openSimd, async () => {});
    const pages = pagesOf(dissection);
    scenes = pages.flatMap((_page, page) =>
      dissection.states.time.map((_time, state) =>
        sceneOf(configuration, dissection, pages, goTo(pages, firstPosition(pages), page), state),
      ),
    );
  });

  it('has a sentence, numbers and a formula that can be set for every page, and says nothing of Gaussians', () => {
    for (const scene of scenes) {
      const { tex, label, sections, where } = formulaOf(scene);
      const html = katex.renderToString(tex, {
        throwOnError: true,
        strict: 'ignore',
        trust: ({ command }) => command === '\\htmlClass',
      });
      expect(html).toMatch(/class="enclosing lit"/);
      const rows = numbersOf(scene).flatMap(({ title, rows }) => [
        title,
        ...rows.map((row) => `${row.name} ${row.value}`),
      ]);
      const texts = [sentencesOf(scene), label, ...where, ...rows];
      for (const text of texts) {
        expect(text).not.toMatch(/NaN|not a number|undefined|Infinity|[a-df-z]_[a-z]/);
        expect(text).not.toMatch(/Gaussian|covariance|deviations?,|mean part|both|the mean goes/i);
      }
      const named = [...sections.matchAll(/§([\d.]+)/g)].map(([, section]) => section!);
      expect(named.length).toBeGreaterThan(0);
      for (const section of named) expect(SECTIONS, section).toContain(section);
    }
  });

  it('draws probabilities, and what the bound allows them, within 0 and 1', () => {
    for (const scene of scenes) {
      for (const magnification of [1, 10]) {
        const shapes = actionShapesOf(scene, magnification);
        const { drawn, policies, ranges, trail, slopes, taken } = shapes;
        for (const policy of [policies.old, policies.proposed, policies.projected]) {
          if (policy === null) continue;
          expect(Array.from(policy).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 6);
        }
        const all = [
          ...[drawn.old, drawn.proposed, drawn.projected].flatMap((policy) => Array.from(policy ?? [])),
          ...(ranges ?? []).flat(),
          ...trail.flat(),
        ];
        expect(all.every((p) => p >= 0 && p <= 1)).toBe(true);
        for (const { entries } of slopes) expect(Math.max(...entries.map(Math.abs))).toBeLessThanOrEqual(1);
        const projected = drawn.projected;
        if (projected && ranges && configuration.entropySchedule === 'none') {
          for (const [action, [low, high]] of ranges.entries()) {
            expect(projected[action]).toBeGreaterThanOrEqual(low - 1e-6);
            expect(projected[action]).toBeLessThanOrEqual(high + 1e-6);
          }
        }
        expect(keyOfActions(scene, shapes).length > 0 || taken === null).toBe(true);
      }
    }
  });

  it('lights a comparison whose bound is broken, and only such', () => {
    for (const scene of scenes.filter(({ stage }) => stage === 'distance')) {
      const lit = formulaOf(scene).tex.match(/lit\}\{[^}]*>/g) ?? [];
      expect(lit).toHaveLength(Number(beyondOf(scene).mean));
    }
  });

  it('has the gradient of the loss in logits', () => {
    const { entropyCoefficient: bonus } = configuration;
    for (const scene of scenes.filter(({ stage }) => stage === 'gradient')) {
      const { upstream, layer, pull, total } = logitGradients(scene);
      const { policy, dissection: seen, state } = scene;
      const pi = ofState((policy.projected ?? policy.proposed).mean, scene);
      const action = seen.states.action[state]!;
      const advantage = numberOf(seen.states.normalisedAdvantage, scene);
      const ratio = numberOf(policy.ratio, scene);
      const entropy = -pi.reduce((sum, p) => sum + p * Math.log(p), 0);
      for (const [i, p] of pi.entries()) {
        const surrogate = policy.clipped[state] ? 0 : -ratio * advantage * (Number(i === action) - p);
        expect(upstream[i]).toBeCloseTo(surrogate + bonus * p * (Math.log(p) + entropy), 5);
      }
      if (layer === null || pull === null) continue;
      for (const gradient of [upstream, layer, pull, total]) {
        expect(gradient.reduce((sum, entry) => sum + entry, 0)).toBeCloseTo(0, 9);
      }
      for (const [i, entry] of total.entries()) expect(entry).toBeCloseTo(layer[i]! + pull[i]!, 9);
    }
  });
});

/** π_t ∝ q e^{t r} on the bound, found by halving. */
function projectKl(q: readonly number[], logits: readonly number[], bound: number): number[] {
  const normalise = (weights: readonly number[]) => {
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return weights.map((weight) => weight / sum);
  };
  const p = normalise(logits.map(Math.exp));
  const at = (t: number) => normalise(q.map((one, i) => one ** (1 - t) * p[i]! ** t));
  const kl = (one: readonly number[]) => one.reduce((sum, x, i) => sum + x * Math.log(x / q[i]!), 0);
  if (kl(p) <= bound) return p;
  let [low, high] = [0, 1];
  for (let halving = 0; halving < 100; halving++) {
    const middle = (low + high) / 2;
    if (kl(at(middle)) > bound) high = middle;
    else low = middle;
  }
  return at(low);
}

it('shows the projection and the gradient through it that plain halving and differences give', async () => {
  const configuration = smallRun({ ...SWING, learningRate: 0.03, categoricalBound: 3e-4 });
  const environment = environmentById(configuration.environment);
  const request = { configuration, seed: 4, iteration: 2, from: null };
  const dissection = await dissectWhole(request, environment, openSimd, async () => {});
  const pages = pagesOf(dissection);
  let [bound, free] = [0, 0];
  for (const state of dissection.states.time.keys()) {
    const page = pages.findIndex(({ stage }) => stage === 'gradient');
    const scene = sceneOf(configuration, dissection, pages, goTo(pages, firstPosition(pages), page), state);
    const q = ofState(dissection.states.old.mean, scene);
    const logits = ofState(scene.policy.proposed.mean, scene).map(Math.log);
    const action = dissection.states.action[state]!;
    const advantage = dissection.states.normalisedAdvantage[state]!;
    const project = (z: readonly number[]) => projectKl(q, z, configuration.categoricalBound);
    const projected = ofState(scene.policy.projected!.mean, scene);
    for (const [i, probability] of project(logits).entries())
      expect(projected[i]).toBeCloseTo(probability, 5);
    if (takenBackOf(scene).mean) bound++;
    else free++;
    const loss = (z: readonly number[]) => (-advantage * project(z)[action]!) / q[action]!;
    const step = 1e-5;
    const { layer } = logitGradients(scene);
    for (const [i, entry] of layer!.entries()) {
      const moved = (by: number) => loss(logits.map((value, j) => value + (j === i ? by : 0)));
      expect(entry).toBeCloseTo((moved(step) - moved(-step)) / (2 * step), 4);
    }
  }
  expect(bound).toBeGreaterThan(2);
  expect(bound + free).toBeGreaterThan(5);
});
