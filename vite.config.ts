import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Relative base: the build is a folder of static files that any host serves from any sub-path. */
export default defineConfig({
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  build: { target: 'es2022', chunkSizeWarningLimit: 2500 },
  preview: { port: 4173, strictPort: false },
});
