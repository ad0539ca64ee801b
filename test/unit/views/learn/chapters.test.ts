import { describe, expect, it } from 'vitest';
import type { LabConfiguration } from '../../../../src/experiments/lab.ts';
import { CHAPTER_IDS } from '../../../../src/experiments/learn.ts';
import { evaluate } from '../../../../src/views/lab/evaluate.ts';
import {
  DRAWS,
  drawnActions,
  drawnWithin,
  entropyOf,
  peakDensity,
  shareWithin,
} from '../../../../src/views/learn/chapters/cloud/cloudNumbers.ts';
import * as cloud from '../../../../src/views/learn/chapters/cloud/script.ts';
import * as gradients from '../../../../src/views/learn/chapters/gradients/script.ts';
import { stepsAt } from '../../../../src/views/learn/chapters/gradients/steps.ts';
import { areaRatio } from '../../../../src/views/learn/chapters/nearest/areaRatio.ts';
import { script as nearest, states } from '../../../../src/views/learn/chapters/nearest/script.ts';
import { distanceBy } from '../../../../src/views/learn/chapters/rulers/distances.ts';
import * as rulers from '../../../../src/views/learn/chapters/rulers/script.ts';
import type { LabScript } from '../../../../src/views/learn/lab/labScript.ts';
import { CHAPTERS } from '../../../../src/views/learn/registry.ts';
import { stepOf } from '../../../../src/views/learn/useStepKeys.ts';
import { stepInSight } from '../../../../src/views/learn/useStepScroll.ts';

const read = (lab: LabConfiguration) => ({ lab, evaluation: evaluate(lab.projection, lab) });

/** Chapters beside a Lab, each with a state that its task asks for and one that only looks like it. */
const LAB_CHAPTERS: readonly {
  readonly script: LabScript;
  readonly solved: LabConfiguration;
  readonly nearly: readonly LabConfiguration[];
}[] = [
  {
    script: cloud.script,
    solved: {
      ...cloud.states.task,
      old: { ...cloud.states.task.old, sigma1: 0.8 * 1.8, sigma2: 0.8 / 1.8, angle: 12 },
    },
    nearly: [
      // Long enough, but less or more unsure.
      { ...cloud.states.task, old: { ...cloud.states.task.old, sigma1: 0.8, sigma2: 0.2 } },
      { ...cloud.states.task, old: { ...cloud.states.task.old, sigma1: 2.6, sigma2: 0.8 } },
      // As unsure, but nearly round.
      { ...cloud.states.task, old: { ...cloud.states.task.old, sigma1: 1, sigma2: 0.64 } },
    ],
  },
  {
    script: rulers.script,
    solved: {
      ...rulers.states.task,
      proposed: { ...rulers.states.task.proposed, mean: [0, 0.2] },
    },
    nearly: [rulers.states.start, rulers.states.along],
  },
  {
    script: nearest,
    solved: { ...states.inside, proposed: { ...states.inside.proposed, sigma1: 0.2 } },
    nearly: [states.wide, states.everything],
  },
  {
    script: gradients.script,
    solved: gradients.states.line,
    nearly: [gradients.states.inside, gradients.states.far, gradients.states.five],
  },
];

describe('the registry', () => {
  it('has the chapters in the order of their ids', () => {
    const ids = CHAPTERS.map(({ id }) => id);
    expect(ids).toEqual(CHAPTER_IDS.filter((id) => ids.includes(id)));
  });
});

describe.each(LAB_CHAPTERS.map((chapter) => [chapter.script.id, chapter] as const))(
  'the chapter %s',
  (id, { script, solved, nearly }) => {
    const { steps } = script;
    const tasks = steps.filter(({ task }) => task !== undefined);

    it('is in the registry, asks for one prediction and one thing to do', () => {
      expect(CHAPTERS.map((row) => row.id)).toContain(id);
      expect(new Set(steps.map((step) => step.id)).size).toBe(steps.length);
      expect(steps.filter(({ prediction }) => prediction !== undefined)).toHaveLength(1);
      expect(tasks).toHaveLength(1);
    });

    it('is completed by doing, not by reading', () => {
      const { task: asked, lab: start } = tasks[0]!;
      const task = asked!;
      expect(task(read(start!))).toBe(false);
      for (const lab of nearly) expect(task(read(lab))).toBe(false);
      expect(task(read(solved))).toBe(true);
    });

    it('asks for what none of its options gives away', () => {
      for (const { prediction, lab } of steps) {
        if (prediction?.kind === 'choice')
          expect(prediction.options).toContain(prediction.answer(read(lab!)));
      }
    });
  },
);

describe('what the chapter on clouds says', () => {
  it('of the dots: as many lie within the lines as the formula says, whatever the policy', () => {
    for (const deviations of [1, 2]) {
      const share = drawnWithin(deviations) / DRAWS;
      const spread = Math.sqrt((shareWithin(deviations) * (1 - shareWithin(deviations))) / DRAWS);
      expect(Math.abs(share - shareWithin(deviations))).toBeLessThan(3 * spread);
    }
    expect(shareWithin(1)).toBeCloseTo(0.3935, 4);
    const { old } = cloud.states.tilted;
    const actions = drawnActions(old);
    const turn = (old.angle * Math.PI) / 180;
    let within = 0;
    for (let i = 0; i < actions.length; i += 2) {
      const [x, y] = [actions[i]! - old.mean[0], actions[i + 1]! - old.mean[1]];
      const along = (x * Math.cos(turn) + y * Math.sin(turn)) / old.sigma1;
      const across = (y * Math.cos(turn) - x * Math.sin(turn)) / old.sigma2;
      if (Math.hypot(along, across) <= 1) within += 1;
    }
    expect(within).toBe(drawnWithin(1));
  });

  it('of entropy and density: twice as wide is 2 ln 2 nats more and a quarter as dense', () => {
    const { start, wide, certain } = cloud.states;
    expect(entropyOf(wide) - entropyOf(start)).toBeCloseTo(2 * Math.LN2, 10);
    expect(entropyOf(start) - entropyOf(certain)).toBeCloseTo(2 * Math.LN2, 10);
    expect(entropyOf(start)).toBeCloseTo(Math.log(2 * Math.PI * Math.E * 1.1 * 0.6), 10);
    expect(peakDensity(certain.old) / peakDensity(start.old)).toBeCloseTo(4, 10);
  });
});

describe('what the chapter on rulers says', () => {
  const by = (state: keyof typeof rulers.states) => {
    const lab = rulers.states[state];
    return { kl: distanceBy('kl', lab), w2: distanceBy('w2', lab), frobenius: distanceBy('frobenius', lab) };
  };

  it('of the same step along and across: a hundred times as far for KL, the same for the others', () => {
    expect(by('across').kl / by('along').kl).toBeCloseTo(100, 8);
    expect(by('across').w2).toBeCloseTo(by('along').w2, 12);
    expect(by('across').frobenius).toBeCloseTo(by('along').frobenius, 12);
  });

  it('of units: KL is the same, W2 four times as large, unless it is scaled', () => {
    expect(by('halfMetres').kl).toBeCloseTo(by('metres').kl, 10);
    expect(by('halfMetres').w2 / by('metres').w2).toBeCloseTo(4, 8);
    expect(by('scaled').w2).toBeCloseTo(distanceBy('w2', { ...rulers.states.metres, scaled: true }), 8);
  });

  it('of to and fro: the same for W2 and Frobenius, not for KL', () => {
    expect(by('wider').w2).toBeCloseTo(by('narrower').w2, 10);
    expect(by('wider').frobenius).toBeCloseTo(by('narrower').frobenius, 10);
    expect(by('wider').kl).toBeGreaterThan(9 * by('narrower').kl);
  });
});

describe('what the chapter on the nearest policy says', () => {
  it('of areas: KL’s is smaller than both ends, those of the others are larger', () => {
    expect(areaRatio('kl', states.kl)).toBeLessThan(1);
    for (const projection of ['w2', 'frobenius', 'bures'] as const)
      expect(areaRatio(projection, states[projection])).toBeGreaterThan(1);
    expect(areaRatio('frobenius', states.frobenius)).toBeGreaterThan(areaRatio('w2', states.w2));
  });

  it('of a mean twice as far in the same direction: it lands on the same spot', () => {
    const [near, far] = [read(states.mean).evaluation.mean, read(states.farther).evaluation.mean];
    expect(far[0]).toBeCloseTo(near[0], 12);
    expect(far[1]).toBeCloseTo(near[1], 12);
  });

  it('of one axis grown without end: its multiplier stays below one', () => {
    for (const sigma1 of [3, 5, 10]) {
      const { covariancePart } = read({
        ...states.inside,
        proposed: { ...states.inside.proposed, sigma1 },
      }).evaluation;
      expect(covariancePart.binds).toBe(true);
      expect(covariancePart.multiplier).toBeLessThan(1);
    }
  });
});

describe('what the chapter on gradients says', () => {
  const { states: at, PULL, SAMPLE, CLIP, shareLeft } = gradients;

  it('of the inside: the gradient passes to the bit', () => {
    const { raw, layer } = stepsAt(at.inside, PULL, CLIP);
    expect(layer).toEqual(raw);
  });

  it('beyond: what is left is at a right angle to the way home, and nothing where the target lies straight on', () => {
    const { layer } = stepsAt(at.far, PULL, CLIP);
    const { old, proposed } = at.far;
    const away = [proposed.mean[0] - old.mean[0], proposed.mean[1] - old.mean[1]] as const;
    const cosine = (layer[0] * away[0] + layer[1] * away[1]) / (Math.hypot(...layer) * Math.hypot(...away));
    expect(Math.abs(cosine)).toBeLessThan(1e-12);
    expect(shareLeft(at.line)).toBeLessThan(1e-12);
  });

  it('of descent: the projected policy comes to its best place while the proposal drifts outwards', () => {
    const drift = [at.far, at.five, at.twenty].map((lab) => read(lab).evaluation.meanPart.before);
    expect(drift[1]).toBeGreaterThan(drift[0]!);
    expect(drift[2]).toBeGreaterThan(drift[1]!);
    const best = read(at.line).evaluation.mean;
    const way = [at.far, at.five, at.twenty].map((lab) => {
      const { mean } = read(lab).evaluation;
      return Math.hypot(mean[0] - best[0], mean[1] - best[1]);
    });
    expect(way[1]).toBeLessThan(way[0]!);
    expect(way[2]).toBeLessThan(0.05 * way[0]!);
  });

  it('of the clip: the whole slope on the old mean, exactly nothing a small step on', () => {
    const still = stepsAt(at.unmoved, SAMPLE, CLIP);
    expect(still.clip).toEqual(still.raw);
    const nudged = stepsAt(at.nudged, SAMPLE, CLIP);
    expect(nudged.clip).toEqual([0, 0]);
    expect(Math.hypot(...nudged.layer)).toBeGreaterThan(0.5);
  });
});

describe('stepping', () => {
  it('goes by arrows and page keys; in front of a room by every arrow and the space bar', () => {
    expect(['ArrowRight', 'PageDown', 'ArrowLeft', 'PageUp'].map((key) => stepOf(key, false))).toEqual([
      1, 1, -1, -1,
    ]);
    expect(['ArrowDown', 'ArrowUp', ' ', 'a'].map((key) => stepOf(key, false))).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(['ArrowDown', 'ArrowUp', ' '].map((key) => stepOf(key, true))).toEqual([1, -1, 1]);
  });

  it('is at the last step that has come up to the line', () => {
    expect(stepInSight([100, 600, 1100], 300)).toBe(0);
    expect(stepInSight([-500, 290, 900], 300)).toBe(1);
    expect(stepInSight([-900, -400, 300], 300)).toBe(2);
    expect(stepInSight([400, 900], 300)).toBe(0);
  });
});
