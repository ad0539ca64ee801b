import { speakWhenFetched } from '../words/locale.ts';
import type { SessionCommand, SessionEvent, SpeakMessage } from './protocol.ts';
import { TrainingSession } from './session.ts';

/** The worker is a session with the page at the other end of `postMessage`. */
const scope = self as unknown as DedicatedWorkerGlobalScope;
// What it posts is copied: the run goes on from the arrays of its reports and checkpoints.
const session = new TrainingSession((event: SessionEvent) => scope.postMessage(event));
scope.addEventListener('message', ({ data }: MessageEvent<SessionCommand | SpeakMessage>) => {
  if (data.type === 'speak') void speakWhenFetched(data.locale);
  else session.handle(data);
});
