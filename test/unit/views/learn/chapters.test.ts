import { describe, expect, it } from 'vitest';
import type { LabConfiguration } from '../../../../src/experiments/lab.ts';
import { CHAPTER_IDS } from '../../../../src/experiments/learn.ts';
import { evaluate } from '../../../../src/views/lab/evaluate.ts';
import { areaRatio } from '../../../../src/views/learn/chapters/nearest/areaRatio.ts';
import { script as nearest, states } from '../../../../src/views/learn/chapters/nearest/script.ts';
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
    script: nearest,
    solved: { ...states.inside, proposed: { ...states.inside.proposed, sigma1: 0.2 } },
    nearly: [states.wide, states.everything],
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
