import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LAB_LOOKS, LOOK_IDS } from '../../../src/experiments/looks.ts';
import { createLooks } from '../../../src/store/looks.ts';

describe('closer looks', () => {
  it('are on exactly when they were last turned on, in the order of the switches', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...LOOK_IDS), fc.boolean())), (turns) => {
        const { getState } = createLooks(LAB_LOOKS);
        for (const [id, on] of turns) getState().turn(id, on);
        const last = new Map(turns);
        expect(getState().on).toEqual(LOOK_IDS.filter((id) => last.get(id)));
      }),
    );
  });
});
