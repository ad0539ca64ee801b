import { build, type Rollup } from 'vite';

const ENTRY = 'virtual:entry';

/**
 * A module, given by its text, as one minified file without imports: what a page would load. Packages are found
 * as from `folder`; `conditions` are the export conditions that are tried first.
 */
export async function bundle(
  code: string,
  folder: string,
  conditions: readonly string[] = [],
): Promise<string> {
  const output = (await build({
    configFile: false,
    root: folder,
    logLevel: 'error',
    resolve: { conditions: [...conditions, 'module', 'browser', 'production', 'import', 'default'] },
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === ENTRY ? `${folder}/entry.js` : null),
        load: (id) => (id === `${folder}/entry.js` ? code : null),
      },
    ],
    build: {
      write: false,
      target: 'es2022',
      minify: true,
      rolldownOptions: {
        input: ENTRY,
        preserveEntrySignatures: 'strict',
        checks: { pluginTimings: false, bundlerTimings: false, moduleLevelDirective: false },
      },
    },
  })) as Rollup.RollupOutput;
  const chunks = output.output.filter((part) => part.type === 'chunk');
  if (chunks.length !== 1) throw new Error(`The bundle has ${chunks.length} parts.`);
  return chunks[0]!.code;
}
