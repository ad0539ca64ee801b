import type { Browser } from '@playwright/test';
import { methodTitle } from '../src/components/runMethod.ts';
import { type MethodId, methodSettings } from '../src/experiments/comparison/methods.ts';
import { TASK_TERMS } from '../src/experiments/comparison/tasks.ts';
import type { RunConfiguration } from '../src/experiments/fields.ts';
import { DEFAULT_TRAIN, encodeLink } from '../src/experiments/link.ts';
import { presetConfiguration } from '../src/experiments/presets.ts';
import { median } from '../src/experiments/statistics.ts';
import { inBuiltPage } from './builtPage.ts';
import { inChild } from './child.ts';
import type { BenchmarkRow } from './row.ts';
import type { Solution } from './solveProcess.ts';

const SEEDS = [1, 2, 3, 4, 5];
const METHODS: readonly MethodId[] = ['kl', 'ppo', 'trpo'];
const GOAL = '≤ 1.5 s';

interface Case {
  readonly name: string;
  readonly configuration: RunConfiguration;
  readonly goal?: string;
}

const FAST: Case = {
  name: 'TRPL, KL, preset “Pendulum, fast”',
  configuration: presetConfiguration('pendulum-fast'),
  goal: GOAL,
};

/** Every method as it is compared on the pendulum, and the preset that is there to be fast. */
const CASES: readonly Case[] = [
  ...METHODS.map((id) => ({
    name: methodTitle(id),
    configuration: {
      ...presetConfiguration('pendulum'),
      ...methodSettings(id, 'pendulum'),
      ...TASK_TERMS.pendulum.settings?.[id],
      steps: TASK_TERMS.pendulum.steps,
    },
  })),
  FAST,
];

/**
 * Time to solve the pendulum: until the mean return of the last 32 training episodes reaches −170, infinite for a seed
 * that does not get there within its budget. Every seed in a process of its own, on one thread; the fast preset in the
 * page as well, its worker's start included.
 */
export async function solveBenchmarks(): Promise<BenchmarkRow[]> {
  const rows: BenchmarkRow[] = [];
  let base: number | null = null;
  let fast: readonly Solution[] = [];
  for (const { name, configuration, goal } of CASES) {
    const solutions: Solution[] = [];
    for (const seed of SEEDS) solutions.push(await solution(configuration, seed));
    if (configuration === FAST.configuration) fast = solutions;
    const over = (of: (solution: Solution) => number) =>
      solutions.map((one) => (one.solved ? of(one) : Infinity));
    const cpu = over(({ cpuSeconds }) => cpuSeconds);
    base ??= median(cpu);
    rows.push(
      ...spread(
        name,
        over(({ seconds }) => seconds),
        's',
        goal,
      ),
      ...spread('… seconds of the processor', cpu, 's').map((row, index) =>
        index === 0 ? { ...row, ratio: row.value / base!, against: 'of the first' } : row,
      ),
      ...spread(
        '… environment steps',
        over(({ steps }) => steps),
        'steps',
      ),
    );
  }
  return [...rows, ...(await inBuiltPage((browser, address) => pageRows(browser, address, fast)))];
}

function solution(configuration: RunConfiguration, seed: number): Promise<Solution> {
  const run = { ...configuration, engine: 'simd', seeds: [seed] };
  return inChild<Solution>('solveProcess.ts', JSON.stringify(run));
}

function spread(name: string, values: readonly number[], unit: string, goal?: string): BenchmarkRow[] {
  return [
    { name: `${name}: median of ${values.length} seeds`, value: median(values), unit, ...(goal && { goal }) },
    { name: `${name}: worst`, value: Math.max(...values), unit },
  ];
}

/**
 * The same runs in the page, with everything it draws. A run repeats to the bit, so its link names the iteration at
 * which Node found it solved, and the clock runs from its worker's start to the word that it stands there.
 */
async function pageRows(
  browser: Browser,
  address: string,
  solutions: readonly Solution[],
): Promise<BenchmarkRow[]> {
  const times: number[] = [];
  for (const [index, { solved, iteration, digest }] of solutions.entries()) {
    if (!solved) continue;
    const configuration = { ...FAST.configuration, engine: 'simd', seeds: [SEEDS[index]!] } as const;
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.addInitScript(WATCH_WORKERS);
    await page.goto(`${address}${encodeLink({ ...DEFAULT_TRAIN, configuration, at: iteration })}`);
    const ended = await page.waitForFunction<{ milliseconds: number; digest: string }>(
      'globalThis.runStands',
    );
    const { milliseconds, digest: own } = await ended.jsonValue();
    if (own !== digest)
      throw new Error(`seed ${SEEDS[index]} came to ${own} in the page, in Node to ${digest}`);
    times.push(milliseconds / 1000);
    await page.close();
  }
  return spread(`${FAST.name}, in the page, from the start of its worker`, times, 's', GOAL);
}

/** Tells when a worker of the page was made and when it said that its run stands. Text: no bundler may touch it. */
const WATCH_WORKERS = `{
  const Original = Worker;
  globalThis.Worker = class extends Original {
    constructor(...given) {
      const began = performance.now();
      super(...given);
      this.addEventListener('message', ({ data }) => {
        if (data.type !== 'standing') return;
        globalThis.runStands = { milliseconds: performance.now() - began, digest: data.digest };
      });
    }
  };
}`;
