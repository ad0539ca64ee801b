import { Listeners, type TrainingConnection } from './connection.ts';
import type { SessionCommand, SessionEvent } from './protocol.ts';
import { TrainingSession } from './session.ts';

/** A session in this thread. As from a worker, its events come after the call that caused them. */
export class LocalConnection implements TrainingConnection {
  readonly #listeners = new Listeners();
  readonly #session = new TrainingSession((event) => queueMicrotask(() => this.#listeners.tell(event)));

  send(command: SessionCommand): void {
    this.#session.handle(command);
  }

  subscribe(listener: (event: SessionEvent) => void): () => void {
    return this.#listeners.subscribe(listener);
  }

  close(): void {
    this.#listeners.clear();
    this.#session.close();
  }
}
