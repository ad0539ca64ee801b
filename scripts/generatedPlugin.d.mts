import type { Plugin } from 'vite';

/** Vite plugin: kernels and words are compiled before anything that imports them is read. */
export function generated(): Plugin;
