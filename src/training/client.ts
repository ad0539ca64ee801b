import * as m from '#words/sessions';
import { currentLocale, type Locale } from '../words/locale.ts';
import { Announcer, type TrainingConnection } from './connection.ts';
import type { SessionCommand, SessionEvent, SpeakMessage } from './protocol.ts';

/** The part of a Worker the client uses; tests give another. */
export type WorkerLike = Pick<Worker, 'postMessage' | 'addEventListener' | 'terminate'>;

function startWorker(): WorkerLike {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'training' });
}

/**
 * The page's end of the training worker. A worker that breaks outside any run (its script cannot be loaded, it
 * runs out of memory, a message cannot be read) is told as a `failed` event; the client is of no more use then.
 */
export class TrainingClient extends Announcer implements TrainingConnection {
  readonly #worker: WorkerLike;
  #closed = false;
  /** What the worker says its sentences in. */
  #locale: Locale = 'en';

  constructor(createWorker: () => WorkerLike = startWorker) {
    super();
    this.#worker = createWorker();
    this.#worker.addEventListener('message', (message) => {
      this.post((message as MessageEvent<SessionEvent>).data);
    });
    this.#worker.addEventListener('error', (error) => {
      const detail = (error as ErrorEvent).message;
      this.#break(detail ? m.workerStoppedWhy({ detail }) : m.workerStopped());
    });
    this.#worker.addEventListener('messageerror', () => {
      this.#break(m.unreadableMessage());
    });
  }

  send(command: SessionCommand): void {
    if (this.#closed) return;
    // Whoever lent it may have chosen another language since.
    if (currentLocale() !== this.#locale) {
      this.#locale = currentLocale();
      this.#worker.postMessage({ type: 'speak', locale: this.#locale } satisfies SpeakMessage);
    }
    this.#worker.postMessage(command);
  }

  /** Ends the worker at once and frees everything it held. No event follows. */
  override close(): void {
    super.close();
    this.#closed = true;
    this.#worker.terminate();
  }

  #break(message: string): void {
    this.post({ type: 'failed', message });
    this.post({ type: 'phase', phase: 'failed', iteration: 0 });
    this.close();
  }
}
