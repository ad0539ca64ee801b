import { describe, expect, it } from 'vitest';
import { fontHints } from '../../../scripts/fontHints.mjs';

const BUNDLE = {
  'assets/serif-1a.woff2': { type: 'asset', fileName: 'assets/serif-1a.woff2', names: ['serif.woff2'] },
  'assets/main-2b.js': { type: 'chunk', fileName: 'assets/main-2b.js' },
};

function tags(names: readonly string[]) {
  const { handler } = fontHints(names).transformIndexHtml as unknown as {
    handler: (html: string, context: object) => { tag: string; attrs: Record<string, string> }[];
  };
  return handler('', { bundle: BUNDLE });
}

describe('fontHints', () => {
  it('asks for fonts by their names in the build, after what the page runs on', () => {
    const [{ tag, attrs } = { tag: '', attrs: {} }, ...more] = tags(['serif.woff2']);
    expect(tag).toBe('link');
    expect(attrs).toMatchObject({ rel: 'preload', as: 'font', href: './assets/serif-1a.woff2' });
    // As a style sheet asks for fonts: otherwise they are fetched twice.
    expect(attrs).toMatchObject({ crossorigin: '', fetchpriority: 'low' });
    expect(more).toEqual([]);
  });

  it('refuses a font that the build does not have', () => {
    expect(() => tags(['sans.woff2'])).toThrow('sans.woff2');
  });
});
