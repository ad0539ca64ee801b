import type { SessionCommand, SessionEvent } from './protocol.ts';
import { TrainingSession } from './session.ts';
import { transferablesOf } from './transferables.ts';

/** The worker is a session with the page at the other end of `postMessage`. */
const scope = self as unknown as DedicatedWorkerGlobalScope;
const session = new TrainingSession((event: SessionEvent) =>
  scope.postMessage(event, transferablesOf(event)),
);
scope.addEventListener('message', ({ data }: MessageEvent<SessionCommand>) => session.handle(data));
