import { describe, expect, it } from 'vitest';
import { viewChunks } from '../../../scripts/viewChunks.mjs';

const IMPORTS: Readonly<Record<string, readonly string[]>> = {
  main: ['react'],
  lab: ['slider', 'plane'],
  train: ['slider', 'charts', 'react'],
  slider: ['react'],
  plane: ['ellipse'],
  // Modules that import each other.
  ellipse: ['plane'],
  charts: [],
  react: [],
  overlay: ['plane'],
};
const graph = {
  getModuleInfo: (id: string) => (IMPORTS[id] === undefined ? null : { importedIds: IMPORTS[id] }),
};
const nameOf = viewChunks({ frame: 'main', lab: 'lab', train: 'train' }, (needing) => needing.join('-'));

describe('viewChunks', () => {
  it('puts what the same roots need, directly or not, into one file', () => {
    expect(nameOf('plane', graph)).toBe('lab');
    expect(nameOf('ellipse', graph)).toBe('lab');
    expect(nameOf('slider', graph)).toBe('lab-train');
    expect(nameOf('charts', graph)).toBe('train');
    expect(nameOf('react', graph)).toBe('frame-lab-train');
  });

  it('leaves roots, and what no root needs, to the bundler', () => {
    expect(nameOf('lab', graph)).toBeNull();
    expect(nameOf('overlay', graph)).toBeNull();
  });
});
