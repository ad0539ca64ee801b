import type { Plugin } from 'vite';

/** Vite plugin: the built page asks for the files of the view that its address names as soon as it is read. */
export function viewHints(views: Readonly<Record<string, string>>): Plugin;
