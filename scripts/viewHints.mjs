/**
 * Vite plugin: the built page asks for the files of the view that its address names as soon as it is read, and not only
 * when its own code has run and imports them.
 *
 * @param views ids of their modules; the first view is that of an address without a name
 */
export function viewHints(views) {
  return {
    name: 'view-hints',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle, chunk: entry }) {
        const there = new Set(filesWith(entry, bundle));
        const files = Object.entries(views).map(([view, id]) => [
          view,
          filesWith(chunkOf(id, bundle), bundle).filter((file) => !there.has(file)),
        ]);
        const script = `(${ask})(${JSON.stringify(Object.fromEntries(files))})`.replace(/\n\s*/g, ' ');
        // Before everything else that the browser could be busy with.
        const place = html.indexOf('<title>');
        return `${html.slice(0, place)}<script>${script}</script>\n    ${html.slice(place)}`;
      },
    },
  };
}

function chunkOf(id, bundle) {
  const chunk = Object.values(bundle).find(({ facadeModuleId }) => facadeModuleId === id);
  if (chunk === undefined) throw new Error(`${id} is no chunk of its own`);
  return chunk;
}

/** A chunk's file, those of what it imports, and their styles. */
function filesWith({ fileName, viteMetadata, imports }, bundle, seen = new Set()) {
  if (seen.has(fileName)) return [];
  seen.add(fileName);
  const imported = imports.map((name) => bundle[name]).filter((chunk) => chunk?.type === 'chunk');
  return [
    fileName,
    ...(viteMetadata?.importedCss ?? []),
    ...imported.flatMap((chunk) => filesWith(chunk, bundle, seen)),
  ];
}

/** Runs in the page: its text stands there. */
function ask(views) {
  const named = /^#\/*(\w+)/.exec(location.hash)?.[1];
  const files = Object.hasOwn(views, named) ? views[named] : Object.values(views)[0];
  for (const file of files) {
    const link = document.createElement('link');
    const style = file.endsWith('.css');
    link.rel = style ? 'preload' : 'modulepreload';
    if (style) link.as = 'style';
    link.crossOrigin = '';
    link.href = `./${file}`;
    document.head.append(link);
  }
}
