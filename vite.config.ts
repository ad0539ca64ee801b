import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';
import { generated } from './scripts/generatedPlugin.mjs';
import { SOURCE_CONDITION } from './scripts/sourceCondition.ts';

const digests = readFileSync(new URL('test/fixtures/digests.json', import.meta.url));
/** Another value where runs give other numbers. */
const numbers = createHash('sha256').update(digests).digest('hex').slice(0, 12);

/** Relative base: the build is a folder of static files that any host serves from any sub-path. */
export default defineConfig({
  base: './',
  define: { __NUMBERS__: JSON.stringify(numbers) },
  plugins: [generated(), react()],
  resolve: { conditions: [SOURCE_CONDITION, ...defaultClientConditions] },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 2500,
    rolldownOptions: { checks: { pluginTimings: false, bundlerTimings: false, moduleLevelDirective: false } },
  },
  preview: { port: 4173, strictPort: false },
});
