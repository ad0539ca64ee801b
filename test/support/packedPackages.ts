import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const PACKAGES = ['trust-region-layers', 'trust-region-layers-tfjs'] as const;

/** An example as a README prints it: its code, and the lines that it says it prints. */
export interface Example {
  readonly name: string;
  readonly code: string;
  readonly output: string;
}

/** The blocks of JavaScript in the READMEs, each with the block of text after it. */
export function readmeExamples(): Example[] {
  return PACKAGES.flatMap((name) => {
    const readme = readFileSync(join(ROOT, 'packages', name, 'README.md'), 'utf8');
    const blocks = [...readme.matchAll(/```js\n([\s\S]*?)```[\s\S]*?```text\n([\s\S]*?)```/g)];
    return blocks.map(([, code, output], index) => ({
      name: `${name}, example ${index + 1}`,
      code: code!,
      output: output!.trim(),
    }));
  });
}

/** A folder of somebody who has installed the packages as they would be published. */
export interface Consumer {
  readonly folder: string;
  remove(): void;
}

/**
 * Packs both packages and installs them into an empty folder, without a network: TensorFlow.js is the repository's. `npm pack` builds them
 * first, from nothing, so that an import out of a package's folder fails here.
 */
export function installPacked(): Consumer {
  const folder = mkdtempSync(join(tmpdir(), 'trust-region-layers-'));
  const npm = (args: string[], cwd: string) =>
    execFileSync('npm', args, { cwd, stdio: 'pipe', encoding: 'utf8', shell: process.platform === 'win32' });
  npm(['pack', ...PACKAGES.flatMap((name) => ['-w', name]), '--pack-destination', folder], ROOT);
  const tarballs = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  const quiet = ['--offline', '--no-audit', '--no-fund', '--no-package-lock', '--legacy-peer-deps'];
  npm(['install', ...quiet, ...tarballs.map((name) => `./${name}`)], folder);
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  symlinkSync(
    join(ROOT, 'node_modules', '@tensorflow'),
    join(folder, 'node_modules', '@tensorflow'),
    'junction',
  );
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
