import { readFileSync } from 'node:fs';
import { PROJECTION_IDS } from 'trust-region-layers';
import { CATEGORICAL_METRIC_IDS } from 'trust-region-layers/categorical';
import { describe, expect, it } from 'vitest';
import { ALGORITHMS } from '../../../src/algorithms/registry.ts';
import { CATEGORICAL_METHODS } from '../../../src/components/categoricalMethods.ts';
import { PROJECTION_METHODS } from '../../../src/components/projectionMethods.ts';

const looks = [
  ...Object.values(PROJECTION_METHODS),
  // KL is the same for both kinds of actions.
  ...Object.entries(CATEGORICAL_METHODS).flatMap(([id, look]) => (id === 'kl' ? [] : [look])),
  ...ALGORITHMS.flatMap(({ look }) => (look === null ? [] : [look])),
];

describe('methods', () => {
  it('have a row for each projection, in the order of the registry', () => {
    expect(Object.keys(PROJECTION_METHODS)).toEqual([...PROJECTION_IDS]);
  });

  it('have a row for each metric on the simplex, KL as it is for Gaussian policies', () => {
    expect(Object.keys(CATEGORICAL_METHODS)).toEqual([...CATEGORICAL_METRIC_IDS]);
    const { colour, ink, dash, name } = PROJECTION_METHODS.kl;
    expect(CATEGORICAL_METHODS.kl).toMatchObject({ colour, ink, dash, name });
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
