import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { englishLiterals } from '../../support/englishLiterals.ts';

const SOURCE = fileURLToPath(new URL('../../../src', import.meta.url));
/** Folders and files of src that say nothing of their own; `folder/*` without the folders in it. */
const SPEAK_IN_MESSAGES = [
  'words',
  'fields',
  'environments',
  'experiments',
  'trainer/metrics.ts',
  'training/commandRefusal.ts',
  'training/client.ts',
  'training/engineChoice.ts',
  'training/session.ts',
  'keeping',
  'store',
  'views/shell',
  'views/train/*',
  'views/train/duel',
  'views/train/slow',
  'views/compare',
  'components/glossary',
  'views/lab/*',
  'views/lab/cases',
  'views/lab/shape',
  'views/lab/approximations',
  'views/lab/gradient',
  'views/lab/overlays',
  'views/lab/sample',
  'views/lab/landscape',
  'views/lab/samples',
  'views/learn',
  'components/*',
  'components/plot',
  'views/lab/dimensions',
  'views/simplex',
  'components/Notices.tsx',
  'components/format.ts',
];

describe('the scan for sentences', () => {
  it('finds what is said between tags, in attributes and elsewhere', () => {
    const source = `
      const a = 'Nothing was changed.';
      const b = \`It took \${n} steps to learn\`;
      const c = <p aria-label="Close" className="two words">Open it {n} {n > 1 ? 'in two' : 'x'}</p>;
    `;
    expect(englishLiterals('a.tsx', source).map((line) => line.replace(/^a\.tsx:\d+: /, ''))).toEqual([
      'Nothing was changed.',
      'It took {} steps to learn',
      'Close',
      'Open it',
      'in two',
    ]);
  });

  it('passes what nobody reads', () => {
    const source = `
      import x from 'some-thing';
      type T = 'two words' | 'three more words';
      const a = m.close({ name: 'kl' });
      const c = <svg viewBox="0 0 8 8" className={classNames('one two')}><path d="M0 0 L8 8" /></svg>;
      if (a) throw new Error('That cannot be.');
      // not words: a font
      const font = 'bold Inter Variable';
    `;
    expect(englishLiterals('a.tsx', source.replace("'one two'", 'styles.one'))).toEqual([]);
  });
});

describe('sentences', () => {
  it.each(SPEAK_IN_MESSAGES)('of %s are messages', (place) => {
    const folder = place.replace(/\/\*$/, '');
    const files = /\.tsx?$/.test(place)
      ? [place]
      : readdirSync(join(SOURCE, folder), { recursive: folder === place, encoding: 'utf8' })
          // What the glossary says of its words, and a chapter's prose, are modules a language.
          .filter((name) => /\.tsx?$/.test(name) && !/(words|prose)\.\w+\.tsx?$/.test(name))
          .map((name) => join(folder, name));
    expect(files.length).toBeGreaterThan(0);
    const found = files.flatMap((name) => englishLiterals(name, readFileSync(join(SOURCE, name), 'utf8')));
    expect(found).toEqual([]);
  });
});
