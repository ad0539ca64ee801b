/** Tokens a canvas may draw with: camel-cased names of the custom properties of tokens.css. */
const TOKENS = {
  page: '--page',
  panel: '--panel',
  sunken: '--sunken',
  ink: '--ink',
  quietInk: '--quiet-ink',
  hairline: '--hairline',
  rule: '--rule',
  accent: '--accent',
  accentInk: '--accent-ink',
  goal: '--goal',
  problem: '--problem',
  old: '--old',
  oldInk: '--old-ink',
  proposed: '--proposed',
  proposedInk: '--proposed-ink',
  projected: '--projected',
  projectedInk: '--projected-ink',
} as const;

/** Resolved colours of the scheme in use. */
export type Palette = { readonly [Name in keyof typeof TOKENS]: string } & {
  /** The colour of any other custom property, such as a method's. */
  readonly colourOf: (property: `--${string}`) => string;
};

/** Reads the tokens as they are now. */
export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const resolve = matchMedia('(forced-colors: active)').matches ? systemColour() : (colour: string) => colour;
  const colourOf = (property: string) => resolve(style.getPropertyValue(property).trim());
  return {
    ...(Object.fromEntries(Object.entries(TOKENS).map(([name, property]) => [name, colourOf(property)])) as {
      readonly [Name in keyof typeof TOKENS]: string;
    }),
    colourOf,
  };
}

/** What the system means by `CanvasText`: canvases mix colours, for which they need numbers. */
function systemColour(): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    let colour = known.get(name);
    if (colour === undefined) {
      const probe = document.createElement('i');
      probe.style.color = name;
      document.body.append(probe);
      colour = getComputedStyle(probe).color;
      probe.remove();
      known.set(name, colour);
    }
    return colour;
  };
}
