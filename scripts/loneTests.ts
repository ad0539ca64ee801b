import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Folders of tests whose subjects keep nothing from one call to the next but what they could work out again. */
const STATELESS = [
  'packages/trust-region-layers/test',
  ...[
    'algorithms',
    'components',
    'environments',
    'experiments',
    'exports',
    'policies',
    'proof',
    'random',
    'trainer',
    'views',
    'words',
  ].map((folder) => `test/unit/${folder}`),
];

/** What changes the world for whoever comes next in the process: mocks, stubs, timers, a store of the page. */
const WORLDLY =
  /\bvi\.(mock|doMock|hoisted|stub|spyOn|useFakeTimers|setSystemTime|resetModules)|fake-indexeddb|from '[^']*(\/store\/|Store\.)|process\.(env\b|chdir|on\b)|\bglobalThis\.\w+ = /;

/**
 * The unit tests that need a process of their own, as paths from the repository's root. The others share one with those before
 * them, which saves starting Node and reading the same modules again for each.
 */
export function loneTests(): string[] {
  return ['test/unit', 'packages'].flatMap(testsBelow).filter((path) => {
    const stateless = STATELESS.some((folder) => path.startsWith(`${folder}/`));
    return !stateless || WORLDLY.test(readFileSync(`${ROOT}${path}`, 'utf8'));
  });
}

function testsBelow(folder: string): string[] {
  return readdirSync(`${ROOT}${folder}`, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory())
      return entry.name === 'node_modules' || entry.name === 'dist' ? [] : testsBelow(path);
    return /\.test\.tsx?$/.test(entry.name) ? [path] : [];
  });
}
