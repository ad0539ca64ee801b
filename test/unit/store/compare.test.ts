import { dequal } from 'dequal/lite';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunRecord } from '../../../src/comparison/runRecord.ts';
import { DEFAULT_COMPARE } from '../../../src/experiments/comparison/link.ts';
import type { ComparisonPlan } from '../../../src/experiments/comparison/plan.ts';
import type { RunConfiguration } from '../../../src/experiments/fields.ts';
import { createCompareStore, progressOf, type RecordKeeping } from '../../../src/store/compareStore.ts';
import { useNotices } from '../../../src/store/notices.ts';
import { LocalConnection } from '../../../src/training/localConnection.ts';
import { BREAKS, BreakingConnection } from '../../support/breakingConnection.ts';

const PLAN: ComparisonPlan = {
  methods: [
    { id: 'kl', settings: {} },
    { id: 'pg', settings: {} },
  ],
  tasks: [{ environment: 'point-mass', steps: 128 * 8 }],
  seeds: [1, 2],
  settings: {
    hiddenSizes: [8],
    environments: 8,
    stepsPerIteration: 16,
    policyEpochs: 1,
    valueEpochs: 1,
    minibatchSize: 128,
  },
  variation: null,
};
let store: ReturnType<typeof createCompareStore>;
const state = () => store.getState();
const reaches = (phase: string) =>
  vi.waitFor(() => expect(state().phase).toBe(phase), { timeout: 20_000, interval: 20 });

beforeEach(() => {
  store = createCompareStore(() => new LocalConnection(), 2, { ...DEFAULT_COMPARE, plan: PLAN });
});

describe('a comparison', () => {
  it('is trained to its end, and its link stays that of the plan', async () => {
    expect(progressOf(state())).toBe(0);
    state().start();
    expect(state().phase).toBe('running');
    await reaches('finished');
    expect(state().results!.records.every((record) => record?.outcome === 'budget')).toBe(true);
    expect(progressOf(state())).toBe(1);
    expect(state().live).toEqual([]);
    expect(state().elapsed).toBeGreaterThan(0);
    expect(state().linkState()).toEqual({ ...DEFAULT_COMPARE, plan: PLAN });
  }, 30_000);

  it('keeps what is over when it is cancelled, and Start trains what is left', async () => {
    const stop = store.subscribe(({ results, phase }) => {
      if (phase === 'running' && results!.records.some((record) => record !== null)) {
        stop();
        queueMicrotask(() => state().cancel());
      }
    });
    state().start();
    await reaches('stopped');
    const over = state().results!.records.map((record) => record?.digest ?? null);
    expect(over.some((digest) => digest !== null)).toBe(true);
    expect(over.some((digest) => digest === null)).toBe(true);
    expect(progressOf(state())).toBeLessThan(1);
    state().start();
    await reaches('finished');
    over.forEach((digest, index) => {
      if (digest !== null) expect(state().results!.records[index]!.digest).toBe(digest);
    });
  }, 30_000);

  it('counts no run whose worker broke, says why, and Start trains it again', async () => {
    let connections = 0;
    store = createCompareStore(
      () => (++connections === 1 ? new BreakingConnection() : new LocalConnection()),
      2,
      { ...DEFAULT_COMPARE, plan: PLAN },
    );
    state().start();
    await reaches('stopped');
    expect([...state().failures]).toEqual([[0, BREAKS]]);
    expect(state().results!.records.map((record) => record?.outcome ?? null)).toEqual([
      null,
      ...['budget', 'budget', 'budget'],
    ]);
    expect(progressOf(state())).toBe(0.75);
    state().start();
    await reaches('finished');
    expect(state().failures.size).toBe(0);
    expect(state().results!.records.every((record) => record?.outcome === 'budget')).toBe(true);
  }, 30_000);

  it('pauses and goes on', async () => {
    state().start();
    state().pause();
    expect(state().phase).toBe('paused');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(state().phase).toBe('paused');
    state().resume();
    await reaches('finished');
  }, 30_000);

  it('measures how long it will take before it starts, and forgets that where the plan changes its kind', async () => {
    expect(state().expected).toBeNull();
    state().estimate();
    await vi.waitFor(() => expect(state().expected).not.toBeNull(), { timeout: 20_000 });
    const both = state().expected!;
    state().setPlan({ ...PLAN, seeds: [1, 2, 3, 4] });
    expect(state().expected).toBeCloseTo(2 * both, 9);
    state().setPlan({ ...PLAN, methods: [{ id: 'trpo', settings: {} }] });
    expect(state().expected).toBeNull();
  }, 30_000);

  it('keeps results of an earlier plan on show while another is written', async () => {
    state().start();
    await reaches('finished');
    state().setPlan({ ...PLAN, seeds: [9] });
    expect(state().results!.plan).toEqual(PLAN);
    state().start();
    expect(state().results!.plan.seeds).toEqual([9]);
    await reaches('finished');
  }, 30_000);

  it('clamps what is too much, and says so', () => {
    const before = useNotices.getState().notices.length;
    state().setPlan({ ...PLAN, tasks: [{ environment: 'pendulum', steps: 5e6 }] });
    expect(state().plan.tasks[0]!.steps).toBe(2_000_000);
    expect(useNotices.getState().notices.length).toBe(before + 1);
  });

  it('starts at once where a link says so', async () => {
    state().applyLink({ view: 'compare', plan: { ...PLAN, seeds: [4] }, axis: 'seconds', run: true });
    expect(state()).toMatchObject({ phase: 'running', axis: 'seconds' });
    expect(state().linkState().run).toBe(false);
    await reaches('finished');
  }, 30_000);

  it('finds what earlier visits have trained, trains the rest, and forgets it when asked', async () => {
    const known = new Map<RunConfiguration, RunRecord>();
    const find = (recipe: RunConfiguration) => [...known.keys()].find((one) => dequal(one, recipe));
    const kept: RecordKeeping = {
      read: async (recipes) => recipes.map((recipe) => known.get(find(recipe)!) ?? null),
      write: async (recipe, record) => void known.set(recipe, record),
      remove: async (recipes) => {
        for (const recipe of recipes) known.delete(find(recipe)!);
      },
    };
    const visit = () =>
      createCompareStore(() => new LocalConnection(), 2, { ...DEFAULT_COMPARE, plan: PLAN }, undefined, kept);
    store = visit();
    state().start();
    await reaches('finished');
    const digests = state().results!.records.map((record) => record!.digest);

    store = visit();
    await reaches('finished');
    expect(state().found).toBe(4);
    expect(state().results!.records.map((record) => record!.digest)).toEqual(digests);

    known.delete([...known.keys()][1]!);
    store = visit();
    await reaches('stopped');
    expect(state()).toMatchObject({ found: 3, live: [] });
    expect(state().results!.records.filter((record) => record === null)).toHaveLength(1);
    state().start();
    await reaches('finished');
    expect(state().results!.records.map((record) => record!.digest)).toEqual(digests);

    state().clear();
    expect(state()).toMatchObject({ results: null, phase: 'idle', found: 0 });
    expect(known.size).toBe(0);
  }, 30_000);
});
