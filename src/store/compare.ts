import '../experiments/link.ts';
import * as m from '#words/runs';
import { KeptRecords } from '../keeping/keptRecords.ts';
import { TrainingClient } from '../training/client.ts';
import { useActivity } from './activity.ts';
import { createCompareStore } from './compareStore.ts';
import { currentAddress, followAddress, openingLink } from './route.ts';
import { offerLinks } from './sharing.ts';

const opening = openingLink('compare');

/** The comparison of the page; it goes on while another view is open. All cores train: the page has little to do meanwhile. */
export const useCompareStore = createCompareStore(
  () => new TrainingClient(),
  Math.max(1, globalThis.navigator?.hardwareConcurrency ?? 1),
  opening,
  undefined,
  new KeptRecords(),
);

useCompareStore.subscribe(({ phase }) => {
  const comparing = phase === 'running';
  if (useActivity.getState().comparing !== comparing) useActivity.setState({ comparing });
});

offerLinks('compare', () => [
  {
    address: currentAddress(),
    to: m.theComparison(),
    does: m.opensComparison(),
  },
]);

followAddress(
  'compare',
  useCompareStore,
  () => useCompareStore.getState().linkState(),
  (link) => useCompareStore.getState().applyLink(link),
);

if (opening.run) useCompareStore.getState().start();
