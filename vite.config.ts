import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';
import { kernels } from './scripts/kernelsPlugin.mjs';
import { SOURCE_CONDITION } from './scripts/sourceCondition.ts';

/** Relative base: the build is a folder of static files that any host serves from any sub-path. */
export default defineConfig({
  base: './',
  plugins: [kernels(), react()],
  resolve: { conditions: [SOURCE_CONDITION, ...defaultClientConditions] },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 2500,
    rolldownOptions: { checks: { pluginTimings: false, bundlerTimings: false, moduleLevelDirective: false } },
  },
  preview: { port: 4173, strictPort: false },
});
