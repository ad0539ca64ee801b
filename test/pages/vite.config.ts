import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defineConfig } from 'vite';
import { generated } from '../../scripts/generatedPlugin.mjs';
import { SOURCE_CONDITION } from '../../scripts/sourceCondition.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pages = readdirSync(fileURLToPath(new URL('.', import.meta.url)))
  .filter((name) => name.endsWith('.html'))
  .map((name) => `test/pages/${name}`);

/** Builds every page of this folder, and the playground itself, for the tests that need WebGPU. */
export default defineConfig({
  root,
  base: './',
  publicDir: false,
  plugins: [generated()],
  resolve: { conditions: [SOURCE_CONDITION, ...defaultClientConditions] },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    outDir: '.cache/test-pages',
    emptyOutDir: true,
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      input: ['index.html', ...pages],
      checks: { pluginTimings: false, bundlerTimings: false, moduleLevelDirective: false },
    },
  },
});
