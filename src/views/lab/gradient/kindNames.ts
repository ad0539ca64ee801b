import * as m from '#words/gradient';
import type { GradientKind } from '../../../experiments/lookOptions.ts';

/** What the kinds of arrows are called. */
export const KIND_NAMES: Readonly<
  Record<GradientKind, { readonly long: () => string; readonly withStrength: (strength: string) => string }>
> = {
  raw: { long: m.rawLong, withStrength: (strength) => m.rawShort({ strength }) },
  layer: { long: m.layerLong, withStrength: (strength) => m.layerShort({ strength }) },
  clip: { long: m.clipLong, withStrength: (strength) => m.clipShort({ strength }) },
};
