import type { Plugin } from 'vite';

/** Vite plugin: the WebAssembly kernels are compiled before anything that imports them is read. */
export function kernels(): Plugin;
