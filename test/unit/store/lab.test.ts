import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_LAB, LAB_PRESETS } from '../../../src/experiments/labPresets.ts';
import { createLab } from '../../../src/store/lab.ts';

const [MEAN] = LAB_PRESETS;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the Lab', () => {
  it('takes a drag back in one step, however long it rests on the way', () => {
    const lab = createLab(DEFAULT_LAB);
    lab.getState().hold();
    for (const x of [0.1, 0.2, 0.3]) {
      lab.getState().change({ proposed: { ...DEFAULT_LAB.proposed, mean: [x, 0] } }, 'drag proposed-mean');
      vi.advanceTimersByTime(2000);
    }
    lab.getState().release();
    lab.getState().undo();
    expect(lab.getState().history.present).toBe(DEFAULT_LAB);
    lab.getState().redo();
    expect(lab.getState().history.present.proposed.mean).toEqual([0.3, 0]);
  });

  it('gathers key presses until there is a pause', () => {
    const lab = createLab(DEFAULT_LAB);
    lab.getState().change({ meanBound: 0.1 }, 'mean bound');
    lab.getState().change({ meanBound: 0.2 }, 'mean bound');
    vi.advanceTimersByTime(2000);
    lab.getState().change({ meanBound: 0.3 }, 'mean bound');
    lab.getState().undo();
    expect(lab.getState().history.present.meanBound).toBe(0.2);
    lab.getState().undo();
    expect(lab.getState().history.present.meanBound).toBe(DEFAULT_LAB.meanBound);
  });

  it('resets to what was opened last, and a reset can be undone', () => {
    const lab = createLab(DEFAULT_LAB);
    lab.getState().open(MEAN.configuration);
    lab.getState().change({ projection: 'w2' });
    const { openings } = lab.getState();
    lab.getState().reset();
    expect(lab.getState().history.present).toBe(MEAN.configuration);
    expect(lab.getState().openings).toBe(openings + 1);
    lab.getState().undo();
    expect(lab.getState().history.present.projection).toBe('w2');
  });
});
