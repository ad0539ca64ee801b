import { readFileSync } from 'node:fs';
import { PROJECTION_IDS } from 'trust-region-layers';
import { describe, expect, it } from 'vitest';
import { ALGORITHMS } from '../../../src/algorithms/registry.ts';
import { PROJECTION_METHODS } from '../../../src/components/projectionMethods.ts';

const looks = [
  ...Object.values(PROJECTION_METHODS),
  ...ALGORITHMS.flatMap(({ look }) => (look === null ? [] : [look])),
];

describe('methods', () => {
  it('have a row for each projection, in the order of the registry', () => {
    expect(Object.keys(PROJECTION_METHODS)).toEqual([...PROJECTION_IDS]);
  });

  it('are told apart by colour and without it', () => {
    expect(new Set(looks.map(({ dash }) => dash.join())).size).toBe(looks.length);
    expect(new Set(looks.map(({ colour }) => colour)).size).toBe(looks.length);
  });

  it('take their colours from tokens that both schemes and forced colours define', () => {
    const tokens = readFileSync(new URL('../../../src/tokens.css', import.meta.url), 'utf8');
    for (const property of looks.flatMap(({ colour, ink }) => [colour, ink])) {
      expect(tokens.split(`${property}:`), property).toHaveLength(4);
    }
  });
});
