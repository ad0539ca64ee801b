import type { Plugin } from 'vite';

/** Vite plugin: chunks of these names ask the browser to compile all their functions while they come. */
export function compileHints(names: readonly string[]): Plugin;
