import { expect, it } from 'vitest';
import { DEFAULT_RUN } from '../../../src/experiments/fields.ts';
import { DEFAULT_TRAIN } from '../../../src/experiments/link.ts';
import { currentRun, overlayRun } from '../../../src/store/trainSelection.ts';
import { createTrainStore } from '../../../src/store/trainStore.ts';
import type { SessionEvent } from '../../../src/training/protocol.ts';
import { iterationEvent } from '../../support/trainEvents.ts';

it('a run that is behind comes to the iteration on show when it reaches it', () => {
  const says: ((event: SessionEvent) => void)[] = [];
  const store = createTrainStore(
    (receive) => {
      says.push(receive);
      return { send: () => {}, close: () => {} };
    },
    { ...DEFAULT_TRAIN, overlay: { ...DEFAULT_RUN, algorithm: 'ppo' } },
  );
  store.getState().start();
  const [current, behind] = [currentRun(store.getState())!, overlayRun(store.getState())!];
  const [sayBehind, sayCurrent] = says as [(event: SessionEvent) => void, (event: SessionEvent) => void];
  const at = (iteration: number) => ({ iteration, seconds: iteration, members: [] });
  for (const iteration of [1, 2, 3, 4]) sayCurrent(iterationEvent(iteration, [-900]));
  for (const say of says) for (const n of [2, 3]) say({ type: 'checkpoint', ...at(n) });
  sayBehind(iterationEvent(2, [-900]));

  store.getState().visit(current.id, 3);
  expect(current.feed.visited?.iteration).toBe(3);
  expect(behind.feed.visited).toBeNull();
  sayBehind(iterationEvent(3, [-900]));
  expect(behind.feed.visited?.iteration).toBe(3);
  store.getState().leave();
  sayBehind(iterationEvent(4, [-900]));
  expect([current.feed.visited, behind.feed.visited]).toEqual([null, null]);
});
