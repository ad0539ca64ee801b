import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { RunConfiguration } from '../../src/experiments/fields.ts';
import type { IterationMetrics } from '../../src/trainer/metrics.ts';
import { SOURCE_CONDITION } from '../sourceCondition.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CACHE = join(ROOT, '.cache', 'results');

/** What a table needs of one seed. */
export interface SeedResult {
  readonly seed: number;
  /** Mean return of the last episodes; `null` if none finished. */
  readonly finalReturn: number | null;
  /** Steps and mean return of every iteration in which episodes finished, with their number. */
  readonly curve: readonly { readonly steps: number; readonly episodes: number; readonly mean: number }[];
  /** Iteration in which it diverged; `null` as a rule. */
  readonly diverged: number | null;
  /** Shares of all states beyond a bound, in KL. */
  readonly beyondProposed: number;
  readonly beyondProjected: number | null;
  /** KL of network output and projection from the old policy, mean over all states of the run and largest. */
  readonly klMean: number;
  readonly klMax: number;
  readonly projectedKlMean: number | null;
  readonly projectedKlMax: number | null;
}

export interface RunResult {
  /** The command line after `train`. */
  readonly command: readonly string[];
  readonly digest: string;
  readonly seconds: number;
  readonly seeds: readonly SeedResult[];
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

interface IterationLine {
  readonly type: 'iteration';
  readonly steps: number;
  readonly members: readonly { readonly seed: number; readonly metrics: IterationMetrics }[];
}
interface DivergedLine {
  readonly type: 'diverged';
  readonly iteration: number;
  readonly seed: number;
}
interface SummaryLine {
  readonly summary: true;
  readonly digest: string;
  readonly seconds: number;
  readonly finalReturn: number | null | readonly (number | null)[];
}

/** Sums of one seed while its run is read. */
class SeedDraft {
  readonly curve: { steps: number; episodes: number; mean: number }[] = [];
  diverged: number | null = null;
  #iterations = 0;
  #beyondProposed = 0;
  #beyondProjected: number | null = null;
  #klMean = 0;
  #klMax = 0;
  #projectedKlMean: number | null = null;
  #projectedKlMax: number | null = null;

  add(steps: number, metrics: IterationMetrics): void {
    if (metrics.episodic_return !== null) {
      this.curve.push({ steps, episodes: metrics.episodes, mean: metrics.episodic_return });
    }
    this.#iterations++;
    this.#beyondProposed += metrics.kl_violations_proposed;
    this.#klMean += metrics.approx_kl;
    this.#klMax = Math.max(this.#klMax, metrics.max_kl);
    if (metrics.kl_violations_projected === null) return;
    this.#beyondProjected = (this.#beyondProjected ?? 0) + metrics.kl_violations_projected;
    this.#projectedKlMean = (this.#projectedKlMean ?? 0) + (metrics.projected_kl ?? 0);
    this.#projectedKlMax = Math.max(this.#projectedKlMax ?? 0, metrics.projected_max_kl ?? 0);
  }

  result(seed: number, finalReturn: number | null): SeedResult {
    const n = Math.max(1, this.#iterations);
    const share = (sum: number | null) => (sum === null ? null : sum / n);
    return {
      seed,
      finalReturn,
      curve: this.curve,
      diverged: this.diverged,
      beyondProposed: this.#beyondProposed / n,
      beyondProjected: share(this.#beyondProjected),
      klMean: this.#klMean / n,
      klMax: this.#klMax,
      projectedKlMean: share(this.#projectedKlMean),
      projectedKlMax: this.#projectedKlMax,
    };
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
  const drafts = new Map<number, SeedDraft>();
  const draftOf = (seed: number) => {
    if (!drafts.has(seed)) drafts.set(seed, new SeedDraft());
    return drafts.get(seed)!;
  };
  let summary: SummaryLine | null = null;
  for await (const text of createInterface({ input: child.stdout })) {
    const line = JSON.parse(text) as IterationLine | DivergedLine | SummaryLine;
    if ('summary' in line) summary = line;
    else if (line.type === 'iteration') {
      for (const { seed, metrics } of line.members) draftOf(seed).add(line.steps, metrics);
    } else if (line.type === 'diverged') draftOf(line.seed).diverged = line.iteration;
  }
  if (!summary) throw new Error(`train ${command.join(' ')} printed no summary:\n${complaints}`);
  const returns = Array.isArray(summary.finalReturn) ? summary.finalReturn : [summary.finalReturn];
  const seeds = [...drafts.keys()].sort((a, b) => a - b);
  return {
    command,
    digest: summary.digest,
    seconds: summary.seconds,
    seeds: seeds.map((seed, p) => drafts.get(seed)!.result(seed, returns[p] ?? null)),
  };
}
