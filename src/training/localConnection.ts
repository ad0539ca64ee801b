import { Announcer, type TrainingConnection } from './connection.ts';
import type { SessionCommand } from './protocol.ts';
import { TrainingSession } from './session.ts';

/** A session in this thread. As from a worker, its events come after the call that caused them. */
export class LocalConnection extends Announcer implements TrainingConnection {
  readonly #session = new TrainingSession((event) => queueMicrotask(() => this.post(event)));

  send(command: SessionCommand): void {
    this.#session.handle(command);
  }

  override close(): void {
    super.close();
    this.#session.close();
  }
}
