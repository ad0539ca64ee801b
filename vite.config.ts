import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';
import { compileHints } from './scripts/compileHints.mjs';
import { fontHints } from './scripts/fontHints.mjs';
import { generated } from './scripts/generatedPlugin.mjs';
import { SOURCE_CONDITION } from './scripts/sourceCondition.ts';
import { viewChunks } from './scripts/viewChunks.mjs';
import { viewHints } from './scripts/viewHints.mjs';

const digests = readFileSync(new URL('test/fixtures/digests.json', import.meta.url));
/** Another value where runs give other numbers. */
const numbers = createHash('sha256').update(digests).digest('hex').slice(0, 12);

const source = (path: string) => fileURLToPath(new URL(`src/${path}`, import.meta.url));

const VIEWS = {
  lab: source('views/lab/LabView.tsx'),
  simplex: source('views/simplex/SimplexView.tsx'),
  train: source('views/train/TrainView.tsx'),
  compare: source('views/compare/CompareView.tsx'),
  learn: source('views/learn/LearnView.tsx'),
};

const ROOTS = {
  ...VIEWS,
  frame: source('main.tsx'),
  // The words of a chapter, of any.
  prose: source('views/learn/chapters/too-long/prose.en.tsx'),
};

/**
 * The Lab, with which most visits begin, is a few files: the page's frame with what the Lab shares with Train, Compare or the
 * tour, and the rest of it. Everything else is left to the bundler, so that chapters and panels fetch no more than they show.
 */
function chunkName(needing: readonly (keyof typeof ROOTS)[]): string | null {
  const has = (name: (typeof needing)[number]) => needing.includes(name);
  if (has('frame') || (has('lab') && (has('train') || has('compare') || has('prose')))) return 'frame';
  if (!has('lab')) return null;
  return has('simplex') ? 'lab-simplex' : 'lab';
}

/** Most of the functions of these are called when the Lab opens. */
const CALLED_AT_ONCE = ['react', 'frame', 'lab', 'lab-simplex', 'LabView'];

/** Letters of every first picture. */
const FONTS = ['inter-latin-wght-normal.woff2', 'source-serif-4-latin-wght-normal.woff2'];

/** Relative base: the build is a folder of static files that any host serves from any sub-path. */
export default defineConfig({
  base: './',
  define: { __NUMBERS__: JSON.stringify(numbers) },
  plugins: [generated(), react(), viewHints(VIEWS), fontHints(FONTS), compileHints(CALLED_AT_ONCE)],
  resolve: { conditions: [SOURCE_CONDITION, ...defaultClientConditions] },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 2500,
    rolldownOptions: {
      checks: { pluginTimings: false, bundlerTimings: false, moduleLevelDirective: false },
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
            {
              name: viewChunks(ROOTS, chunkName),
              includeDependenciesRecursively: false,
            },
          ],
        },
      },
    },
  },
  preview: { port: 4173, strictPort: false },
});
