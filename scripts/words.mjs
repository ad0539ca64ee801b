/**
 * Compiles the sentences of the page (src/words/en, src/words/de: a file an area) with Paraglide into functions:
 * src/words/generated, a folder an area, imported as `#words/AREA`. Does nothing for areas whose functions are newer than
 * their sentences. `node scripts/generated.mjs`; the build, the tests and the command line call it.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
export const WORDS = join(root, 'src/words');
const target = join(WORDS, 'generated');
/** The first one is what whoever asks for none gets: Node, the command line, tests. */
export const LOCALES = ['en', 'de'];
/** The others come in a file of their own each, so that nobody waits for a language that is not asked for. */
const FETCHED = LOCALES.slice(1);
/** What the functions of all areas share: the language of the moment, and the sentences that have come. */
const CATALOGS = `/** @typedef {${LOCALES.map((locale) => `'${locale}'`).join(' | ')}} Locale */
/** @type {readonly Locale[]} */
export const locales = ${JSON.stringify(LOCALES)};
/** @type {Locale} */
let current = '${LOCALES[0]}';
export const getLocale = () => current;
/** @param {Locale} locale */
export const setLocale = (locale) => {
  current = locale;
};
/** The sentences that have been fetched, by language and area. @type {Record<string, any>} */
export const catalogs = {};
const FETCH = { ${FETCHED.map((locale) => `${locale}: () => import('./${locale}.js')`).join(', ')} };
/** Brings the sentences of a language; at once where they are there. @param {string} locale */
export async function fetchCatalog(locale) {
  if (locale in FETCH) catalogs[locale] ??= await FETCH[/** @type {keyof typeof FETCH} */ (locale)]();
}
/**
 * The messages of an area, in the language of the moment. Each has a number there, since names would weigh more than they tell a browser.
 * @type {(area: string) => (number: number, base: any) => any}
 */
export const messagesOf =
  (area) =>
  (number, base) =>
  (/** @type {any} */ inputs, /** @type {any} */ options) => {
    const locale = options?.locale ?? current;
    return (locale === '${LOCALES[0]}' ? base : catalogs[locale][area][number])(inputs);
  };
`;
const reexport = (locale) => (area) => `export { default as ${area} } from './${area}/${locale}List.js';\n`;
/** The sentences of an area by their numbers. */
const list = (locale, keys) =>
  `import * as words from './${locale}.js';\nexport default [${keys.map((key) => `words.${key}`).join(', ')}];\n`;

/** @returns the names of the areas, of which each language has a file */
export function wordAreas() {
  const areas = new Set(LOCALES.flatMap((locale) => readdirSync(join(WORDS, locale))));
  return [...areas].filter((name) => name.endsWith('.json')).map((name) => basename(name, '.json'));
}

/** @returns the areas that it had to compile */
export async function compileWords() {
  const version = createHash('sha256');
  for (const name of ['@inlang/paraglide-js', '@inlang/plugin-message-format']) {
    version.update(readFileSync(join(root, 'node_modules', name, 'package.json')));
  }
  version.update(readFileSync(fileURLToPath(import.meta.url)));
  const areas = wordAreas();
  const stale = areas
    .map((area) => ({ area, texts: textsOf(area) }))
    .map(({ area, texts }) => {
      const hash = version.copy();
      for (const text of texts) hash.update(text).update('\0');
      return { area, texts, stamp: hash.digest('hex') };
    })
    .filter(({ area, stamp }) => readStamp(area) !== stamp);

  if (stale.length > 0) {
    const compile = await loadCompiler();
    for (const { area, texts, stamp } of stale) {
      const files = await compile(area, texts);
      for (const [name, text] of Object.entries(files)) write(name, text);
      // Last: without it the area counts as not compiled.
      write(join(area, 'stamp'), stamp);
    }
  }
  if (areas.length > 0) {
    write('catalogs.js', CATALOGS);
    for (const locale of FETCHED) write(`${locale}.js`, areas.map(reexport(locale)).join(''));
  }
  if (existsSync(target)) {
    for (const { name } of readdirSync(target, { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    )) {
      if (!areas.includes(name)) rmSync(join(target, name), { recursive: true, force: true });
    }
  }
  return stale.map(({ area }) => area);
}

/** The sentences of an area, a text a language; where one is missing, the other's stands in (a test objects to that). */
function textsOf(area) {
  return LOCALES.map((locale) => {
    const file = join(WORDS, locale, `${area}.json`);
    return existsSync(file) ? readFileSync(file, 'utf8') : '{}';
  });
}

function readStamp(area) {
  const file = join(target, area, 'stamp');
  return existsSync(join(target, 'runtime.js')) && existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** Whoever reads a file meanwhile sees the old one or the new one; what is as it was keeps its time. */
function write(name, text) {
  const file = join(target, name);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, file);
}

/**
 * Paraglide, which is slow to load and seldom needed. Its project lives in memory: nothing is fetched, nothing else is
 * written. An area is a project of its own, so that a chunk of the page holds only the areas it uses.
 */
async function loadCompiler() {
  const [{ loadProjectInMemory, newProject }, { compileProject }, { default: plugin }] = await Promise.all([
    import('@inlang/sdk'),
    import('@inlang/paraglide-js'),
    import('@inlang/plugin-message-format'),
  ]);
  const blob = await newProject({ settings: { baseLocale: LOCALES[0], locales: LOCALES } });
  return async (area, texts) => {
    const project = await loadProjectInMemory({ blob, providePlugins: [plugin] });
    try {
      const files = texts.map((text, i) => {
        try {
          JSON.parse(text);
        } catch (error) {
          throw new Error(`src/words/${LOCALES[i]}/${area}.json is not JSON: ${error.message}`);
        }
        return { locale: LOCALES[i], content: new TextEncoder().encode(text) };
      });
      await project.importFiles({ pluginKey: plugin.key, files });
      const output = await compileProject({
        project,
        compilerOptions: {
          outputStructure: 'locale-modules',
          strategy: ['baseLocale'],
          isServer: 'false',
          emitGitIgnore: false,
          emitPrettierIgnore: false,
          emitReadme: false,
        },
      });
      const { index, keys } = withCatalogs(output['messages/_index.js'], area);
      return Object.fromEntries([
        ...['runtime.js', 'registry.js'].map((name) => [name, output[name]]),
        ...LOCALES.map((name) => [`${area}/${name}.js`, output[`messages/${name}.js`]]),
        ...FETCHED.map((name) => [`${area}/${name}List.js`, list(name, keys)]),
        [`${area}/_index.js`, index],
      ]);
    } finally {
      await project.close();
    }
  };
}

/**
 * Paraglide's functions import every language and ask a runtime for the one of the moment; ours, which keep its types, ask
 * for what has been fetched, and are so short that hundreds of them weigh little.
 */
function withCatalogs(text, area) {
  const body =
    /\(\((?:inputs = \{\}|inputs), options = \{\}\) => \{[^}]*?return __en\.(\w+)\(inputs\)\n\}\)/g;
  const imports = FETCHED.map((locale) => `import * as __${locale} from "./${locale}.js"\n`);
  const keys = [];
  const index = imports
    .reduce((changed, line) => changed.replace(line, ''), text)
    .replace(
      /^import \{ getLocale.*$/m,
      `import { messagesOf } from "../catalogs.js"\nconst __message = /* @__PURE__ */ messagesOf('${area}');`,
    )
    .replace(body, (_, key) => `(/* @__PURE__ */ __message(${keys.push(key) - 1}, __en.${key}))`);
  if (new RegExp(`getLocale|${FETCHED.map((locale) => `__${locale}`).join('|')}`).test(index))
    throw new Error(`Paraglide writes ${area} in another way than expected.`);
  return { index, keys };
}
