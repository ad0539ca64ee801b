import { afterEach, describe, expect, it, vi } from 'vitest';
import { agreementOf, createSlowMotion } from '../../../src/store/slowMotion.ts';
import { createTrainCursor } from '../../../src/store/trainCursor.ts';
import type { TrainRun } from '../../../src/store/trainRun.ts';
import { LocalConnection } from '../../../src/training/localConnection.ts';
import type { SessionCommand } from '../../../src/training/protocol.ts';
import { wholeOf } from '../../support/dissections.ts';
import { finishedRun, localPools, realStore } from '../../support/realStore.ts';
import { smallRun } from '../../support/runs.ts';

const CONFIGURATION = smallRun({ seeds: [3, 5], steps: 128 * 6, algorithm: 'ppo' });

const pools = localPools();
afterEach(pools.close);

async function opened() {
  const { store } = realStore(CONFIGURATION, pools.open, pools.open);
  store.getState().start();
  const run = await finishedRun(store);
  const sent: SessionCommand[] = [];
  let closed = 0;
  class Watched extends LocalConnection {
    override send(command: SessionCommand) {
      sent.push(command);
      super.send(command);
    }
    override close() {
      closed++;
      super.close();
    }
  }
  const { checkpointAt } = createTrainCursor(pools.open).getState();
  const slow = createSlowMotion(() => new Watched(), checkpointAt);
  return { run, store, slow, sent, closed: () => closed };
}

/** A run that shows this past iteration. */
async function visit(run: TrainRun, store: Awaited<ReturnType<typeof opened>>['store'], iteration: number) {
  store.getState().visit(run.id, iteration);
  await vi.waitFor(() => expect(run.feed.shown?.iteration).toBe(iteration), 10_000);
}

describe('slow motion', () => {
  it('recomputes the iteration on show of the seed on show, to the bits of the run', async () => {
    const { run, store, slow, sent, closed } = await opened();
    await visit(run, store, 4);
    slow.getState().open(run, 1);
    expect(slow.getState()).toMatchObject({ subject: { seed: 5, iteration: 4 }, dissection: null });
    await vi.waitFor(() => expect(slow.getState().dissection).not.toBeNull(), 10_000);
    const { dissection, agreement } = slow.getState();
    expect(dissection).toMatchObject({ seed: 5, iteration: 4 });
    expect(agreement).toEqual({ digest: wholeOf(dissection).digest, exact: true, difference: 0 });
    // From just before it, in a session of its own, which is gone again.
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ type: 'dissect', from: { iteration: 3 } });
    expect(closed()).toBe(1);
    slow.getState().close();
    expect(slow.getState()).toMatchObject({ subject: null, dissection: null, agreement: null });
  }, 30_000);

  it('looks at the states that the reader has set for the task', async () => {
    const { run } = await opened();
    const { checkpointAt } = createTrainCursor(pools.open).getState();
    // Hanging and upright, at rest.
    const wanted = [
      [Math.PI, 0],
      [0, 0],
    ];
    const slow = createSlowMotion(
      () => new LocalConnection(),
      checkpointAt,
      () => wanted.flat(),
    );
    slow.getState().open(run, 0);
    await vi.waitFor(() => expect(slow.getState().dissection).not.toBeNull(), 10_000);
    const { states } = slow.getState().dissection!;
    const probes = states.reason.flatMap((reason, i) => (reason === 'probe' ? [i] : []));
    expect(probes).toHaveLength(2);
    const cosines = probes.map((i) => Math.cos(states.state[2 * i]!));
    expect(cosines[0]).toBeLessThan(-0.5);
    expect(cosines[1]).toBeGreaterThan(cosines[0]!);
    expect(slow.getState().agreement?.exact).toBe(true);
  }, 30_000);

  it('begins at the beginning for the first iteration, and follows the newest wish', async () => {
    const { run, store, slow } = await opened();
    await visit(run, store, 1);
    slow.getState().open(run, 0);
    store.getState().leave();
    slow.getState().open(run, 0);
    expect(slow.getState().subject?.iteration).toBe(6);
    await vi.waitFor(() => expect(slow.getState().dissection).not.toBeNull(), 10_000);
    expect(slow.getState().dissection?.iteration).toBe(6);
    await visit(run, store, 1);
    slow.getState().open(run, 0);
    await vi.waitFor(() => expect(slow.getState().dissection?.iteration).toBe(1), 10_000);
    expect(slow.getState().agreement?.exact).toBe(true);
  }, 30_000);

  it('recomputes the iteration in which a seed diverged, from the last whole one, to where it broke', async () => {
    const configuration = smallRun({
      environment: 'point-mass',
      algorithm: 'trpl',
      head: 'root',
      learningRate: 1,
      seeds: [1],
      steps: 128 * 12,
    });
    const { store } = realStore(configuration, pools.open, pools.open);
    store.getState().pauseOnTrouble(false);
    store.getState().start();
    const run = await finishedRun(store);
    const [event] = run.diverged;
    expect(event!.iteration).toBeGreaterThan(1);
    const { checkpointAt } = createTrainCursor(pools.open).getState();
    const slow = createSlowMotion(() => new LocalConnection(), checkpointAt);
    slow.getState().openBreak(run, event!);
    expect(slow.getState().subject).toMatchObject({ seed: 1, iteration: event!.iteration, report: null });
    await vi.waitFor(() => expect(slow.getState().dissection).not.toBeNull(), 10_000);
    const { dissection, agreement, failure } = slow.getState();
    expect(failure).toBeNull();
    expect(dissection).toMatchObject({
      iteration: event!.iteration,
      broken: { noticed: event!.quantity, quantity: 'policy covariance' },
    });
    expect(agreement).toBeNull();
  }, 30_000);

  it('says why it cannot be shown, and nothing after it was closed', async () => {
    const { run } = await opened();
    const slow = createSlowMotion(
      () => new LocalConnection(),
      async () => {
        throw new Error('No way back.');
      },
    );
    slow.getState().open(run, 0);
    await vi.waitFor(() => expect(slow.getState().failure).toBe('No way back.'));
    slow.getState().open(run, 0);
    slow.getState().close();
    await Promise.resolve();
    expect(slow.getState().failure).toBeNull();
  }, 30_000);

  it('does not call equal what differs by a bit', async () => {
    const { run, slow } = await opened();
    slow.getState().open(run, 0);
    await vi.waitFor(() => expect(slow.getState().dissection).not.toBeNull(), 10_000);
    const { dissection, subject } = slow.getState();
    const valueParameters = subject!.report!.valueParameters.slice();
    valueParameters[0]! += 2 ** -10;
    const agreement = agreementOf(wholeOf(dissection), { ...subject!.report!, valueParameters });
    expect(agreement.exact).toBe(false);
    expect(agreement.difference).toBeCloseTo(2 ** -10, 6);
  }, 30_000);
});
