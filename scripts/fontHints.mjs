/**
 * Vite plugin: the built page asks for the letters of its first picture while its code comes, after it, so that lines are laid out
 * once and do not move when the letters arrive.
 *
 * @param names of font files as they are in their package
 */
export function fontHints(names) {
  return {
    name: 'font-hints',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        const files = Object.values(bundle);
        return names.map((name) => {
          const font = files.find((file) => file.type === 'asset' && file.names.includes(name));
          if (font === undefined) throw new Error(`no font ${name} is in the build`);
          const attrs = {
            rel: 'preload',
            as: 'font',
            type: 'font/woff2',
            crossorigin: '',
            fetchpriority: 'low',
            href: `./${font.fileName}`,
          };
          return { tag: 'link', attrs, injectTo: 'head' };
        });
      },
    },
  };
}
