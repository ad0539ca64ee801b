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
  const files = world.files ?? {};
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
    append: (path, text) => {
      files[path] = (files[path] ?? '') + text;
      if (world.interruptAfter && text.includes(world.interruptAfter)) interruption.abort();
    },
    read: async (path) => {
      const text = files[path];
      if (text === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
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

describe('train --seconds', () => {
  it('ends a run when its time is up, at a whole iteration, and knows it again', async () => {
    const args = [...SMALL, '--steps', '100000000', '--seconds', '1', '--output', 'runs.jsonl'];
    const files: Record<string, string> = {};
    expect(await cli(args, { files })).toMatchObject({ code: 0 });
    const summaries = () =>
      files['runs.jsonl']!.trim()
        .split('\n')
        .map((line) => JSON.parse(line))
        .filter(({ summary }) => summary);
    const [summary] = summaries();
    expect(summary.reason).toBe('stopped');
    expect(summary.seconds).toBeGreaterThanOrEqual(1);
    expect(summary.iteration).toBeGreaterThan(0);
    expect((await cli(args, { files })).error).toContain('1 of 1 runs is in runs.jsonl already');
    expect(summaries()).toHaveLength(1);
  }, 30_000);
});

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
      'reason',
      'iteration',
      'steps',
      'seconds',
      'stepsPerSecond',
      'finalReturn',
      'violations',
      'digest',
      'members',
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

  it('sums up what its lines say of every seed', async () => {
    const { lines } = await cli([...SMALL, '--seeds', '4..6', '--workers', '1', '--steps', '1700', '--json']);
    const objects = lines.map((line) => JSON.parse(line));
    const iterations = objects.filter(({ type }) => type === 'iteration');
    expect(iterations.map(({ iteration }) => iteration)).toEqual(Array.from({ length: 14 }, (_, i) => i + 1));
    const summary = objects.at(-1);
    expect(summary.members.map(({ seed }: { seed: number }) => seed)).toEqual([4, 5, 6]);
    for (const [p, member] of summary.members.entries()) {
      const told = iterations.map(({ steps, members }) => ({ steps, ...members[p].metrics }));
      const meanOf = (name: string) => told.reduce((sum, one) => sum + one[name], 0) / told.length;
      const maxOf = (name: string) => Math.max(...told.map((one) => one[name]));
      expect(member.returns).toEqual(
        told
          .filter(({ episodes }) => episodes > 0)
          .map(({ steps, episodes, episodic_return }) => [steps, episodes, episodic_return]),
      );
      expect(member.returns.length).toBeGreaterThan(0);
      expect(member.kl.mean).toBeCloseTo(meanOf('approx_kl'), 12);
      expect(member.kl.max).toBe(maxOf('max_kl'));
      expect(member.projectedKl.mean).toBeCloseTo(meanOf('projected_kl'), 12);
      expect(member.projectedKl.max).toBe(maxOf('projected_max_kl'));
      expect(member.violations.proposed).toBeCloseTo(meanOf('violations_proposed'), 12);
      expect(member.violations.projected).toBe(0);
      expect(member.klViolations.proposed).toBeCloseTo(meanOf('kl_violations_proposed'), 12);
      expect(member).toMatchObject({ reason: 'budget', iteration: 14, finalReturn: summary.finalReturn[p] });
    }
  });

  it('gives the same digests whatever the number of workers', async () => {
    const summaries = [];
    for (const workers of ['1', '2', '3']) {
      const { code, lines } = await cli([...SMALL, '--seeds', '1..3', '--workers', workers, '--json']);
      expect(code).toBe(0);
      const { seconds: _, stepsPerSecond: __, ...summary } = JSON.parse(lines.at(-1)!);
      summaries.push(summary);
      expect(JSON.parse(lines[0]!)).toMatchObject({ type: 'engine', workers: Number(workers) });
    }
    expect(new Set(summaries[0].members.map(({ digest }: { digest: string }) => digest)).size).toBe(3);
    expect(summaries[1]).toEqual(summaries[0]);
    expect(summaries[2]).toEqual(summaries[0]);
  });

  it('gives one final return a seed when there are several', async () => {
    const { lines } = await cli([...SMALL, '--seeds', '1,2', '--workers', '1', '--steps', '1700', '--json']);
    expect(JSON.parse(lines.at(-1)!).finalReturn).toEqual([expect.any(Number), expect.any(Number)]);
    const single = await cli([...SMALL, '--seed', '2', '--steps', '1700', '--json']);
    expect(JSON.parse(single.lines.at(-1)!).finalReturn).toBe(JSON.parse(lines.at(-1)!).finalReturn[1]);
  });

  it('ends with the summary so far when it is interrupted', async () => {
    const { code, lines } = await cli([...SMALL, '--steps', '99999999', '--json'], {
      interruptAfter: '"iteration":2',
    });
    expect(code).toBe(130);
    const iterations = lines.flatMap((line) => JSON.parse(line).iteration ?? []);
    expect(iterations.length).toBeGreaterThan(2);
    const last = iterations.at(-1);
    expect(JSON.parse(lines.at(-1)!)).toMatchObject({ summary: true, reason: 'stopped', steps: 128 * last });
  });

  it('tells of seeds that diverge, by their lines and by the exit code', async () => {
    const { code, lines } = await cli([
      ...SMALL,
      ...['--environment', 'point-mass', '--algorithm', 'pg', '--set', 'head=root'],
      ...['--set', 'activation=relu', '--set', 'learningRate=0.1', '--set', 'policyEpochs=20'],
      ...['--steps', '6400', '--seeds', '1..4', '--workers', '1', '--json'],
    ]);
    const summary = JSON.parse(lines.at(-1)!);
    const reasons = summary.members.map(({ reason }: { reason: string }) => reason);
    expect(reasons).toContain('diverged');
    expect(code).toBe(1);
    const [end] = summary.members.filter(({ reason }: { reason: string }) => reason === 'diverged');
    const told = lines
      .map((line) => JSON.parse(line))
      .filter(
        ({ type, members }) =>
          type === 'iteration' && members.some(({ seed }: { seed: number }) => seed === end.seed),
      );
    expect(told).toHaveLength(end.iteration);
  });
});

describe('train to an iteration', () => {
  const summaryOf = async (args: readonly string[]) => {
    const { code, lines } = await cli([...args, '--json']);
    return { code, summary: JSON.parse(lines.at(-1)!) };
  };
  const link = (at: string) =>
    `#/train?v=1&env=pendulum&n=8&h=16&hid=8&pe=1&ve=1&steps=512&engine=simd&seeds=9${at}`;

  it('ends there with the digest that a run of that length ends with', async () => {
    const short = await summaryOf([...SMALL, '--steps', '256']);
    const long = await summaryOf([...SMALL, '--steps', '12800', '--iterations', '2']);
    expect(long.code).toBe(0);
    expect(long.summary).toMatchObject({ reason: 'stopped', iteration: 2, steps: 256 });
    expect(long.summary.digest).toBe(short.summary.digest);
    const whole = await summaryOf([...SMALL, '--steps', '256', '--iterations', '2']);
    expect(whole).toMatchObject({ code: 0, summary: { reason: 'budget', digest: short.summary.digest } });
  });

  it('ends a seed at a return, which is as good as its budget', async () => {
    // Any return is enough, as soon as 64 episodes have ended.
    const easy = [...SMALL, '--environment', 'pendulum', '--steps', '6400000', '--stop-at-return', '-1e6'];
    const { code, lines } = await cli([...easy, '--json']);
    const summary = JSON.parse(lines.at(-1)!);
    expect(code).toBe(0);
    expect(summary).toMatchObject({ reason: 'return', config: { stopAtReturn: -1e6 } });
    expect(summary.iteration).toBeLessThan(400);
  });

  it('goes to where a link leads, unless told otherwise', async () => {
    expect(await summaryOf(['--link', link('&at=3')])).toMatchObject({ code: 0, summary: { iteration: 3 } });
    expect(await summaryOf(['--link', link('')])).toMatchObject({ code: 0, summary: { iteration: 4 } });
    const other = await summaryOf(['--link', link('&at=3'), '--iterations', '1']);
    expect(other.summary.iteration).toBe(1);
    const fewer = await summaryOf(['--link', link('&at=3'), '--steps', '256']);
    expect(fewer.summary.iteration).toBe(2);
  });
});

describe('train --sweep', () => {
  const GRID = ['--sweep', 'meanBound=0.003,0.3', '--sweep', 'proj=kl,w2', '--workers', '1'];

  it('trains a run for every combination and says to which each line belongs', async () => {
    const { code, lines } = await cli([...SMALL, ...GRID, '--seeds', '1..2', '--json']);
    expect(code).toBe(0);
    const objects = lines.map((line) => JSON.parse(line));
    const summaries = objects.filter(({ summary }) => summary);
    expect(summaries.map(({ sweep }) => sweep)).toEqual([
      { meanBound: 0.003, projection: 'kl' },
      { meanBound: 0.003, projection: 'w2' },
      { meanBound: 0.3, projection: 'kl' },
      { meanBound: 0.3, projection: 'w2' },
    ]);
    for (const { sweep, config } of summaries) expect(config).toMatchObject(sweep);
    for (const { sweep } of objects) expect(sweep).toBeDefined();
    const alone = await cli([
      ...SMALL,
      ...['--set', 'meanBound=0.3', '--projection', 'kl', '--seeds', '1..2', '--workers', '1', '--json'],
    ]);
    expect(JSON.parse(alone.lines.at(-1)!).digest).toBe(summaries[2].digest);
  });

  it('gives the same digests with several runs at a time', async () => {
    const digests = async (workers: string) => {
      const { lines } = await cli([...SMALL, ...GRID, '--workers', workers, '--json']);
      const summaries = lines.map((line) => JSON.parse(line)).filter(({ summary }) => summary);
      return new Map(summaries.map(({ sweep, digest }) => [JSON.stringify(sweep), digest]));
    };
    const one = await digests('1');
    expect(one.size).toBe(4);
    expect(new Map([...(await digests('2'))].sort())).toEqual(new Map([...one].sort()));
  });

  it('starts from the preset of a swept task', async () => {
    const { lines } = await cli([
      ...SMALL,
      ...['--sweep', 'environment=pendulum,point-mass', '--workers', '1', '--json'],
    ]);
    const heads = lines.map((line) => JSON.parse(line)).flatMap(({ config }) => config?.head ?? []);
    expect(heads).toEqual(['diagonal', 'full']);
  });

  it('leaves out the runs that wait when it is interrupted', async () => {
    const { code, lines } = await cli([...SMALL, ...GRID, '--steps', '99999999', '--json'], {
      interruptAfter: '"iteration":2',
    });
    expect(code).toBe(130);
    expect(lines.map((line) => JSON.parse(line)).filter(({ summary }) => summary)).toHaveLength(1);
  });

  it('goes on where it was stopped, from its output file', async () => {
    const whole: Record<string, string> = {};
    await cli([...SMALL, ...GRID, '--output', 'runs.jsonl'], { files: whole });
    const files: Record<string, string> = {};
    const stopped = await cli([...SMALL, ...GRID, '--output', 'runs.jsonl'], {
      files,
      interruptAfter: '"summary":true',
    });
    expect(stopped.code).toBe(130);
    // Killed while it wrote a line.
    files['runs.jsonl'] += '{"type":"iteration","itera';
    const resumed = await cli([...SMALL, ...GRID, '--output', 'runs.jsonl'], { files });
    expect(resumed.code).toBe(0);
    expect(resumed.error).toMatch(/^1 of 4 runs is in runs\.jsonl already\n3 runs, 3 seeds in all, 1,152 /);
    expect(resumed.out).toMatch(/\nmeanBound=3e-3 projection=kl +– +0\.0 %/);
    const summaries = (text: string) =>
      text
        .split('\n')
        .filter((line) => line.startsWith('{"summary"'))
        .map((line) => JSON.parse(line))
        .map(({ sweep, digest }) => `${JSON.stringify(sweep)} ${digest}`);
    expect(summaries(files['runs.jsonl']!)).toEqual(summaries(whole['runs.jsonl']!));

    const again = await cli([...SMALL, ...GRID, '--output', 'runs.jsonl'], { files });
    expect(again.code).toBe(0);
    expect(again.error).toBe('4 of 4 runs are in runs.jsonl already\n');
    expect(summaries(files['runs.jsonl']!)).toHaveLength(4);
  });

  it('trains again what had not come to its end, and what other settings ask for', async () => {
    const files: Record<string, string> = {};
    const output = ['--workers', '1', '--output', 'runs.jsonl'];
    await cli([...SMALL, '--iterations', '2', ...output], { files });
    const count = () => files['runs.jsonl']!.match(/"summary":true/g)!.length;
    expect(count()).toBe(1);
    await cli([...SMALL, '--iterations', '2', ...output], { files });
    expect(count()).toBe(1);
    await cli([...SMALL, ...output], { files });
    expect(count()).toBe(2);
    await cli([...SMALL, '--seed', '8', ...output], { files });
    expect(count()).toBe(3);
  });

  it('says how much it would be, and trains nothing, on a dry run', async () => {
    const { code, out, error } = await cli([...SMALL, ...GRID, '--seeds', '1..3', '--dry-run']);
    expect(code).toBe(0);
    expect(out).toBe('');
    expect(error).toMatch(
      /^4 runs, 12 seeds in all, 4,608 environment steps: about [\d.,]+ (second|minute)s? on 1 thread\n$/,
    );
  });

  it('keeps its hands off a file that is not its own', async () => {
    const files = { 'notes.txt': 'dear diary\n' };
    const { code, error } = await cli([...SMALL, '--output', 'notes.txt'], { files });
    expect(code).toBe(2);
    expect(error).toBe(
      '"notes.txt" is not a file that train wrote; name another, or one that does not exist\n',
    );
    expect(files['notes.txt']).toBe('dear diary\n');
  });

  it('refuses a grid beyond what anybody can mean before it is made', async () => {
    const bounds = Array.from({ length: 400 }, (_, i) => (i + 1) / 100).join(',');
    const { code, error } = await cli([
      ...['--sweep', `meanBound=${bounds}`, '--sweep', `covarianceBound=${bounds}`, '--json'],
    ]);
    expect(code).toBe(2);
    expect(error).toBe(
      'the sweep comes to 160,000 runs, and at most 100,000 can be asked for; sweep fewer values\n',
    );
  });

  it('puts the values side by side for people', async () => {
    const { out, error } = await cli([...SMALL, ...GRID]);
    expect(error).toMatch(/^meanBound=0\.3 projection=w2 \(3 of 4 runs done\) · iteration 1\/3 /m);
    expect(out).toMatch(
      /\nvalue +return +proposed beyond +KL mean +KL max\nmeanBound=3e-3 projection=kl .*\n/,
    );
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
    [['--config', 'missing.json'], /^cannot read missing\.json: there is no such file\n$/],
    [['--config', 'broken.json'], /^broken\.json is not JSON: /],
    [['--config', '-'], /^standard input is empty, expected JSON\n$/],
    [['--config', 'list.json'], /must be a JSON object/],
    [['--config', 'unknown.json'], /there is no setting "epsilon"/],
    [['extra'], /^train takes flags only, got 'extra'; there are --link/],
    [['--steps'], /^--steps needs a value\n$/],
    [['--seeds', '5..1'], /^seeds must be 1 to 16 whole numbers .*, got "5\.\.1"\.\n$/],
    [['--seeds', '1..17'], /^seeds must be 1 to 16 whole numbers .*, got "1\.\.17"\.\n$/],
    [['--seconds', '1.5'], /^--seconds must be a whole number from 1 to \d+, got "1.5"\n$/],
    [
      ['--iterations', '0'],
      /^--iterations must be a whole number from 1 to \d+, the last of its budget, got "0"\n$/,
    ],
    [
      ['--steps', '4096', '--iterations', '3'],
      /^--iterations must be .* from 1 to 2, the last .*, got "3"\n$/,
    ],
    [['--workers', '1.5'], /^--workers must be a whole number from 1 to 1024, got "1\.5"\n$/],
    [['--sweep', 'meanBound'], /^--sweep must read name=value,value,…, got "meanBound"\n$/],
    [['--sweep', 'meanbound=1'], /^there is no setting "meanbound"; did you mean meanBound\?/],
    [['--sweep', 'meanBound=0.1,99'], /^meanBound must be a number from 1e-6 to 10, got 99\.\n$/],
    [['--sweep', 'meanBound=0.1,0.10'], /^--sweep gives meanBound the value 0\.1 twice\n$/],
    [['--sweep', 'em=1', '--sweep', 'meanBound=2'], /^--sweep gives meanBound twice; /],
    [
      ['--sweep', 'seeds=1,2'],
      /^seeds is a list and cannot be swept; train several seeds with --seeds 1\.\.5\n$/,
    ],
    [['--sweep', 'lr=1e-3,1e-4', '--set', 'lr=1e-2'], /^learningRate is both set and swept; give it once\n$/],
    [
      ['--sweep', 'environments=1,8', '--set', 'stepsPerIteration=1'],
      /^at environments=1: an iteration needs at least 2 states/,
    ],
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

  it('has a row for every seed, and the mean and range of many', async () => {
    const { out, error } = await cli([...SMALL, '--steps', '1700', '--seeds', '1..6', '--workers', '1']);
    expect(error).toMatch(/ · return −[\d,.]+ \(−[\d,.]+ … −[\d,.]+\) · /);
    expect(out).toMatch(
      /^seed +iterations +return +proposed beyond +KL mean +KL max +sha256\n1 +14 +−.*[0-9a-f]{12}\n2 /,
    );
    expect(out).toMatch(/\nreturn +−.*, 6 seeds\n/);
  });

  it('has a page of help', async () => {
    const { code, out } = await cli(['--help']);
    expect(code).toBe(0);
    for (const flag of ['--link', '--config', '--set', '--json']) expect(out).toContain(flag);
    for (const { name, key } of RUN_FIELDS) expect(out).toMatch(new RegExp(`\\n  ${name} +${key} `));
  });
});
