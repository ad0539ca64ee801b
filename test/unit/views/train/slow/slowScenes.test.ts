import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import katex from 'katex';
import { beforeAll, describe, expect, it } from 'vitest';
import { environmentById } from '../../../../../src/environments/environmentById.ts';
import { ALGORITHM_IDS } from '../../../../../src/experiments/choices.ts';
import type { RunConfiguration } from '../../../../../src/experiments/fields.ts';
import type { Dissection } from '../../../../../src/trainer/dissection/dissection.ts';
import { formulaOf } from '../../../../../src/views/train/slow/slowFormulas.ts';
import { keyOf } from '../../../../../src/views/train/slow/slowKey.ts';
import { numbersOf } from '../../../../../src/views/train/slow/slowNumbers.ts';
import {
  firstPosition,
  goTo,
  goToStage,
  pagesOf,
  type Stage,
} from '../../../../../src/views/train/slow/slowPages.ts';
import { beyondOf, type Scene, sceneOf } from '../../../../../src/views/train/slow/slowScene.ts';
import { shapesOf } from '../../../../../src/views/train/slow/slowShapes.ts';
import { sentencesOf, stageName } from '../../../../../src/views/train/slow/slowWords.ts';
import { dissectWhole } from '../../../../support/dissections.ts';
import { openSimd, smallRun } from '../../../../support/runs.ts';

const SECTIONS = new Set(
  [
    ...readFileSync(
      fileURLToPath(new URL('../../../../../docs/mathematics.md', import.meta.url)),
      'utf8',
    ).matchAll(/^#+ ([\d.]+) /gm),
  ].map(([, section]) => section!.replace(/\.$/, '')),
);

const LIVELY = { learningRate: 0.01, policyEpochs: 3, seeds: [4] } as const;

const RUNS: readonly (readonly [string, RunConfiguration])[] = [
  ...ALGORITHM_IDS.map((algorithm) => [algorithm, smallRun({ ...LIVELY, algorithm })] as const),
  [
    'frobenius in the plane',
    smallRun({ ...LIVELY, environment: 'point-mass', projection: 'frobenius', head: 'full' }),
  ],
  [
    'bures with five actions',
    smallRun({ ...LIVELY, environment: 'reacher-5', projection: 'bures', head: 'root' }),
  ],
  [
    'w2 with an entropy bonus',
    smallRun({ ...LIVELY, projection: 'w2', entropyCoefficient: 0.01, scaled: false }),
  ],
  [
    'an entropy floor after the bounds',
    smallRun({ ...LIVELY, environment: 'point-mass', entropySchedule: 'linear', targetEntropy: 6 }),
  ],
  [
    'an entropy floor before the bounds',
    smallRun({ ...LIVELY, entropySchedule: 'linear', targetEntropy: 6, entropyFirst: true }),
  ],
];

async function dissectionOf(configuration: RunConfiguration): Promise<Dissection> {
  const environment = environmentById(configuration.environment);
  return dissectWhole(
    { configuration, seed: 4, iteration: 2, from: null },
    environment,
    openSimd,
    async () => {},
  );
}

/** Every page in every state. */
function scenesOf(configuration: RunConfiguration, dissection: Dissection): Scene[] {
  const pages = pagesOf(dissection);
  return pages.flatMap((_, page) =>
    dissection.states.time.map((_, state) =>
      sceneOf(configuration, dissection, pages, goTo(pages, firstPosition(pages), page), state),
    ),
  );
}

describe.each(RUNS)('slow motion of %s', (_, configuration) => {
  let dissection: Dissection;
  let scenes: Scene[];
  beforeAll(async () => {
    dissection = await dissectionOf(configuration);
    scenes = scenesOf(configuration, dissection);
  });

  it('has a sentence, numbers and a formula that can be set for every page', () => {
    for (const scene of scenes) {
      const { tex, label, sections } = formulaOf(scene);
      const html = katex.renderToString(tex, {
        throwOnError: true,
        strict: 'ignore',
        trust: ({ command }) => command === '\\htmlClass',
      });
      expect(html).toMatch(/class="enclosing lit"/);
      const words = [
        sentencesOf(scene),
        label,
        ...numbersOf(scene).flatMap(({ title, rows }) => [
          title,
          ...rows.map((row) => `${row.name} ${row.value}`),
        ]),
      ];
      for (const text of words) expect(text).not.toMatch(/NaN|not a number|undefined|Infinity|[a-z]_[a-z]/);
      const named = [...sections.matchAll(/§([\d.]+)/g)].map(([, section]) => section!);
      expect(named.length).toBeGreaterThan(0);
      for (const section of named) expect(SECTIONS, section).toContain(section);
      expect(keyOf(scene, shapesOf(scene, [0, 1], 1)).length).toBeGreaterThan(0);
    }
  });

  it('draws every page within its picture, to the same scale', () => {
    for (const scene of scenes) {
      const shapes = shapesOf(scene, [0, 1], 3);
      const { old, extent, proposed, projected, trail, arrows, action } = shapes;
      const places = [
        ...trail,
        ...(action ? [action] : []),
        ...[proposed, projected].flatMap((shape) => (shape ? [shape] : [])),
      ];
      for (const { x, y } of places) {
        expect(Math.abs(x - old.x)).toBeLessThanOrEqual(extent);
        expect(Math.abs(y - old.y)).toBeLessThanOrEqual(extent);
      }
      for (const { from, to } of arrows)
        expect([from.x, from.y, to.x, to.y].every(Number.isFinite)).toBe(true);
      const same = scenes.filter(({ state }) => state === scene.state);
      expect(new Set(same.map((one) => shapesOf(one, [0, 1], 3).extent)).size).toBe(1);
    }
  });

  it('lights a comparison whose bound is broken, and only such', () => {
    for (const scene of scenes.filter(({ stage }) => stage === 'distance')) {
      const { mean, covariance } = beyondOf(scene);
      const lit = formulaOf(scene).tex.match(/lit\}\{[^}]*>/g) ?? [];
      expect(lit).toHaveLength(Number(mean) + Number(covariance));
    }
  });
});

describe('what the stages say', () => {
  const pageOf = (configuration: RunConfiguration, dissection: Dissection, stage: Stage) => {
    const pages = pagesOf(dissection);
    return sceneOf(configuration, dissection, pages, goToStage(pages, firstPosition(pages), stage), 0);
  };

  it('is what the method does instead of a projection', async () => {
    const said: Record<string, string> = {};
    for (const algorithm of ALGORITHM_IDS) {
      const configuration = smallRun({ ...LIVELY, algorithm });
      const scene = pageOf(configuration, await dissectionOf(configuration), 'projection');
      said[algorithm] = `${stageName('projection', configuration)}: ${sentencesOf(scene)}`;
    }
    expect(said.trpl).toMatch(/^Projection: .*(bound|as it is)/);
    expect(said.ppo).toMatch(/^Clip: No layer here/);
    expect(said.trpo).toMatch(/^Line search: /);
    expect(said.papi).toMatch(/^Projection: After the epochs/);
    expect(said.pg).toMatch(/^No bound: Nothing holds the policy/);
  });

  it('is on the bound only where the layer leaves the policy there', async () => {
    const seen = new Set<string>();
    for (const changes of [
      { targetEntropy: 6 },
      { targetEntropy: -6 },
      { targetEntropy: 6, entropyFirst: true },
      { targetEntropy: 1.4, entropyEquality: true },
    ]) {
      const configuration = smallRun({ ...LIVELY, entropySchedule: 'linear', ...changes });
      const dissection = await dissectionOf(configuration);
      for (const scene of scenesOf(configuration, dissection)) {
        if (scene.stage !== 'projection') continue;
        const projected = scene.policy.projected!;
        const distance = projected.distance.covariance[scene.state]!;
        const words = sentencesOf(scene);
        const { bounds } = dissection;
        const isLast = changes.entropyFirst === true || !/Then the entropy floor/.test(words);
        if (/beyond its bound/.test(words)) {
          expect(distance).toBeGreaterThan(bounds.covariance);
          seen.add('beyond');
        } else {
          expect(distance).toBeLessThanOrEqual(bounds.covariance * (1 + 1e-5));
        }
        if (isLast && /(covariance goes|and covariance go) .*exactly on/.test(words)) {
          expect(distance).toBeCloseTo(bounds.covariance, 6);
          seen.add('on the bound');
        }
        if (/entropy floor/.test(words)) seen.add('floor');
        if (/^First the entropy floor/.test(words)) seen.add('first');
      }
    }
    expect([...seen].sort()).toEqual(['beyond', 'first', 'floor', 'on the bound']);
  });

  it('counts gradient steps as they were taken, and says when not all have a page', async () => {
    const configuration = smallRun(LIVELY);
    const dissection = await dissectionOf(configuration);
    const scene = pageOf(configuration, dissection, 'proposal');
    // 4 minibatches an epoch: the first epoch's, then the last of two more.
    expect([dissection.steps, scene.place.number, scene.place.of]).toEqual([12, 7, 7]);
    expect(sentencesOf(scene)).toMatch(
      /step 12 of 12 \(epoch 3, minibatch 4 of 4\).*Of all steps 6 are shown/,
    );
  });
});
