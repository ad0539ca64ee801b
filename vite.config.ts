import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { kernels } from './scripts/kernelsPlugin.mjs';

/** Relative base: the build is a folder of static files that any host serves from any sub-path. */
export default defineConfig({
  base: './',
  plugins: [kernels(), react()],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 2500,
    rolldownOptions: { checks: { pluginTimings: false, bundlerTimings: false, moduleLevelDirective: false } },
  },
  preview: { port: 4173, strictPort: false },
});
