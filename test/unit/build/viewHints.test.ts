import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { viewHints } from '../../../scripts/viewHints.mjs';

const chunk = (
  fileName: string,
  facadeModuleId: string | null,
  imports: string[],
  styles: string[] = [],
) => ({
  type: 'chunk',
  fileName,
  facadeModuleId,
  imports,
  viteMetadata: { importedCss: new Set(styles) },
});
const CHUNKS = [
  chunk('assets/main.js', '/src/main.tsx', ['assets/frame.js']),
  chunk('assets/frame.js', null, [], ['assets/frame.css']),
  chunk('assets/LabView.js', '/src/LabView.tsx', ['assets/frame.js', 'assets/plane.js']),
  // Imports in a ring.
  chunk('assets/plane.js', null, ['assets/LabView.js'], ['assets/plane.css']),
  chunk('assets/TrainView.js', '/src/TrainView.tsx', ['assets/frame.js']),
];
const PAGE = '<html><head><meta charset="utf-8"><title>A page</title></head></html>';

function built(): string {
  const plugin = viewHints({ lab: '/src/LabView.tsx', train: '/src/TrainView.tsx' });
  const { handler } = plugin.transformIndexHtml as { handler: (html: string, context: object) => string };
  const bundle = Object.fromEntries(CHUNKS.map((made) => [made.fileName, made]));
  return handler(PAGE, { bundle, chunk: CHUNKS[0] });
}

/** What the page at this address asks for: addresses of files by how. */
function asked(hash: string): string[] {
  const script = /<script>(.*?)<\/script>/s.exec(built())![1]!;
  const links: { rel?: string; href?: string }[] = [];
  const document = {
    createElement: () => ({}),
    head: { append: (link: object) => links.push(link) },
  };
  runInNewContext(script, { document, location: { hash } });
  return links.map(({ rel, href }) => `${rel} ${href}`);
}

describe('viewHints', () => {
  it('asks for the files of the view that the address names, without those of the frame', () => {
    expect(asked('#/train?v=1&seeds=3')).toEqual(['modulepreload ./assets/TrainView.js']);
    expect(asked('#/lab')).toEqual([
      'modulepreload ./assets/LabView.js',
      'modulepreload ./assets/plane.js',
      'preload ./assets/plane.css',
    ]);
  });

  it('asks for the first view where the address names none', () => {
    for (const hash of ['', '#', '#/', '#/nonsense', '#/constructor'])
      expect(asked(hash)).toEqual(asked('#/lab'));
  });

  it('stands before the title, and leaves the page as it was', () => {
    expect(built().replace(/<script>.*?<\/script>\s*/s, '')).toBe(PAGE);
    expect(built().indexOf('<script>')).toBeLessThan(built().indexOf('<title>'));
  });

  it('refuses a view that is no chunk of its own', () => {
    const plugin = viewHints({ lab: '/src/Elsewhere.tsx' });
    const { handler } = plugin.transformIndexHtml as { handler: (html: string, context: object) => string };
    const bundle = Object.fromEntries(CHUNKS.map((made) => [made.fileName, made]));
    expect(() => handler(PAGE, { bundle, chunk: CHUNKS[0] })).toThrow('Elsewhere.tsx');
  });
});
