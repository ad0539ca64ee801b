import { speakWhenFetched } from '../words/locale.ts';
import type { SessionCommand, SessionEvent, SpeakMessage } from './protocol.ts';
import { TrainingSession } from './session.ts';

/** The worker is a session with the page at the other end of `postMessage`. */
const scope = self as unknown as DedicatedWorkerGlobalScope;
// What it posts is copied: the run goes on from the arrays of its reports and checkpoints.
const session = new TrainingSession((event: SessionEvent) => scope.postMessage(event));
/** Until the page's language is there commands wait for it: their sentences would come in another. */
let fetching: Promise<void> | null = null;
scope.addEventListener('message', ({ data }: MessageEvent<SessionCommand | SpeakMessage>) => {
  if (data.type === 'speak') {
    const fetched = speakWhenFetched(data.locale).then(() => {
      if (fetching === fetched) fetching = null;
    });
    fetching = fetched;
  } else if (fetching === null) session.handle(data);
  else void fetching.then(() => session.handle(data));
});
