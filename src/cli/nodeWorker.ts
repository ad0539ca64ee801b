import { Worker } from 'node:worker_threads';
import type { WorkerLike } from '../training/client.ts';

/** A thread of Node that trains, in the shape of a browser's Worker. */
class NodeWorker extends EventTarget {
  readonly #thread = new Worker(new URL('./trainingWorker.mjs', import.meta.url), {
    name: 'training',
    // Not those of this process: the thread brings its own loader, and reads the packages from their sources.
    execArgv: ['--conditions=@trust-region-layers/source'],
  });
  #terminated = false;

  constructor() {
    super();
    this.#thread.on('message', (data) => this.dispatchEvent(new MessageEvent('message', { data })));
    this.#thread.on('messageerror', () => this.dispatchEvent(new Event('messageerror')));
    this.#thread.on('error', (error) => this.#break(error.message));
    this.#thread.on('exit', (code) => this.#break(`its thread ended with code ${code}`));
  }

  postMessage(message: unknown): void {
    this.#thread.postMessage(message);
  }

  terminate(): void {
    this.#terminated = true;
    void this.#thread.terminate();
  }

  #break(message: string): void {
    if (this.#terminated) return;
    this.#terminated = true;
    this.dispatchEvent(Object.assign(new Event('error'), { message }));
  }
}

/** Starts a thread that trains; it keeps the process alive until it is terminated. */
export function startNodeWorker(): WorkerLike {
  return new NodeWorker() as unknown as WorkerLike;
}
