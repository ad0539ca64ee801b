import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';
import { generated } from './scripts/generatedPlugin.mjs';
import { SOURCE_CONDITION } from './scripts/sourceCondition.ts';
import { viewChunks } from './scripts/viewChunks.mjs';
import { viewHints } from './scripts/viewHints.mjs';

const digests = readFileSync(new URL('test/fixtures/digests.json', import.meta.url));
/** Another value where runs give other numbers. */
const numbers = createHash('sha256').update(digests).digest('hex').slice(0, 12);

const source = (path: string) => fileURLToPath(new URL(`src/${path}`, import.meta.url));

/** What the browser fetches as a whole. */
const ROOTS = {
  frame: source('main.tsx'),
  lab: source('views/lab/LabView.tsx'),
  simplex: source('views/simplex/SimplexView.tsx'),
  train: source('views/train/TrainView.tsx'),
  compare: source('views/compare/CompareView.tsx'),
  learn: source('views/learn/LearnView.tsx'),
  'train-chapter': source('views/learn/train/TrainChapter.tsx'),
};
const { lab, simplex, train, compare, learn } = ROOTS;

/** What the Lab, with which most visits begin, shares with Train or Compare is part of the frame. */
function chunkName(needing: readonly (keyof typeof ROOTS)[]): string {
  const has = (name: keyof typeof ROOTS) => needing.includes(name);
  return has('frame') || (has('lab') && (has('train') || has('compare'))) ? 'frame' : needing.join('-');
}

/** Relative base: the build is a folder of static files that any host serves from any sub-path. */
export default defineConfig({
  base: './',
  define: { __NUMBERS__: JSON.stringify(numbers) },
  plugins: [generated(), react(), viewHints({ lab, simplex, train, compare, learn })],
  resolve: { conditions: [SOURCE_CONDITION, ...defaultClientConditions] },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 2500,
    rolldownOptions: {
      checks: { pluginTimings: false, bundlerTimings: false, moduleLevelDirective: false },
      output: {
        codeSplitting: {
          groups: [{ name: viewChunks(ROOTS, chunkName), includeDependenciesRecursively: false }],
        },
      },
    },
  },
  preview: { port: 4173, strictPort: false },
});
