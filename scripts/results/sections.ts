/** Sections of a page by their headings of the second order, in the page's order; what is before the first is left out. */
export function sectionsOf(markdown: string): Map<string, string> {
  const [, ...parts] = `\n${markdown}`.split('\n## ');
  return new Map(
    parts.map((part) => {
      const end = part.indexOf('\n');
      return [part.slice(0, end).trim(), part.slice(end + 1).replace(/^\n+/, '')];
    }),
  );
}

/** A page of these sections, in the order of `headings`; those without text are left out. */
export function pageOf(
  head: string,
  headings: readonly string[],
  sections: ReadonlyMap<string, string>,
): string {
  const parts = headings.flatMap((heading) => {
    const text = sections.get(heading);
    return text === undefined ? [] : [`## ${heading}\n\n${text.trimEnd()}\n`];
  });
  return [head.trimEnd(), ...parts].join('\n\n').replace(/\n{3,}/g, '\n\n');
}
