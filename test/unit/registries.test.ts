import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { PROJECTION_IDS } from 'trust-region-layers';
import { describe, expect, it, vi } from 'vitest';
import { METHODS, TASKS as PLANNED_TASKS } from '../../scripts/results/plan.ts';
import { trainCommand } from '../../src/cli/train.ts';
import { runLine } from '../../src/components/runLine.ts';
import { methodName, runLook } from '../../src/components/runMethod.ts';
import { environmentById } from '../../src/environments/environmentById.ts';
import { ALGORITHM_IDS, ENVIRONMENT_IDS } from '../../src/experiments/choices.ts';
import { requireConfiguration } from '../../src/experiments/configuration.ts';
import { DEFAULT_RUN, RUN_FIELDS, type RunConfiguration } from '../../src/experiments/fields.ts';
import { whyIdle } from '../../src/experiments/idleFields.ts';
import { DEFAULT_LAB } from '../../src/experiments/labPresets.ts';
import { DEFAULT_TRAIN, decodeLink, encodeLink } from '../../src/experiments/link.ts';
import { metricsCsv } from '../../src/store/metricsCsv.ts';
import { TrainFeed } from '../../src/store/trainFeed.ts';
import { beginMember } from '../../src/trainer/beginning.ts';
import { evaluateAll } from '../../src/views/lab/evaluate.ts';
import { FieldControl } from '../../src/views/train/FieldControl.tsx';
import { metricRows } from '../../src/views/train/metricRows.ts';
import { SettingsForm } from '../../src/views/train/SettingsForm.tsx';
import { NAMED_PALETTE } from '../support/palette.ts';
import { runToEnd, smallRun } from '../support/runs.ts';

// A row more in each registry, and nothing else: whatever keeps a list of its own does not know the toys.

vi.mock('../../src/algorithms/registry.ts', async (original) => {
  const { ALGORITHMS } = await original<typeof import('../../src/algorithms/registry.ts')>();
  const { defineAlgorithm } = await import('../../src/algorithms/algorithm.ts');
  const toy = defineAlgorithm({
    id: 'descent',
    label: 'Descent',
    name: 'Plain descent',
    summary: 'One step against the gradient of the whole batch.',
    look: { colour: '--quiet-ink', ink: '--ink', dash: [1, 7] },
    fields: [
      {
        name: 'stepLength',
        key: 'stepl',
        kind: 'number',
        default: 0.5,
        minimum: 0,
        maximum: 10,
        scale: 'linear',
        label: 'Step length',
        help: 'How far to go against the gradient.',
        group: 'update',
      },
    ],
    idle: () => ({ policyEpochs: 'Descent takes one step.' }),
    needs: { curvature: true },
    takesMinibatches: false,
    trainsAlone: () => true,
    layer: null,
    async update({ engine, settings, wholeBatch }) {
      const gradient = engine.curvature!.gradient(wholeBatch());
      const before = await engine.policyParameters();
      engine.setPolicyParameters(before.map((value, i) => value - settings.stepLength * gradient[i]!));
      return { epochs: 1, stepShare: settings.stepLength };
    },
  });
  return { ALGORITHMS: [...ALGORITHMS, toy] };
});

vi.mock('../../src/environments/registry.ts', async (original) => {
  const { TASKS } = await original<typeof import('../../src/environments/registry.ts')>();
  const environment: import('../../src/environments/environment.ts').Environment = {
    id: 'slider',
    name: 'Slider',
    summary: 'Stay in the middle.',
    observationSpace: { size: 1, low: [-9], high: [9], labels: ['place (m)'] },
    actionSpace: { size: 1, low: [-1], high: [1], labels: ['push (m)'] },
    stateSize: 1,
    timeStep: 0.1,
    maxEpisodeSteps: 16,
    solvedReturn: null,
    reset: (state, index, random) => {
      state[index] = random.normal();
    },
    step: (state, action, elapsed, { reward, terminated, truncated }, n) => {
      for (let i = 0; i < n; i++) {
        state[i] = Math.min(9, Math.max(-9, state[i]! + Math.min(1, Math.max(-1, action[i]!))));
        reward[i] = -Math.abs(state[i]!);
        terminated[i] = 0;
        truncated[i] = Number(elapsed[i] === 15);
      }
    },
    observe: (state, observation, n) => {
      for (let i = 0; i < n; i++) observation[i] = state[i]!;
    },
  };
  const presets = [
    { id: 'slider', title: 'Slider, KL layer', caption: 'It slides.', layer: { discount: 0.5 } },
  ];
  return { TASKS: { ...TASKS, slider: { environment, presets } } };
});

vi.mock('../../src/environments/scenes.ts', async (original) => {
  const { SCENES } = await original<typeof import('../../src/environments/scenes.ts')>();
  return {
    SCENES: {
      ...SCENES,
      slider: { still: { steps: 1, action: [1] }, push: SCENES.pendulum.push, draw: () => {} },
    },
  };
});

vi.mock('../../src/trainer/metrics.ts', async (original) => {
  const module = await original<typeof import('../../src/trainer/metrics.ts')>();
  const toy = {
    name: 'value_deviation',
    label: 'Value deviation',
    help: 'root of the value loss',
    unit: 'rewards',
    format: 'number',
    of: ({ valueLoss }: import('../../src/trainer/iterationFacts.ts').IterationFacts) => Math.sqrt(valueLoss),
  };
  (module.METRICS as unknown as object[]).push(toy);
  return module;
});

vi.mock('../../packages/trust-region-layers/src/registry.ts', async (original) => {
  const { METRICS } = await original<typeof import('../../packages/trust-region-layers/src/registry.ts')>();
  return { METRICS: { ...METRICS, halfway: { ...METRICS.w2, id: 'halfway' } } };
});

vi.mock('../../src/components/projectionMethods.ts', async (original) => {
  const { PROJECTION_METHODS } = await original<typeof import('../../src/components/projectionMethods.ts')>();
  const toy = { ...PROJECTION_METHODS.w2, label: 'Half', name: 'Halfway', colour: '--goal', dash: [7, 1] };
  return { PROJECTION_METHODS: { ...PROJECTION_METHODS, halfway: toy } };
});

// No page, no colours: the form is rendered as text.
vi.mock('../../src/components/usePalette.ts', () => ({ usePalette: () => ({}) }));

/** The toys are not among the types. */
const settings = (changes: Record<string, unknown>) => changes as Partial<RunConfiguration>;
const TOYS = settings({ environment: 'slider', algorithm: 'descent', stepLength: 0.25 });
const LAYER = settings({ environment: 'slider', projection: 'halfway' });

async function cli(...args: string[]) {
  let out = '';
  const io = {
    out: (text: string) => {
      out += text;
    },
    error: (text: string) => {
      out += text;
    },
    append: () => {},
    read: async () => '',
    isTerminal: false,
    interrupted: new AbortController().signal,
  };
  const code = await trainCommand(args, io);
  return { code, out };
}

const SMALL = [
  ...['--set', 'hiddenSizes=8', '--set', 'environments=8', '--set', 'stepsPerIteration=16'],
  ...['--steps', '256', '--workers', '1', '--engine', 'simd'],
];

describe('a row of a registry is all it takes', () => {
  it('lists the toys in their places', () => {
    expect(ALGORITHM_IDS.at(-1)).toBe('descent');
    expect(ENVIRONMENT_IDS.at(-1)).toBe('slider');
    expect(PROJECTION_IDS.at(-1)).toBe('halfway');
    const names = RUN_FIELDS.map(({ name }) => name as string);
    expect(names.indexOf('stepLength')).toBe(names.indexOf('steps') - 1);
    expect(METHODS.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['TRPL, Halfway', 'Plain descent']),
    );
    expect(PLANNED_TASKS.at(-1)).toMatchObject({ environment: 'slider', steps: DEFAULT_RUN.steps });
  });

  it('trains from the command line, whose help knows them', async () => {
    const { code, out } = await cli(
      ...['--environment', 'slider', '--algorithm', 'descent', '--set', 'stepl=0.25', '--seeds', '1..2'],
      ...SMALL,
      '--json',
    );
    expect(out).toContain('Descent needs Fisher-vector products');
    expect(code).toBe(0);
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const summary = lines.at(-1);
    expect(summary.config).toMatchObject({ ...TOYS, discount: 0.5 });
    const { metrics } = lines.find(({ type }) => type === 'iteration').members[1];
    expect(metrics).toMatchObject({ policy_loss: null, step_share: 0.25 });
    expect(metrics.value_deviation).toBe(Math.sqrt(metrics.value_loss));

    const layer = await cli('--environment', 'slider', '--projection', 'halfway', ...SMALL, '--json');
    expect(layer.code).toBe(0);
    const twin = await cli('--environment', 'slider', '--projection', 'w2', ...SMALL, '--json');
    const digestOf = ({ out: text }: { out: string }) => JSON.parse(text.trim().split('\n').at(-1)!).digest;
    expect(digestOf(layer)).toBe(digestOf(twin));
    expect(digestOf(layer)).not.toBe(summary.members[0].digest);

    const help = (await cli('--help')).out;
    for (const word of ['descent', 'slider', 'halfway', 'stepLength', 'value_deviation']) {
      expect(help).toContain(word);
    }
    expect(help).toContain('root of the value loss, rewards');
    expect((await cli('--algorithm', 'decent')).out).toContain('did you mean descent?');
  });

  it('links them and reads the links', () => {
    const configuration = { ...requireConfiguration({ preset: 'slider', ...TOYS }), seeds: [3] };
    const link = encodeLink({ ...DEFAULT_TRAIN, configuration, preset: 'slider' as never });
    expect(link).toBe('#/train?v=1&preset=slider&alg=descent&stepl=0.25&seeds=3');
    const { state, notices } = decodeLink(link);
    expect(notices).toEqual([]);
    expect(state).toEqual({ ...DEFAULT_TRAIN, configuration, preset: 'slider' });
    const lab = { ...DEFAULT_LAB, projection: 'halfway' as never };
    expect(decodeLink(encodeLink({ view: 'lab', lab }))).toEqual({
      state: { view: 'lab', lab },
      notices: [],
    });
  });

  it('knows which settings count', () => {
    const idle = (name: string, changes: Partial<RunConfiguration>) =>
      whyIdle(name as never, { ...DEFAULT_RUN, ...changes });
    expect(idle('stepLength', {})).toBe('Only Descent reads it.');
    expect(idle('stepLength', TOYS)).toBeNull();
    expect(idle('policyEpochs', TOYS)).toBe('Descent takes one step.');
    expect(idle('clipRatio', TOYS)).toBe('Only PPO and PAPI read it.');
  });

  it('shows them in the form', () => {
    const form = renderToStaticMarkup(createElement(SettingsForm));
    for (const word of ['Slider', 'Descent', 'Half']) expect(form).toContain(`>${word}<`);
    const control = renderToStaticMarkup(createElement(FieldControl, { name: 'stepLength' as never }));
    expect(control).toContain('Step length');
    expect(control).toContain('Only Descent reads it.');
  });

  it('charts them, in the Lab, in Train and in files', async () => {
    const configuration = smallRun({ ...TOYS, seeds: [1] });
    const task = environmentById('slider');
    const { iterations } = await runToEnd(configuration, task);
    const feed = new TrainFeed(1);
    for (const event of iterations) feed.receive(event);
    const rows = metricRows(feed, 0);
    const row = rows.find(({ name }) => name === 'value_deviation')!;
    expect(Number(row.read())).toBeGreaterThan(0);
    expect(row.description).toBe('root of the value loss, rewards');
    const [header, first] = metricsCsv([{ name: 'toy', link: '#/train', log: feed.log }])
      .split('\n')
      .filter((line) => !line.startsWith('#'));
    const column = header!.split(',').indexOf('value_deviation');
    expect(first!.split(',')[column]).toBe(String(Math.sqrt(iterations[0]!.members[0]!.metrics.value_loss)));
    const { report } = beginMember(configuration, task, 1);
    expect(Object.keys(report.metrics)).toEqual(Object.keys(iterations[0]!.members[0]!.metrics));

    expect(runLook(configuration)).toEqual({
      name: 'Plain descent',
      colour: '--quiet-ink',
      ink: '--ink',
      dash: [1, 7],
    });
    const layer = smallRun(LAYER);
    expect([methodName(configuration), methodName(layer)]).toEqual(['Plain descent', 'TRPL, Halfway']);
    expect(runLine({ configuration: layer, variant: 0 }, NAMED_PALETTE).dash).toEqual([7, 1]);
    const readings = evaluateAll(DEFAULT_LAB) as unknown as Record<string, { covariance: unknown }>;
    expect(readings['halfway']!.covariance).toEqual(readings['w2']!.covariance);
  });
});
