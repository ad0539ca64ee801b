import type { TrainingConnection } from './connection.ts';

/** Pings that a pool passes on: each is answered when all its sessions have answered. */
export class Pings {
  readonly #answer: (token: number) => void;
  /** By token: who has not answered. */
  readonly #missing = new Map<number, Set<TrainingConnection>>();

  /** @param answer told when all have */
  constructor(answer: (token: number) => void) {
    this.#answer = answer;
  }

  send(token: number, connections: readonly TrainingConnection[]): void {
    this.#missing.set(token, new Set(connections));
    for (const connection of connections) connection.send({ type: 'ping', token });
    this.#answerComplete();
  }

  receive(token: number, connection: TrainingConnection): void {
    this.#missing.get(token)?.delete(connection);
    this.#answerComplete();
  }

  /** Nobody waits any more for one that is gone. */
  forget(connection: TrainingConnection): void {
    for (const missing of this.#missing.values()) missing.delete(connection);
    this.#answerComplete();
  }

  #answerComplete(): void {
    for (const [token, missing] of this.#missing) {
      if (missing.size > 0) continue;
      this.#missing.delete(token);
      this.#answer(token);
    }
  }
}
