import '../experiments/trainCodec.ts';
import { useActivity } from './activity.ts';
import { connectWorkers } from './connectWorkers.ts';
import { followAddress, openingLink } from './route.ts';
import { useTrainCursor } from './trainCursor.ts';
import { createTrainStore } from './trainStore.ts';
import { showRuns } from './visitRuns.ts';

const opening = openingLink('train');

/** The runs of the page. The form and the address follow each other; runs go on while another view is open. */
export const useTrainStore = createTrainStore(connectWorkers, opening, useTrainCursor);

showRuns(useTrainStore.getState());
useTrainStore.subscribe(showRuns);
useTrainStore.subscribe(({ runs }) => {
  const training = runs.some((run) => run.phase === 'preparing' || run.phase === 'running');
  if (useActivity.getState().training !== training) useActivity.setState({ training });
});

followAddress(
  'train',
  useTrainStore,
  () => useTrainStore.getState().linkState(),
  (link) => useTrainStore.getState().applyLink(link),
);

if (opening.at !== null) useTrainStore.getState().replay(opening.at);
else if (opening.run) useTrainStore.getState().start();
