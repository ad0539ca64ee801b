import { describe, expect, it } from 'vitest';
import { PROJECTION_METHODS } from '../../../src/components/projectionMethods.ts';
import { runLine } from '../../../src/components/runLine.ts';
import { DEFAULT_RUN } from '../../../src/experiments/fields.ts';
import { NAMED_PALETTE } from '../../support/palette.ts';

const lineOf = (variant: number, algorithm: 'trpl' | 'ppo' = 'trpl') =>
  runLine({ configuration: { ...DEFAULT_RUN, algorithm, projection: 'kl' }, variant }, NAMED_PALETTE);

describe('the line of a run', () => {
  it('is its method’s for the first run of it', () => {
    expect(lineOf(0)).toEqual({
      colour: NAMED_PALETTE.colourOf('--kl'),
      ink: NAMED_PALETTE.colourOf('--kl-ink'),
      dash: PROJECTION_METHODS.kl.dash,
    });
    expect(lineOf(0, 'ppo').colour).toBe(NAMED_PALETTE.colourOf('--ppo'));
  });

  it('is no other’s among eight of one method, neither by colour and dash nor by dash alone', () => {
    for (const algorithm of ['trpl', 'ppo'] as const) {
      const lines = Array.from({ length: 8 }, (_, variant) => lineOf(variant, algorithm));
      expect(new Set(lines.map(({ dash }) => dash.join())).size).toBe(8);
      // Neighbours differ in shade as well.
      for (const [i, { colour }] of lines.slice(1).entries()) expect(colour).not.toBe(lines[i]!.colour);
    }
  });
});
