import { Announcer, type TrainingConnection } from '../../src/training/connection.ts';
import type { SessionCommand } from '../../src/training/protocol.ts';

/** The way to a worker that says nothing before it is told to answer what it was asked last. */
export class MuteConnection extends Announcer implements TrainingConnection {
  #asked = 0;

  send(command: SessionCommand): void {
    if (command.type === 'ping') this.#asked = command.token;
  }

  answer(): void {
    this.post({ type: 'pong', token: this.#asked });
  }
}
