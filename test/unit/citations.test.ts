import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import katex from 'katex';
import { describe, expect, it } from 'vitest';
import type { Algorithm } from '../../src/algorithms/algorithm.ts';
import { ALGORITHMS } from '../../src/algorithms/registry.ts';
import { TASKS } from '../../src/environments/registry.ts';
import { RUN_FIELDS } from '../../src/experiments/fields.ts';

/**
 * Holds docs/mathematics.md and the code to one another: a citation leads to a section, a section's files name it, and a
 * file that computes a formula cites one. And the links of all pages to what they point at.
 */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGE = 'docs/mathematics.md';

/** Folders and files whose every module computes something that the page has a formula for. */
const COMPUTING = [
  'packages/trust-region-layers/src',
  'packages/trust-region-layers-tfjs/src',
  'src/algorithms',
  'src/engines',
  'src/experiments/statistics.ts',
  'src/policies',
  'src/proof',
  'src/random',
  'src/trainer',
];

/** What stands in those folders without a formula of its own, and why. Barrels (index.ts) need no entry. */
const WITHOUT_FORMULA: Readonly<Record<string, string>> = {
  'packages/trust-region-layers/src/categorical/registry.ts': 'a registry',
  'packages/trust-region-layers/src/categorical/metricWgsl.ts': 'a type',
  'packages/trust-region-layers/src/gaussian/workspace.ts': 'scratch memory',
  'packages/trust-region-layers/src/projection/diagonalBatch.ts': 'checks of input',
  'packages/trust-region-layers/src/projection/preparedPolicies.ts': 'copies of old policies',
  'packages/trust-region-layers/src/projection/projectionResult.ts': 'memory of results',
  'packages/trust-region-layers/src/projection/slices.ts': 'memory',
  'packages/trust-region-layers/src/projection/tape.ts': 'memory of a forward pass',
  'packages/trust-region-layers/src/registry.ts': 'a registry',
  'packages/trust-region-layers-tfjs/src/categorical/inputs.ts': 'types',
  'packages/trust-region-layers-tfjs/src/categorical/kernels.ts': 'shapes of tensors',
  'packages/trust-region-layers-tfjs/src/categorical/layer.ts': 'a layer around the operation',
  'packages/trust-region-layers-tfjs/src/keptBySpecification.ts': 'keeps projectors',
  'packages/trust-region-layers-tfjs/src/options.ts': 'checks of input',
  'packages/trust-region-layers-tfjs/src/statewiseProgram.ts': 'what a WebGPU program is',
  'packages/trust-region-layers-tfjs/src/fallbackKernels.ts': 'calls the core',
  'packages/trust-region-layers-tfjs/src/kernelInputs.ts': 'types',
  'packages/trust-region-layers-tfjs/src/kernels.ts': 'shapes of tensors',
  'packages/trust-region-layers-tfjs/src/projectionLayer.ts': 'a layer around the operation',
  'src/algorithms/algorithmOf.ts': 'looks up a row',
  'src/algorithms/averageKlBound.ts': 'a setting',
  'src/algorithms/registry.ts': 'a registry',
  'src/engines/createEngine.ts': 'opens an engine',
  'src/engines/lengths.ts': 'checks of input',
  'src/engines/memberAxis.ts': 'parts of arrays',
  'src/engines/snapshot.ts': 'parts of arrays',
  'src/engines/simd/arena.ts': 'memory of the module',
  'src/engines/simd/kernelModule.ts': 'types of the module',
  'src/engines/simd/kernels/transpose.ts': 'copies a matrix',
  'src/engines/tfjs/kernels.ts': 'shapes of tensors',
  'src/engines/tfjs/packedArrays.ts': 'uploads',
  'src/engines/tfjs/tfjsEngine.ts': 'the order of kernels',
  'src/engines/tfjs/trainableNetwork.ts': 'the order of kernels',
  'src/engines/tfjs/webgpuBackend.ts': 'opens a device',
  'src/policies/categorical/oldPolicies.ts': 'copies of old policies',
  'src/policies/density.ts': 'one of two kinds',
  'src/policies/entropyBonus.ts': 'one of two kinds',
  'src/policies/fisher.ts': 'one of two kinds',
  'src/policies/headTypes.ts': 'types',
  'src/policies/heads.ts': 'one of two kinds',
  'src/policies/layer.ts': 'one of two kinds',
  'src/policies/policyShape.ts': 'sizes of arrays',
  'src/trainer/batch.ts': 'types',
  'src/trainer/beginning.ts': 'empty reports',
  'src/trainer/checkpoint.ts': 'a type and its parts',
  'src/trainer/describePolicies.ts': 'copies for reports',
  'src/trainer/digest.ts': 'bytes to a hash',
  'src/trainer/dissection/breakOff.ts': 'where an iteration broke off',
  'src/trainer/dissection/brokenRollout.ts': 'states to show',
  'src/trainer/dissection/dissectedStates.ts': 'states to show',
  'src/trainer/dissection/recordIteration.ts': 'an iteration, watched',
  'src/trainer/dissection/recordedSteps.ts': 'steps to show',
  'src/trainer/dissection/recordingEngine.ts': 'copies of parameters',
  'src/trainer/dissection/rowsOf.ts': 'rows of an array',
  'src/trainer/dissection/stepWatch.ts': 'which numbers are finite',
  'src/trainer/environmentsSnapshot.ts': 'what tasks keep between steps',
  'src/trainer/episodeLog.ts': 'books of episodes',
  'src/trainer/events.ts': 'types',
  'src/trainer/finishedEvent.ts': 'a summary of others’ numbers',
  'src/trainer/interruptions.ts': 'errors',
  'src/trainer/member.ts': 'what a seed owns',
  'src/trainer/networkPolicies.ts': 'calls the head',
  'src/trainer/population.ts': 'who trains where',
  'src/trainer/progress.ts': 'counts work',
  'src/trainer/rollout.ts': 'the order of steps',
  'src/trainer/specification.ts': 'settings to specifications',
  'src/trainer/throughput.ts': 'counts steps a second',
  'src/trainer/trainer.ts': 'the order of events',
  'src/trainer/update.ts': 'the order of minibatches',
};

/** Never looked into: what is installed, built or kept by tools. */
const SKIPPED = new Set([
  'node_modules',
  'dist',
  'generated',
  '.git',
  'shared',
  'test-results',
  'playwright-report',
]);

/** All files below a folder of the project (or the file itself), as paths from the top. */
function filesOf(path: string): string[] {
  const absolute = join(ROOT, path);
  if (!statSync(absolute).isDirectory()) return [path];
  return readdirSync(absolute, { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name) || entry.isSymbolicLink()) return [];
    const child = path === '' ? entry.name : `${path}/${entry.name}`;
    return entry.isDirectory() ? filesOf(child) : [child];
  });
}

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const isCode = (path: string) => /\.(ts|tsx|mjs)$/.test(path);
const codeFiles = ['src', 'packages', 'bench', 'test', 'scripts'].flatMap(filesOf).filter(isCode);
const pages = filesOf('').filter((path) => path.endsWith('.md'));

/** Sections that a text cites: those after the page's name, one or several, line breaks of comments ignored. */
function citationsIn(text: string): string[] {
  const flat = text.replace(/\n[ \t]*(?:\*|\/\/)?[ \t]*/g, ' ');
  const pattern = /docs\/mathematics\.md((?:,?(?: and)? §\d+(?:\.\d+)?)+)/g;
  return [...flat.matchAll(pattern)].flatMap((match) =>
    [...match[1]!.matchAll(/§(\d+(?:\.\d+)?)/g)].map((section) => section[1]!),
  );
}

/** Text outside fenced blocks and code spans. */
const prose = (markdown: string) => markdown.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');

interface Section {
  readonly number: string;
  /** Files under its "Code:", from the top of the project. */
  readonly files: readonly string[];
}

/** Numbered sections of the page in their order, with the files that each names as its code. */
function sectionsOf(markdown: string): Section[] {
  const parts = markdown.split(/^#{2,3} (?=\d)/m).slice(1);
  return parts.map((part) => {
    const number = part.match(/^\d+(?:\.\d+)?(?= )/)?.[0] ?? '';
    // Up to the next heading, numbered or not.
    const body = part.split(/^#{2,3} /m)[0]!;
    const code = body.match(/^Code: (.+)$/m)?.[1] ?? '';
    const files = [...code.matchAll(/\]\(\.\.\/([^)]+)\)/g)].map((link) => link[1]!);
    return { number, files };
  });
}

/** Whether a file that cites `cited` cites this section: itself, or the one that it is part of. */
function cites(cited: readonly string[], section: string): boolean {
  return cited.includes(section) || cited.includes(section.split('.')[0]!);
}

/** Formulas of a page: fenced blocks of maths, and spans between $` and `$. */
function formulasOf(markdown: string): string[] {
  const blocks = [...markdown.matchAll(/^```math\n([\s\S]*?)^```/gm)].map((match) => match[1]!);
  const inline = [...markdown.matchAll(/\$`([^`\n]+)`\$/g)].map((match) => match[1]!);
  return [...blocks, ...inline];
}

/** Why GitHub would not typeset a formula, or `null`. */
function objectionTo(formula: string): string | null {
  const macro = formula.match(/\\(?:operatorname|newcommand|def|require|tag|label|ref)\b/);
  if (macro) return `GitHub has no ${macro[0]}`;
  try {
    katex.renderToString(formula, { displayMode: true, throwOnError: true });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The anchor that GitHub gives a heading. */
function anchorOf(heading: string): string {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}

const anchorsOf = (markdown: string) =>
  [...markdown.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#{1,6} (.+)$/gm)].map((match) =>
    anchorOf(match[1]!),
  );

/** Links of a page that lead nowhere in the project. */
function brokenLinks(page: string, markdown: string): string[] {
  const targets = [...prose(markdown).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1]!);
  return targets.filter((target) => {
    if (/^[a-z]+:/.test(target)) return false;
    const [path, anchor] = target.split('#') as [string, string?];
    if (path === '') return !anchorsOf(markdown).includes(anchor!);
    const absolute = resolve(ROOT, dirname(page), path);
    if (!existsSync(absolute)) return true;
    if (anchor === undefined || !absolute.endsWith('.md')) return false;
    return !anchorsOf(readFileSync(absolute, 'utf8')).includes(anchor);
  });
}

describe('what this test reads with', () => {
  const cite = (...sections: string[]) => `${PAGE} ${sections.join(', ')}`;

  it('finds one citation, several, and those that a comment breaks', () => {
    expect(citationsIn(`as in ${cite('§3.3')}.`)).toEqual(['3.3']);
    expect(citationsIn(`${cite('§3', '§4.1')} and §10.2; §7`)).toEqual(['3', '4.1', '10.2']);
    expect(citationsIn(`/**\n * See ${PAGE}\n * §2.2,\n * §3.3.\n */`)).toEqual(['2.2', '3.3']);
    expect(citationsIn(`${PAGE} is a page; another's §8.3`)).toEqual([]);
  });

  it('reads sections with their files, and those without', () => {
    const markdown = [
      '# Page',
      '## 1 One',
      'Code: [`a`](../src/a.ts), [`b`](../src/b.ts)',
      '### 1.1 Part',
      'text',
      '## Sources',
      'Code: [`c`](../src/c.ts)',
    ].join('\n\n');
    expect(sectionsOf(markdown)).toEqual([
      { number: '1', files: ['src/a.ts', 'src/b.ts'] },
      { number: '1.1', files: [] },
    ]);
  });

  it('knows a section by itself and by its parent, not by a neighbour', () => {
    expect(cites(['3.3'], '3.3')).toBe(true);
    expect(cites(['3'], '3.3')).toBe(true);
    expect(cites(['3.1', '33'], '3.3')).toBe(false);
    expect(cites(['3.3'], '3')).toBe(false);
  });

  it('sees links that lead nowhere, and only those', () => {
    const markdown =
      '# A b\n[ok](#a-b) [no](#a) [ok](../README.md) [no](nothing.md) `[code](x.md)` [ok](https://e.org/x)';
    expect(brokenLinks('docs/page.md', markdown)).toEqual(['#a', 'nothing.md']);
    expect(anchorOf('3.7 The *KL* multiplier (`solver`)')).toBe('37-the-kl-multiplier-solver');
  });

  it('reads tables of settings', () => {
    const markdown =
      'text\n\n| setting | key | default | meaning |\n|---|---|---|---|\n| `a`, `b` | `x`, `y` | 1e-3, off | m |\n\nend';
    expect(settingsIn(markdown)).toEqual([
      { name: 'a', key: 'x', default: '1e-3' },
      { name: 'b', key: 'y', default: 'off' },
    ]);
    expect(tellsDefault('1e-3', 0.001)).toBe(true);
    expect(tellsDefault('0.2', 0.3)).toBe(false);
    expect(tellsDefault('off', true)).toBe(false);
  });

  it('sees formulas that cannot be typeset', () => {
    expect(formulasOf('a $`x_1`$ b\n```math\ny\n```\n')).toEqual(['y\n', 'x_1']);
    expect(objectionTo('\\frac{1}{2} x^2')).toBeNull();
    expect(objectionTo('\\frac{1')).not.toBeNull();
    expect(objectionTo('\\operatorname{tr} A')).not.toBeNull();
  });
});

describe('docs/mathematics.md', () => {
  const markdown = read(PAGE);
  const sections = sectionsOf(markdown);
  const numbers = sections.map(({ number }) => number);
  const cited = new Map(codeFiles.map((path) => [path, citationsIn(read(path))]));

  it('numbers its sections in order', () => {
    expect(numbers.length).toBeGreaterThan(60);
    let [chapter, part] = [0, 0];
    for (const number of numbers) {
      const [major, minor] = number.split('.').map(Number) as [number, number?];
      if (minor === undefined) [chapter, part] = [chapter + 1, 0];
      else part++;
      expect(number).toBe(minor === undefined ? `${chapter}` : `${chapter}.${part}`);
      expect(major).toBe(chapter);
    }
  });

  it('has the section of every citation in the code', () => {
    const unknown = [...cited].flatMap(([path, of]) =>
      of.filter((section) => !numbers.includes(section)).map((section) => `${path} cites §${section}`),
    );
    expect(unknown).toEqual([]);
  });

  it('names files that exist and that cite the section back', () => {
    const missing = sections.flatMap(({ number, files }) =>
      files
        .filter((path) => !cites(cited.get(path) ?? [], number))
        .map((path) => `${path} does not cite §${number}`),
    );
    expect(missing).toEqual([]);
  });

  it('names code in every section that has no parts', () => {
    const bare = sections.filter(
      ({ number, files }) => files.length === 0 && !numbers.some((other) => other.startsWith(`${number}.`)),
    );
    expect(bare).toEqual([]);
  });

  it('is cited by every file that computes a formula', () => {
    const silent = COMPUTING.flatMap(filesOf)
      .filter((path) => isCode(path) && !path.endsWith('/index.ts') && !(path in WITHOUT_FORMULA))
      .filter((path) => cited.get(path)!.length === 0);
    expect(silent).toEqual([]);
    expect(Object.keys(WITHOUT_FORMULA).filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('is typeset: every formula is one that GitHub can show', () => {
    const formulas = formulasOf(markdown);
    expect(formulas.length).toBeGreaterThan(200);
    expect(formulas.flatMap((formula) => objectionTo(formula) ?? [])).toEqual([]);
  });
});

/** Settings that the tables of a page tell of: name, key, and the default where there is a column of it. */
function settingsIn(markdown: string) {
  const quoted = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1]!);
  const tables = markdown.split(/\n\n/).filter((block) => block.startsWith('| setting | key |'));
  return tables.flatMap((table) => {
    const [head, , ...rows] = table.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
    const hasDefault = head![3] === 'default';
    return rows.flatMap(([, names, keys, defaults]) =>
      quoted(names!).map((name, i) => ({
        name,
        key: quoted(keys!)[i],
        default: hasDefault ? defaults!.split(', ')[i]!.replaceAll('`', '') : 'off',
      })),
    );
  });
}

/** A default as the tables write it: switches, and numbers of which 0 turns something off, are on or off. */
function tellsDefault(text: string, value: unknown): boolean {
  if (text === 'off') return value === false || value === 0;
  return text === 'on' ? value === true : text === String(value) || Number(text) === value;
}

describe('docs/algorithms.md', () => {
  const markdown = read('docs/algorithms.md');
  const settings = settingsIn(markdown);

  it('has a section for every algorithm, and tells each of its settings', () => {
    const told = settings.map(({ name }) => name);
    for (const { label, fields } of ALGORITHMS as readonly Algorithm[]) {
      expect(markdown).toMatch(new RegExp(`^## ${label}: `, 'm'));
      expect(fields.map(({ name }) => name).filter((name) => !told.includes(name))).toEqual([]);
    }
  });

  it('tells settings with the keys and defaults that they have', () => {
    expect(settings.length).toBeGreaterThan(30);
    const wrong = settings.filter((told) => {
      const field = RUN_FIELDS.find(({ name }) => name === told.name);
      return field?.key !== told.key || !tellsDefault(told.default, field?.default);
    });
    expect(wrong).toEqual([]);
  });
});

/** Lines that the diffs of a page take away, with the file that they say to take them from. */
function removedLines(markdown: string) {
  const diffs = [...markdown.matchAll(/^```diff\n([\s\S]*?)^```/gm)].map((match) => match[1]!);
  return diffs.flatMap((diff) =>
    diff.split(/^(?=(?:---|\+\+\+) )/m).flatMap((part) => {
      const [head, ...lines] = part.split('\n');
      const path = head!.slice(4);
      return lines.filter((line) => line.startsWith('-')).map((line) => ({ path, line: line.slice(1) }));
    }),
  );
}

describe('CONTRIBUTING.md', () => {
  it('starts its diffs from what the files hold', () => {
    const removed = removedLines(read('CONTRIBUTING.md'));
    expect(removed.length).toBeGreaterThan(1);
    expect(removed.filter(({ path, line }) => !read(path).split('\n').includes(line))).toEqual([]);
    expect(removedLines('```diff\n--- a.ts\n-x\n+y\n+++ b.ts\n+z\n```\n')).toEqual([
      { path: 'a.ts', line: 'x' },
    ]);
  });
});

describe('README.md', () => {
  it('lists every task by its id', () => {
    const listed = [...read('README.md').matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map((match) => match[1]!);
    expect(listed).toEqual(Object.keys(TASKS));
  });
});

describe('docs/architecture.md', () => {
  it('names every folder of the application and every package', () => {
    const map = read('docs/architecture.md');
    const foldersOf = (path: string) =>
      readdirSync(join(ROOT, path), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => `${path}/${name}`);
    const folders = ['src', 'packages'].flatMap(foldersOf);
    expect(folders.length).toBeGreaterThan(12);
    expect(folders.filter((folder) => !map.includes(`\`${folder}`))).toEqual([]);
  });
});

describe('all pages', () => {
  it('link to files and headings that exist', () => {
    expect(pages.length).toBeGreaterThan(6);
    const broken = pages.flatMap((page) =>
      brokenLinks(page, read(page)).map((target) => `${page}: ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it('and code name no document that the repository does not hold', () => {
    const word = new RegExp(`\\b${'DES'}${'IGN'}\\b`);
    const everything = filesOf('').filter((path) => /\.(ts|tsx|mjs|mts|json|md|css|html|yml)$/.test(path));
    expect(everything.filter((path) => word.test(read(path)))).toEqual([]);
  });
});
