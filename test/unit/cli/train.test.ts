import { describe, expect, it } from 'vitest';
import type { CommandIo } from '../../../src/cli/io.ts';
import { trainCommand } from '../../../src/cli/train.ts';
import { RUN_FIELDS } from '../../../src/experiments/fields.ts';

async function cli(
  args: readonly string[],
  world: {
    readonly files?: Record<string, string>;
    readonly interruptAfter?: string;
    readonly terminal?: boolean;
  } = {},
) {
  const interruption = new AbortController();
  let out = '';
  let error = '';
  const io: CommandIo = {
    out: (text) => {
      out += text;
      if (world.interruptAfter && out.includes(world.interruptAfter)) interruption.abort();
    },
    error: (text) => {
      error += text;
    },
    read: async (path) => {
      const text = world.files?.[path];
      if (text === undefined) throw new Error('no such file');
      return text;
    },
    isTerminal: world.terminal ?? false,
    interrupted: interruption.signal,
  };
  const code = await trainCommand(args, io);
  return { code, out, error, lines: out.trim().split('\n') };
}

/** Settings of a run that takes a moment. */
const SMALL = [
  ...['--set', 'hiddenSizes=8', '--set', 'environments=8', '--set', 'stepsPerIteration=16'],
  ...['--set', 'policyEpochs=1', '--set', 'valueEpochs=1', '--steps', '384', '--engine', 'cpu'],
];

describe('train --json', () => {
  it('prints the iterations with their metrics and the summary last', async () => {
    const { code, lines, error } = await cli([
      '--environment',
      'point-mass',
      ...SMALL,
      '--seed',
      '3',
      '--json',
    ]);
    expect(error).toBe('');
    expect(code).toBe(0);
    const objects = lines.map((line) => JSON.parse(line));
    expect(objects.map(({ type }) => type)).toEqual([
      'engine',
      'iteration',
      'iteration',
      'iteration',
      undefined,
    ]);
    const [member] = objects[1].members;
    expect(Object.keys(member)).toEqual(['seed', 'metrics']);
    expect(member.metrics).toMatchObject({ violations_projected: 0, episodes: expect.any(Number) });
    const summary = objects.at(-1);
    expect(Object.keys(summary)).toEqual([
      'summary',
      'config',
      'steps',
      'seconds',
      'stepsPerSecond',
      'finalReturn',
      'violations',
      'digest',
    ]);
    expect(summary).toMatchObject({
      summary: true,
      config: { environment: 'point-mass', head: 'full', seeds: [3], hiddenSizes: [8], steps: 384 },
      steps: 384,
      violations: { proposed: expect.any(Number), projected: 0 },
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(summary.stepsPerSecond).toBeCloseTo(384 / summary.seconds, 6);
  });

  it('gives one final return a seed when there are several', async () => {
    const { lines } = await cli([...SMALL, '--seeds', '1,2', '--steps', '1700', '--json']);
    expect(JSON.parse(lines.at(-1)!).finalReturn).toEqual([expect.any(Number), expect.any(Number)]);
    const single = await cli([...SMALL, '--seed', '2', '--steps', '1700', '--json']);
    expect(JSON.parse(single.lines.at(-1)!).finalReturn).toBe(JSON.parse(lines.at(-1)!).finalReturn[1]);
  });

  it('ends with the summary so far when it is interrupted', async () => {
    const { code, lines } = await cli([...SMALL, '--steps', '99999999', '--json'], {
      interruptAfter: '"iteration":2',
    });
    expect(code).toBe(130);
    expect(JSON.parse(lines.at(-1)!)).toMatchObject({ summary: true, steps: 256 });
  });
});

describe('what train takes its configuration from', () => {
  const config = async (args: readonly string[], files?: Record<string, string>) => {
    const { lines, error } = await cli([...args, '--json'], { files });
    return { config: JSON.parse(lines.at(-1)!).config, error };
  };

  it('reads a run file and lets flags win', async () => {
    const file = JSON.stringify({
      version: 1,
      environment: 'point-mass',
      hiddenSizes: [4],
      environments: 4,
      stepsPerIteration: 8,
      steps: 32,
      engine: 'cpu',
      learningRate: 0.002,
    });
    const { config: read } = await config(
      ['--config', 'run.json', '--projection', 'w2', '--set', 'lr=0.001'],
      {
        'run.json': file,
      },
    );
    expect(read).toMatchObject({
      environment: 'point-mass',
      head: 'full',
      projection: 'w2',
      learningRate: 0.001,
    });
  });

  it('reads a link, with its notices on standard error', async () => {
    const link =
      'https://example.org/playground/#/train?v=1&env=pendulum&n=4&h=8&hid=4&steps=32&engine=cpu&seeds=9&wrong=1';
    const { config: read, error } = await config(['--link', link]);
    expect(read).toMatchObject({ environment: 'pendulum', environments: 4, seeds: [9] });
    expect(error).toMatch(/wrong/);
  });
});

describe('what train cannot make sense of', () => {
  for (const [args, pattern] of [
    [['--frobnicate'], /^there is no flag "--frobnicate"; there are --link, --config, .*--help\.\n$/],
    [['--sed', '1'], /^there is no flag "--sed"; did you mean --seed\? There are --link, /],
    [['--environment', 'pointmas'], /one of pendulum, .*, got "pointmas"; did you mean point-mass\?/],
    [['--environment', 'moon'], /environment must be one of pendulum, mountain-car, .*, got "moon"/],
    [['--algorithm', 'sac'], /one of trpl, ppo, trpo, papi, pg/],
    [['--projection', 'l2'], /one of kl, w2, frobenius, bures/],
    [['--set', 'learningrate'], /name=value/],
    [['--set', 'learningrate=1'], /did you mean learningRate\? There are environment, .*, engine\./],
    [['--seed', '1', '--seeds', '2'], /exclude each other/],
    [['--link', '#/lab?v=1'], /Train view/],
    [['--seed', '-1'], /^seeds must be 1 to 16 whole numbers from 0 .*, got \[-1\]\.\n$/],
    [['--steps', '0'], /^steps must be a whole number from 1 to /],
    [['--set', 'lr=NaN'], /^learningRate must be a number from .*, got "NaN"/],
    [['--json=1'], /^--json takes no value\n$/],
    [['--config', 'missing.json'], /^cannot read missing\.json: no such file\n$/],
    [['--config', 'broken.json'], /^broken\.json is not JSON: /],
    [['--config', '-'], /^standard input is empty, expected JSON\n$/],
    [['--config', 'list.json'], /must be a JSON object/],
    [['--config', 'unknown.json'], /there is no setting "epsilon"/],
    [['extra'], /^train takes flags only, got 'extra'; there are --link/],
    [['--steps'], /^--steps needs a value\n$/],
  ] as const) {
    it(`gets a sentence and exit code 2: ${args.join(' ')}`, async () => {
      const files = { '-': ' ', 'broken.json': '{', 'list.json': '[]', 'unknown.json': '{"epsilon":1}' };
      const { code, out, error } = await cli(args, { files });
      expect(code).toBe(2);
      expect(out).toBe('');
      expect(error).toMatch(pattern);
      expect(error).not.toMatch(/\n\s+at /);
    });
  }
});

describe('train for people', () => {
  it('prints a line an iteration and a summary', async () => {
    const { code, out, error } = await cli(SMALL);
    expect(code).toBe(0);
    expect(error).toMatch(/^engine: WebAssembly SIMD\. .*\niteration 1\/3 · 128 steps · return – · /);
    expect(out).toMatch(/projected 0\.0 %/);
    expect(out).toMatch(/sha256 [0-9a-f]{64}\n$/);
  });

  it('rewrites one line on a terminal', async () => {
    const { error } = await cli(SMALL, { terminal: true });
    expect(error.split('\r')).toHaveLength(4);
    expect(error.endsWith('\n')).toBe(true);
  });

  it('has a page of help', async () => {
    const { code, out } = await cli(['--help']);
    expect(code).toBe(0);
    for (const flag of ['--link', '--config', '--set', '--json']) expect(out).toContain(flag);
    for (const { name, key } of RUN_FIELDS) expect(out).toMatch(new RegExp(`\\n  ${name} +${key} `));
  });
});
