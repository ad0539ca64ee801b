import type { RunConfiguration } from '../experiments/fields.ts';
import type { RunOrigin } from '../experiments/fork.ts';
import type { RunCheckpoint } from '../trainer/checkpoint.ts';
import type { TrainingConnection } from '../training/connection.ts';
import { forkBeginning } from '../training/forkBeginning.ts';
import type { SessionEvent, TrainingCommand } from '../training/protocol.ts';
import type { Connect, SessionConnection } from './connectWorkers.ts';

/** A run that goes on from another of which only the settings are known. */
export interface UnknownFork {
  readonly configuration: RunConfiguration;
  readonly origin: RunOrigin;
  /** The way to the run, and to the replay of the other. */
  readonly connect: Connect;
  readonly connectReplay: () => TrainingConnection<TrainingCommand>;
  readonly receive: (event: SessionEvent) => void;
  /** Told where it begins, when that is known. */
  readonly begins: (checkpoint: RunCheckpoint) => void;
}

/** The way to such a run: the other one is trained again first, and commands wait until then. */
export function connectFork(fork: UnknownFork): SessionConnection {
  const { configuration, origin, connect, connectReplay, receive, begins } = fork;
  const abort = new AbortController();
  let session: SessionConnection | null = null;
  const waiting: TrainingCommand[] = [];

  const begin = async () => {
    const from = await forkBeginning(configuration, origin, connectReplay, abort.signal);
    if (abort.signal.aborted) return;
    begins(from);
    session = connect(receive);
    for (const command of waiting) session.send(command.type === 'start' ? { ...command, from } : command);
  };
  begin().catch((error) => {
    if (abort.signal.aborted) return;
    receive({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  });

  return {
    send: (command) => {
      if (session !== null) session.send(command);
      else if (command.type !== 'stop') waiting.push(command);
      else {
        abort.abort();
        receive({ type: 'phase', phase: 'finished', iteration: 0 });
      }
    },
    close: () => {
      abort.abort();
      session?.close();
    },
  };
}
