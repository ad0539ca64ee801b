import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SOURCE = fileURLToPath(new URL('../../src', import.meta.url));

/** Data flows one way: a folder imports only from folders to its left. */
const DIRECTION = [
  'elementary',
  'gaussian',
  'projections',
  'layers',
  'environments',
  'policies',
  'engines',
  'algorithms',
  'training',
  'store',
  'components',
  'views',
];
/** The configuration: anybody from here on may read it; it takes its names from these folders. */
const EXPERIMENTS_READERS = DIRECTION.slice(DIRECTION.indexOf('engines'));
const EXPERIMENTS_SOURCES = ['gaussian', 'projections', 'environments', 'policies'];
/** The command line is the core without a page. */
const CLI_FORBIDDEN = ['store', 'components', 'views', 'layers'];

/** Folders that know no page and no TensorFlow, and what would betray them. */
const PURE = [
  'elementary',
  'gaussian',
  'projections',
  'policies',
  'algorithms',
  'environments',
  'experiments',
];
const IMPURE_PACKAGES = /^(react|react-dom|zustand|d3|radix-ui|katex|@tensorflow\/)/;

/** Why `from` must not import `to` (top-level folders of src), or `null` if it may. */
function objection(from: string, to: string): string | null {
  if (from === to) return null;
  if (to === 'cli') return 'nothing imports the command line';
  if (from === 'cli') return CLI_FORBIDDEN.includes(to) ? `cli must not know ${to}` : null;
  if (to === 'experiments') {
    return EXPERIMENTS_READERS.includes(from) ? null : `${from} must not read the configuration`;
  }
  if (from === 'experiments') {
    return EXPERIMENTS_SOURCES.includes(to) ? null : `experiments must not import ${to}`;
  }
  const [left, right] = [DIRECTION.indexOf(to), DIRECTION.indexOf(from)];
  if (left < 0 || right < 0) return `${left < 0 ? to : from} is not a folder of the architecture`;
  return left < right ? null : `${to} lies to the right of ${from}`;
}

interface Import {
  readonly file: string;
  readonly specifier: string;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const pattern = /(?:\bfrom\s*|\bimport\s*\(?\s*|\bnew URL\(\s*)(['"])([^'"\n]+)\1/g;
  return [...text.matchAll(pattern)].map((match) => ({ file, specifier: match[2]! }));
}

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => join(SOURCE, name));
const imports = files.flatMap(importsOf);
const folderOf = (path: string) => {
  const parts = relative(SOURCE, path).split(sep);
  return parts.length > 1 ? parts[0]! : null;
};

describe('architecture', () => {
  it('reads a source tree of some size', () => {
    expect(files.length).toBeGreaterThan(20);
    expect(imports.length).toBeGreaterThan(40);
  });

  it('objects to an import against the direction', () => {
    expect(objection('gaussian', 'projections')).toMatch(/right/);
    expect(objection('engines', 'training')).toMatch(/right/);
    expect(objection('projections', 'experiments')).toMatch(/configuration/);
    expect(objection('cli', 'views')).toMatch(/must not/);
    expect(objection('nowhere', 'gaussian')).toMatch(/not a folder/);
    expect(objection('views', 'gaussian')).toBeNull();
  });

  it('imports only leftwards', () => {
    const wrong = imports.flatMap(({ file, specifier }) => {
      if (!specifier.startsWith('.')) return [];
      const from = folderOf(file);
      const target = resolve(dirname(file), specifier);
      if (!target.startsWith(SOURCE)) return [`${relative(SOURCE, file)} imports ${specifier}, outside src`];
      const to = folderOf(target);
      if (from === null || to === null) return [];
      const reason = objection(from, to);
      return reason ? [`${relative(SOURCE, file)} imports ${specifier}: ${reason}`] : [];
    });
    expect(wrong).toEqual([]);
  });

  it('keeps the core free of page and TensorFlow', () => {
    const wrong = imports
      .filter(({ file, specifier }) => PURE.includes(folderOf(file) ?? '') && IMPURE_PACKAGES.test(specifier))
      .map(({ file, specifier }) => `${relative(SOURCE, file)} imports ${specifier}`);
    expect(wrong).toEqual([]);
  });

  it('uses no randomness but the seeded generator', () => {
    const wrong = files.filter((file) => /\bMath\.random\b/.test(readFileSync(file, 'utf8')));
    expect(wrong.map((file) => relative(SOURCE, file))).toEqual([]);
  });
});
