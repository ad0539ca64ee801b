import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as engines from '../../../src/engines/createEngine.ts';
import { type Engine, EngineFailure, type EngineId } from '../../../src/engines/engine.ts';
import { memberSnapshot } from '../../../src/engines/snapshot.ts';
import type { Environment } from '../../../src/environments/environment.ts';
import { environmentById } from '../../../src/environments/environmentById.ts';
import type { RunConfiguration } from '../../../src/experiments/fields.ts';
import { engineSpecification, initialSnapshot } from '../../../src/trainer/specification.ts';
import { openChosenEngine } from '../../../src/training/engineChoice.ts';
import { chain } from '../../support/chain.ts';
import { createReferenceEngine } from '../../support/reference/referenceEngine.ts';
import { smallRun } from '../../support/runs.ts';

vi.mock('../../../src/engines/createEngine.ts', async (importOriginal) => {
  const original = await importOriginal<typeof engines>();
  return { ...original, createEngine: vi.fn() };
});

/** A machine: which engines it has and how long a call of each takes there, for every member. */
interface Machine {
  /** Milliseconds; `null`: there is no such engine. */
  readonly webgpu: number | null;
  readonly simd: number | null;
  readonly software?: boolean;
  /** What breaks at the first policy step. */
  readonly breaks?: EngineId;
}

let time = 0;
const now = () => time;
let opened: { readonly id: EngineId; readonly members: number; disposed: boolean }[] = [];

/** Engines of that machine, WebGPU's on the reference, on a clock that only their calls advance. */
async function stand(machine: Machine): Promise<void> {
  const { createEngine } = await vi.importActual<typeof engines>('../../../src/engines/createEngine.ts');
  vi.mocked(engines.createEngine).mockImplementation(async (id, specification, start, request) => {
    const cost = machine[id];
    if (cost === null) throw new EngineFailure(`${id}: not here.`, id);
    if (id === 'webgpu' && machine.software && request?.hardwareOnly) {
      throw new EngineFailure('webgpu: only software.', id);
    }
    const open = id === 'webgpu' ? createReferenceEngine : createEngine.bind(null, 'simd');
    const engine = await open(specification, start);
    const record = { id, members: engine.specification.members, disposed: false };
    opened.push(record);
    const costly = ['policyOutput', 'policyStep', 'valueStep'];
    return new Proxy(engine, {
      get(target, property) {
        if (property === 'id') return id;
        const member = Reflect.get(target, property, target);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]) => {
          if (costly.includes(String(property))) time += cost;
          if (property === 'dispose') record.disposed = true;
          if (property === 'policyStep' && machine.breaks === id) throw new EngineFailure(`${id} broke.`, id);
          return member.apply(target, args);
        };
      },
    }) as Engine;
  });
}

function choose(
  machine: Machine,
  overrides: Partial<RunConfiguration> = {},
  {
    failed = [],
    workers,
    environment,
  }: {
    readonly failed?: readonly EngineId[];
    readonly workers?: number;
    readonly environment?: Environment;
  } = {},
) {
  const configuration = smallRun({ engine: 'auto', ...overrides });
  const task = environment ?? environmentById(configuration.environment);
  const specification = engineSpecification(configuration, task);
  const start = initialSnapshot(specification, configuration);
  return stand(machine).then(async () => ({
    ...(await openChosenEngine(configuration, specification, start, failed, { now, workers })),
    start,
  }));
}

beforeEach(() => {
  time = 0;
  opened = [];
});

describe('the choice of auto', () => {
  it('is the faster engine, with the speed of both', async () => {
    const { engine, reason, trials } = await choose({ webgpu: 8, simd: 2 });
    expect(engine.id).toBe('simd');
    expect(reason).toMatch(/WebAssembly was the faster/);
    // An iteration acts 16 times and takes 2 · 4 steps of each network: 32 calls for 128 environment steps.
    expect(trials).toEqual([
      { engine: 'webgpu', stepsPerSecond: expect.closeTo(128 / (32 * 8e-3), 6) },
      { engine: 'simd', stepsPerSecond: expect.closeTo(128 / (32 * 2e-3), 6) },
    ]);
    expect((await choose({ webgpu: 2, simd: 8 })).engine.id).toBe('webgpu');
  });

  it('is the faster engine on a task with discrete actions too', async () => {
    for (const algorithm of ['trpl', 'ppo'] as const) {
      const { engine, trials } = await choose({ webgpu: 2, simd: 8 }, { algorithm }, { environment: chain });
      expect(engine.id).toBe('webgpu');
      expect(engine.specification.objective.head).toBe('categorical');
      expect(trials.map((trial) => trial.engine)).toEqual(['webgpu', 'simd']);
    }
  });

  it('is WebGPU where the two are as fast', async () => {
    expect((await choose({ webgpu: 2, simd: 2 })).engine.id).toBe('webgpu');
    expect((await choose({ webgpu: 2.05, simd: 2 })).engine.id).toBe('webgpu');
    expect((await choose({ webgpu: 2.2, simd: 2 })).engine.id).toBe('simd');
  });

  it('weighs a population on WebGPU against its members one by one, on as many threads as there are', async () => {
    const machine = { webgpu: 5, simd: 2 };
    const seeds = [1, 2, 3, 4];
    expect((await choose(machine, { seeds })).engine.id).toBe('webgpu');
    const { engine, trials } = await choose(machine, { seeds }, { workers: 2 });
    expect(engine.id).toBe('simd');
    // Which trains its members one by one: this is the first one's.
    expect(engine.specification.members).toBe(1);
    const speed = new Map(trials.map((trial) => [trial.engine, trial.stepsPerSecond]));
    expect(speed.get('webgpu')).toBeCloseTo((4 * 128) / (32 * 5e-3), 6);
    expect(speed.get('simd')).toBeCloseTo((2 * 128) / (32 * 2e-3), 6);
    // Three on two threads take as long as four.
    const odd = await choose(machine, { seeds: [1, 2, 3] }, { workers: 2 });
    expect(odd.trials[1]!.stepsPerSecond).toBeCloseTo((1.5 * 128) / (32 * 2e-3), 6);
  });

  it('leaves an engine as if there had been no trial, and no other', async () => {
    for (const [machine, id, members] of [
      [{ webgpu: 1, simd: 9 }, 'webgpu', 2],
      [{ webgpu: 9, simd: 1 }, 'simd', 1],
    ] as const) {
      const { engine, start } = await choose(machine, { seeds: [3, 1] });
      expect(await engine.snapshot()).toEqual(members === 2 ? start : memberSnapshot(start, 2, 0));
      expect(opened.filter(({ disposed }) => !disposed)).toEqual([{ id, members, disposed: false }]);
      engine.dispose();
      opened = [];
    }
  });

  it('takes WebAssembly at once where there is no WebGPU, or only in software', async () => {
    for (const machine of [
      { webgpu: null, simd: 1 },
      { webgpu: 1, simd: 5, software: true },
    ]) {
      const { engine, reason, trials } = await choose(machine);
      expect(engine.id).toBe('simd');
      expect(reason).toMatch(/^webgpu: .*\. WebAssembly works everywhere\.$/);
      expect(trials).toEqual([]);
      expect(time).toBe(0);
    }
  });

  it('takes the other where one breaks in the trial', async () => {
    const webgpuBroke = await choose({ webgpu: 1, simd: 5, breaks: 'webgpu' });
    expect(webgpuBroke).toMatchObject({ engine: { id: 'simd' }, trials: [] });
    expect(webgpuBroke.reason).toBe('webgpu broke. WebAssembly is used instead.');
    const simdBroke = await choose({ webgpu: 5, simd: 1, breaks: 'simd' });
    expect(simdBroke).toMatchObject({
      engine: { id: 'webgpu' },
      reason: 'simd broke. WebGPU is used instead.',
    });
  });

  it('takes WebGPU in software rather than nothing', async () => {
    const { engine, reason } = await choose({ webgpu: 1, simd: null, software: true });
    expect(engine.id).toBe('webgpu');
    expect(reason).toMatch(/simd: not here\. WebGPU is used instead\.$/);
  });
});

describe('an engine asked for by name', () => {
  it('is taken without a trial, in software too', async () => {
    const machine = { webgpu: 9, simd: 1, software: true };
    expect(await choose(machine, { engine: 'webgpu' })).toMatchObject({
      engine: { id: 'webgpu' },
      reason: 'WebGPU was asked for by name.',
      trials: [],
    });
    expect(await choose(machine, { engine: 'simd' })).toMatchObject({
      engine: { id: 'simd' },
      reason: 'WebAssembly was asked for by name.',
    });
  });

  it('is replaced by the other where it is not there', async () => {
    expect(await choose({ webgpu: null, simd: 1 }, { engine: 'webgpu' })).toMatchObject({
      engine: { id: 'simd' },
      reason: 'webgpu: not here. WebAssembly is used instead.',
    });
    expect(await choose({ webgpu: 1, simd: null }, { engine: 'simd' })).toMatchObject({
      engine: { id: 'webgpu' },
      reason: 'simd: not here. WebGPU is used instead.',
    });
  });

  it('is followed by the other when it failed in the run', async () => {
    const machine = { webgpu: 1, simd: 1 };
    for (const engine of ['auto', 'webgpu'] as const) {
      const next = await choose(machine, { engine }, { failed: ['webgpu'] });
      expect(next).toMatchObject({ engine: { id: 'simd' }, reason: expect.stringMatching(/takes over/) });
    }
    expect((await choose(machine, {}, { failed: ['simd'] })).engine.id).toBe('webgpu');
  });

  it('ends with a sentence when none is left', async () => {
    await expect(choose({ webgpu: null, simd: null })).rejects.toThrow(
      /webgpu: not here\..*No engine is left; /,
    );
    await expect(choose({ webgpu: 1, simd: 1 }, {}, { failed: ['simd', 'webgpu'] })).rejects.toThrow(
      /^No engine is left; /,
    );
  });
});

describe('TRPO', () => {
  it('trains on WebAssembly, whatever was asked for, and says why', async () => {
    const { engine, reason } = await choose({ webgpu: 1, simd: 9 }, { algorithm: 'trpo', engine: 'webgpu' });
    expect(engine.id).toBe('simd');
    expect(reason).toMatch(/^TRPO needs Fisher-vector products/);
  });

  it('cannot train elsewhere', async () => {
    await expect(choose({ webgpu: 1, simd: null }, { algorithm: 'trpo' })).rejects.toThrow(
      /TRPO trains on WebAssembly only/,
    );
  });
});
