import type { Plugin } from 'vite';

/** Vite plugin: the built page asks for these font files while its code comes. */
export function fontHints(names: readonly string[]): Plugin;
