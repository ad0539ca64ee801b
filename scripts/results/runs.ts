import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { MemberSummary, RunSummary } from '../../src/cli/runRecord.ts';
import type { RunConfiguration } from '../../src/experiments/fields.ts';
import { SOURCE_CONDITION } from '../sourceCondition.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CACHE = join(ROOT, '.cache', 'results');

export interface RunResult {
  /** The command line after `train`. */
  readonly command: readonly string[];
  readonly digest: string;
  readonly seconds: number;
  readonly seeds: readonly MemberSummary[];
}

/** Arguments of the command line for settings over a task's preset. */
export function commandFor(
  environment: string,
  settings: Partial<RunConfiguration>,
  seeds: number,
  steps: number,
): string[] {
  const flags = Object.entries(settings).flatMap(([name, value]) =>
    name === 'algorithm' || name === 'projection'
      ? [`--${name}`, String(value)]
      : ['--set', `${name}=${value}`],
  );
  return ['--environment', environment, ...flags, '--seeds', `1..${seeds}`, '--steps', String(steps)];
}

/**
 * The result of one command line, from the cache where the same code has run it before.
 *
 * @param source identifies the code
 */
export async function resultOf(command: readonly string[], source: string): Promise<RunResult> {
  await mkdir(CACHE, { recursive: true });
  const key = createHash('sha256')
    .update(JSON.stringify([source, command]))
    .digest('hex');
  const file = join(CACHE, `${key.slice(0, 16)}.json`);
  try {
    return JSON.parse(await readFile(file, 'utf8')) as RunResult;
  } catch {
    const result = await runCommand(command);
    await writeFile(`${file}.part`, JSON.stringify(result));
    await rename(`${file}.part`, file);
    return result;
  }
}

async function runCommand(command: readonly string[]): Promise<RunResult> {
  const child = spawn(
    process.execPath,
    ['-C', SOURCE_CONDITION, '--import', 'tsx', join(ROOT, 'src/cli/main.ts'), 'train', ...command, '--json'],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let complaints = '';
  child.stderr.on('data', (chunk) => {
    complaints += chunk;
  });
  let summary: RunSummary | null = null;
  for await (const text of createInterface({ input: child.stdout })) {
    const line = JSON.parse(text) as RunSummary | { readonly type: string };
    if ('summary' in line) summary = line;
  }
  if (!summary) throw new Error(`train ${command.join(' ')} printed no summary:\n${complaints}`);
  const { digest, seconds, members } = summary;
  return { command, digest, seconds, seeds: members };
}
