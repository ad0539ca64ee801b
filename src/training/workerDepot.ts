import type { TrainingConnection } from './connection.ts';
import type { SessionCommand, SessionEvent, SessionPhase } from './protocol.ts';

/**
 * Lends sessions to one run after another: a thread takes about a second until it trains, and is faster when its code
 * has been compiled.
 */
export class WorkerDepot {
  readonly #connect: () => TrainingConnection;
  readonly #free: TrainingConnection[] = [];

  /** @param connect opens the way to one more session */
  constructor(connect: () => TrainingConnection) {
    this.#connect = connect;
  }

  /** A session that is at rest. Closing it gives it back, or ends it where it is not at rest. */
  borrow(): TrainingConnection {
    const connection = this.#free.pop() ?? this.#connect();
    let phase: SessionPhase = 'idle';
    const subscriptions = [
      connection.subscribe((event) => {
        if (event.type === 'phase') phase = event.phase;
      }),
    ];
    return {
      send: (command: SessionCommand) => connection.send(command),
      subscribe: (listener: (event: SessionEvent) => void) => {
        const unsubscribe = connection.subscribe(listener);
        subscriptions.push(unsubscribe);
        return unsubscribe;
      },
      close: () => {
        for (const unsubscribe of subscriptions) unsubscribe();
        if (phase === 'idle' || phase === 'finished') this.#free.push(connection);
        else connection.close();
      },
    };
  }

  /** Ends the sessions that nobody has borrowed. */
  close(): void {
    for (const connection of this.#free.splice(0)) connection.close();
  }
}
