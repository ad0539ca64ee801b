import type { SessionCommand, SessionEvent } from './protocol.ts';

/** The way to one training session or, with the commands of a page, to a pool of them. */
export interface TrainingConnection<Command = SessionCommand> {
  send(command: Command): void;
  /** @returns a function that ends the subscription. */
  subscribe(listener: (event: SessionEvent) => void): () => void;
  /** Ends whatever is at the other end and frees all that it held. No event follows. */
  close(): void;
}

/** Tells its subscribers of events, until it is closed. */
export class Announcer {
  readonly #listeners = new Set<(event: SessionEvent) => void>();

  subscribe(listener: (event: SessionEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#listeners.clear();
  }

  protected post(event: SessionEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
