import { expect, it, vi } from 'vitest';
import { fetchTrain } from '../../../src/store/fetchTrain.ts';
import { activeRun } from '../../../src/store/trainSelection.ts';
import { useVisitRuns } from '../../../src/store/visitRuns.ts';
import { smallRun } from '../../support/runs.ts';

vi.mock('../../../src/store/connectWorkers.ts', () => ({
  connectWorkers: () => ({ send: () => {}, close: () => {} }),
  connectPool: () => {
    throw new Error('nothing is replayed here');
  },
}));

it('shows the runs of Train from when it is there, and none before', async () => {
  expect(useVisitRuns.getState()).toEqual({ runs: [], currentId: null });
  const train = (await fetchTrain())!.getState;
  const wanted = { configuration: smallRun({ seeds: [1] }), name: 'Beside the text' };
  const [id] = train().startAside([wanted], null);
  expect(useVisitRuns.getState().runs).toBe(train().runs);
  expect(activeRun(useVisitRuns.getState())).toMatchObject({
    id,
    name: 'Beside the text',
    phase: 'preparing',
  });
  train().show(id!);
  expect(useVisitRuns.getState().currentId).toBe(id);
  train().remove(id!);
  expect(useVisitRuns.getState().runs).toEqual([]);
});
