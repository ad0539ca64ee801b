import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_RUN } from '../../../../src/experiments/fields.ts';
import { DEFAULT_TRAIN, decodeLink, type TrainLink } from '../../../../src/experiments/link.ts';
import { currentRun } from '../../../../src/store/trainSelection.ts';
import { createTrainStore } from '../../../../src/store/trainStore.ts';
import type { SessionEvent } from '../../../../src/training/protocol.ts';
import { trainOffers } from '../../../../src/views/train/trainLinks.ts';
import { iterationEvent } from '../../../support/trainEvents.ts';

beforeAll(() => vi.stubGlobal('location', { href: 'https://example.org/' }));

let say: ((event: SessionEvent) => void)[];
let store: ReturnType<typeof createTrainStore>;
const state = () => store.getState();
const offers = () => trainOffers(state());

function linkOf(address: string): TrainLink {
  const { state: link, notices } = decodeLink(new URL(address).hash);
  if (link.view !== 'train' || notices.length > 0) throw new Error(`not a clean Train link: ${address}`);
  return link;
}

beforeEach(() => {
  say = [];
  store = createTrainStore((receive) => {
    say.push(receive);
    return { send: () => {}, close: () => {} };
  }, DEFAULT_TRAIN);
});

const phase = (name: 'running' | 'paused') => ({ type: 'phase', phase: name, iteration: 0 }) as const;
const finished = (reason: 'budget' | 'diverged', iteration: number) =>
  ({
    type: 'finished',
    ...{ reason, members: [], iteration, steps: 0, seconds: 1, finalReturn: [] },
    ...{ violations: { proposed: 0, projected: 0 }, digest: '' },
  }) as const;

describe('what Share copies', () => {
  it('before any run is the form, and says that nothing trains', () => {
    state().setField('algorithm', 'ppo');
    const [form, ...more] = offers();
    expect(more).toEqual([]);
    expect(linkOf(form.address)).toMatchObject({ configuration: { algorithm: 'ppo' }, at: null, run: false });
    expect(form.does).toBe('opens these settings (PPO on Pendulum, seed 1); nothing trains before Start.');
  });

  it('while it trains is the run, up to the newest iteration', () => {
    state().start();
    say[0]!(phase('running'));
    expect(linkOf(offers()[0].address).at).toBeNull();
    say[0]!(iterationEvent(41, [-900]));
    const { name } = currentRun(state())!;
    const [run, ...more] = offers();
    expect(more).toEqual([]);
    expect(linkOf(run.address)).toMatchObject({ configuration: DEFAULT_RUN, at: 41 });
    expect(run.does).toBe(
      `trains ${name} (TRPL, KL on Pendulum, seed 1) up to iteration 41 and shows it there.`,
    );
  });

  it('is the run with the engine it took, whatever has been chosen for the next; the form is on offer', () => {
    state().start();
    say[0]!({ type: 'engine', engine: 'simd', description: '', reason: '', trials: [], workers: 1 });
    say[0]!(phase('paused'));
    say[0]!(iterationEvent(3, [-900]));
    state().setField('algorithm', 'ppo');
    const [run, form] = offers();
    expect(linkOf(run.address)).toMatchObject({ configuration: { ...DEFAULT_RUN, engine: 'simd' }, at: 3 });
    expect(run.does).toContain('What you have changed since (algorithm TRPL → PPO) is not in it.');
    expect(linkOf(form!.address)).toMatchObject({ configuration: { algorithm: 'ppo' }, at: null });
    expect(form!.to).toBe('the settings');
  });

  it('of a run that is over leads to its end, of one that diverged into the iteration in which it did', () => {
    for (const [reason, at] of [
      ['budget', 9],
      ['diverged', 10],
    ] as const) {
      state().start();
      say.at(-1)!(iterationEvent(9, [-900]));
      say.at(-1)!(finished(reason, 9));
      expect(linkOf(offers()[0].address).at).toBe(at);
    }
  });

  it('leads to the iteration that is visited', () => {
    state().start();
    say[0]!(iterationEvent(9, [-900]));
    currentRun(state())!.feed.visit(iterationEvent(4, [-900]));
    expect(linkOf(offers()[0].address).at).toBe(4);
  });

  it('has the run beside it, by name', () => {
    state().applyLink({ ...DEFAULT_TRAIN, overlay: { ...DEFAULT_RUN, algorithm: 'ppo' } });
    state().start();
    for (const tell of say) tell(iterationEvent(2, [-900]));
    const beside = state().runs.find(({ configuration }) => configuration.algorithm === 'ppo')!;
    const [run] = offers();
    expect(linkOf(run.address).overlay).toMatchObject({ algorithm: 'ppo' });
    expect(run.does).toContain(`, ${beside.name} beside it up to iteration 2`);
  });

  it('tells a duel by its methods, since its runs have no names there', () => {
    const overlay = { ...DEFAULT_RUN, algorithm: 'ppo' as const };
    state().applyLink({ ...DEFAULT_TRAIN, layout: 'duel', overlay });
    state().start();
    for (const tell of say) tell(iterationEvent(2, [-900]));
    expect(offers()[0].does).toMatch(/^trains PPO beside TRPL, KL on Pendulum, .* up to iteration 2/);
  });

  it('says so where a run does not repeat exactly', () => {
    state().start();
    say[0]!({ type: 'engine', engine: 'webgpu', description: '', reason: '', trials: [], workers: 1 });
    say[0]!(iterationEvent(2, [-900]));
    expect(offers()[0].does).toContain('WebGPU repeats it only roughly');
  });

  it('brings the run that another goes on from, too', () => {
    state().start();
    say[0]!(iterationEvent(9, [-900]));
    const run = currentRun(state())!;
    const configuration = { ...run.configuration, algorithm: 'ppo' } as const;
    const origin = { name: 'calm-oak', configuration, iteration: 4, origin: null };
    const forked = (changes: Partial<typeof run>) =>
      trainOffers({ ...state(), runs: [{ ...run, ...changes }] })[0];
    const { name: _, ...told } = origin;
    expect(linkOf(forked({ origin }).address)).toMatchObject({ at: 9, origin: told });
    expect(forked({ origin }).does).toContain('from iteration 4 of calm-oak on');
  });

  it('keeps the name of the run', () => {
    state().setField('learningRate', 1.23456e-3);
    state().start();
    say[0]!({ type: 'engine', engine: 'simd', description: '', reason: '', trials: [], workers: 1 });
    say[0]!(iterationEvent(2, [-900]));
    const colleague = createTrainStore(() => ({ send: () => {}, close: () => {} }), DEFAULT_TRAIN);
    colleague.getState().applyLink(linkOf(offers()[0].address));
    expect(currentRun(colleague.getState())!.name).toBe(currentRun(state())!.name);
  });

  it('brings the names that somebody has given, and those only', () => {
    state().applyLink({ ...DEFAULT_TRAIN, overlay: { ...DEFAULT_RUN, algorithm: 'ppo' } });
    state().start();
    for (const tell of say) tell(iterationEvent(2, [-900]));
    expect(offers()[0].address).not.toContain('name=');
    const [run, beside] = [state().currentId!, state().overlayId!];
    state().rename(run, 'Für die Vorlesung: <b>100 %</b> & mehr');
    state().rename(beside, 'the other one');
    const link = linkOf(offers()[0].address);
    expect(link).toMatchObject({ name: 'Für die Vorlesung: <b>100 %</b>', overlayName: 'the other one' });
    const colleague = createTrainStore(() => ({ send: () => {}, close: () => {} }), DEFAULT_TRAIN);
    colleague.getState().applyLink(link);
    const { runs } = colleague.getState();
    expect(runs.map(({ name }) => name).sort()).toEqual(['Für die Vorlesung: <b>100 %</b>', 'the other one']);
    // Another run of the settings is called by its settings again.
    colleague.getState().start();
    expect(currentRun(colleague.getState())!.name).toMatch(/^[a-z]+-[a-z]+$/);
  });
});
