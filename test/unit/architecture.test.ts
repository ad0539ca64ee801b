import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SOURCE = join(ROOT, 'src');
/** The mathematics; whatever else it imports than its own files, its package.json forbids. */
const LIBRARY = join(ROOT, 'packages', 'trust-region-layers', 'src');

/** Data flows one way: a folder imports only from folders to its left. */
const DIRECTION = [
  'words',
  'fields',
  'random',
  'proof',
  'environments',
  'policies',
  'engines',
  'algorithms',
  'experiments',
  'trainer',
  'exports',
  'training',
  'comparison',
  'keeping',
  'store',
  'components',
  'views',
];
/** The command line is the core without a page. */
const CLI_FORBIDDEN = ['store', 'components', 'views'];

/** Folders that know no page and no TensorFlow, and what would betray them. */
const PURE = [
  'random',
  'proof',
  'policies',
  'algorithms',
  'trainer',
  'exports',
  'environments',
  'experiments',
  'comparison',
  'fields',
];
const IMPURE_PACKAGES = /^(react|react-dom|zustand|d3|radix-ui|katex|@tensorflow\/)/;

/** Why `from` must not import `to` (top-level folders of src), or `null` if it may. */
function objection(from: string, to: string): string | null {
  if (from === to) return null;
  if (to === 'cli') return 'nothing imports the command line';
  if (from === 'cli') return CLI_FORBIDDEN.includes(to) ? `cli must not know ${to}` : null;
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

const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name));
const files = filesOf(SOURCE);
const libraryFiles = filesOf(LIBRARY);
/** How a message names a file: from the top of the project. */
const nameOf = (file: string) => relative(ROOT, file).split(sep).join('/');
const imports = files.flatMap(importsOf);
const folderOf = (path: string) => {
  const parts = relative(SOURCE, path).split(sep);
  return parts.length > 1 ? parts[0]! : null;
};

/** Folders whose numbers reach a run: here every operation must give the same bits in every browser. */
const REPEATABLE = [
  'packages/trust-region-layers/src',
  'src/random',
  'src/policies',
  'src/environments',
  'src/algorithms',
  'src/trainer',
  'src/engines/simd',
];
/** Files of those folders that no run reads. */
const OUTSIDE_RUNS = [
  // Scenes and what they draw with.
  'src/environments/drawing.ts',
  'src/environments/scenes.ts',
  'src/environments/arm/drawArm.ts',
  'src/environments/arm/reachingScene.ts',
  ...files.map(nameOf).filter((name) => /^src\/environments\/[^/]+\/scene\.ts$/.test(name)),
];
/** Texts of kernels for the GPU, which promises no bits. */
const isWgsl = (name: string) => /(\/wgsl\/|Wgsl\.ts$)/.test(name);
/** Where a run begins: what these import, and what that imports, is all that may touch its numbers. */
const RUN_ENTRANCES = [
  'src/trainer/trainer.ts',
  'src/engines/simd/simdEngine.ts',
  'src/environments/registry.ts',
  'src/experiments/configuration.ts',
];

/** What ECMAScript defines to the last bit; exp, sin, pow, hypot and the others it leaves to the browser. */
const EXACT_MATH =
  /^(abs|ceil|floor|round|trunc|sign|min|max|sqrt|fround|imul|clz32|PI|E|LN2|LN10|LOG2E|LOG10E|SQRT2|SQRT1_2)$/;

/** The uses of a text that two browsers may answer differently. `**` is one: even x ** 2 need not be x · x. */
function unrepeatable(text: string): string[] {
  const code = text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|[^:])\/\/.*$/gm, '$1')
    .replace(/'(?:[^'\\\n]|\\.)*'/g, "''");
  const found: string[] = [];
  for (const [use, name] of code.matchAll(/\bMath\b(?:\s*\??\.\s*(\w+))?/g)) {
    if (name === undefined || !EXACT_MATH.test(name)) found.push(use);
  }
  for (const [use, base, exponent] of code.matchAll(/([\w.\])!]*)\s*\*\*=?\s*(-?[\w.(]*)/g)) {
    if (base !== '2' || !/^-?\d+$/.test(exponent!)) found.push(use);
  }
  return found;
}

/** The file that an import means: of the file's own package, or the source of the library's entrance. */
function resolved(file: string, specifier: string): string | null {
  if (specifier.startsWith('.')) return resolve(dirname(file), specifier);
  const [, entrance] = /^trust-region-layers(?:\/(\w+))?$/.exec(specifier) ?? [null];
  return entrance === null ? null : join(LIBRARY, entrance ?? '', 'index.ts');
}

/** The files that running code reaches from these, without imports of types alone. */
function reachedFrom(entrances: readonly string[]): Set<string> {
  const reached = new Set<string>();
  const waiting = entrances.map((name) => join(ROOT, name));
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    const text = readFileSync(file, 'utf8');
    const pattern = /^(?:import|export)\s+(?!type\b)(?:[^'";]*?\bfrom\s*)?'([^'\n]+)'/gm;
    for (const [, specifier] of text.matchAll(pattern)) {
      const target = resolved(file, specifier!);
      if (target !== null) waiting.push(target);
    }
  }
  return reached;
}

describe('architecture', () => {
  it('reads a source tree of some size', () => {
    expect(files.length).toBeGreaterThan(20);
    expect(imports.length).toBeGreaterThan(40);
  });

  it('objects to an import against the direction', () => {
    expect(objection('environments', 'policies')).toMatch(/right/);
    expect(objection('engines', 'training')).toMatch(/right/);
    expect(objection('policies', 'experiments')).toMatch(/right/);
    expect(objection('experiments', 'trainer')).toMatch(/right/);
    expect(objection('cli', 'views')).toMatch(/must not/);
    expect(objection('nowhere', 'policies')).toMatch(/not a folder/);
    expect(objection('views', 'policies')).toBeNull();
  });

  it('imports only leftwards', () => {
    const wrong = imports.flatMap(({ file, specifier }) => {
      // Words that are compiled may be used wherever words may.
      const compiled = /^#words\/(\w+)$/.exec(specifier)?.[1];
      if (!specifier.startsWith('.') && compiled === undefined) return [];
      const from = folderOf(file);
      const target =
        compiled === undefined ? resolve(dirname(file), specifier) : join(SOURCE, 'words', compiled);
      if (!target.startsWith(SOURCE)) return [`${relative(SOURCE, file)} imports ${specifier}, outside src`];
      const to = folderOf(target);
      if (from === null || to === null) return [];
      const reason = objection(from, to);
      return reason ? [`${relative(SOURCE, file)} imports ${specifier}: ${reason}`] : [];
    });
    expect(wrong).toEqual([]);
  });

  it('has no circle of imports, not even of types', () => {
    const imported = new Map<string, string[]>();
    for (const { file, specifier } of [...files, ...libraryFiles].flatMap(importsOf)) {
      if (!specifier.startsWith('.')) continue;
      imported.set(file, [...(imported.get(file) ?? []), resolve(dirname(file), specifier)]);
    }
    const settled = new Set<string>();
    const circles: string[] = [];
    const follow = (file: string, way: readonly string[]) => {
      if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].map(nameOf).join(' → '));
      if (way.includes(file) || settled.has(file)) return;
      for (const target of imported.get(file) ?? []) follow(target, [...way, file]);
      settled.add(file);
    };
    for (const file of imported.keys()) follow(file, []);
    expect(circles).toEqual([]);
  });

  it('keeps the core free of page and TensorFlow', () => {
    const wrong = imports
      .filter(({ file, specifier }) => PURE.includes(folderOf(file) ?? '') && IMPURE_PACKAGES.test(specifier))
      .map(({ file, specifier }) => `${relative(SOURCE, file)} imports ${specifier}`);
    expect(wrong).toEqual([]);
  });

  it('uses no randomness but the seeded generator', () => {
    const everything = [...files, ...libraryFiles];
    const wrong = everything.filter((file) => /\bMath\.random\b/.test(readFileSync(file, 'utf8')));
    expect(wrong.map(nameOf)).toEqual([]);
  });

  it('knows what browsers may answer differently', () => {
    const bad = [
      'Math.exp(x)',
      'Math . tanh(x)',
      'const { exp } = Math;',
      "Math['sin'](x)",
      'x ** 2',
      'x! ** 2',
      'f(x) ** 0.5',
      '2 ** n',
      'x **= 2',
      '10 ** -3',
    ];
    for (const text of bad) expect(unrepeatable(text), text).toHaveLength(1);
    const good = [
      'Math.sqrt(x) * Math.PI',
      '2 ** -53',
      '// Math.exp',
      '/** x ** 2 */',
      "'Math.exp'",
      'log(x)',
    ];
    for (const text of good) expect(unrepeatable(text), text).toEqual([]);
  });

  it('lets no browser decide a bit of a run', () => {
    const names = new Map([...files, ...libraryFiles].map((file) => [nameOf(file), file]));
    const reached = reachedFrom(RUN_ENTRANCES);
    expect(reached.size).toBeGreaterThan(60);
    for (const name of OUTSIDE_RUNS) {
      expect(names.has(name), `${name} exists`).toBe(true);
      expect(reached.has(names.get(name)!), `a run reads ${name}`).toBe(false);
    }
    const held = [...names].filter(
      ([name, file]) =>
        reached.has(file) ||
        (REPEATABLE.some((folder) => name.startsWith(`${folder}/`)) &&
          !OUTSIDE_RUNS.includes(name) &&
          !isWgsl(name)),
    );
    const wrong = held.flatMap(([name, file]) =>
      unrepeatable(readFileSync(file, 'utf8')).map((use) => `${name}: ${use}`),
    );
    expect(wrong).toEqual([]);
  });
});
