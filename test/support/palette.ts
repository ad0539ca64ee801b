import type { Palette } from '../../src/components/palette.ts';

/** A palette in which every colour is its own name. */
export const NAMED_PALETTE = new Proxy({} as Palette, {
  get: (_, name: string) => (name === 'colourOf' ? (property: string) => property : name),
});
