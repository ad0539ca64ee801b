import type { TrainingConnection } from './connection.ts';

/** Milliseconds between two questions. */
export const QUESTION_INTERVAL = 5000;
/** Questions without an answer after which a worker counts as silent: its steps are shorter than that, but for the largest. */
const PATIENCE = 3;

/**
 * Finds out whether somebody who is to answer pings still does. Counted are questions and not seconds: where the page
 * sleeps, both sleep. It only tells: a step that takes minutes is nothing that should be ended.
 */
export class SilenceWatch {
  readonly #ask: (token: number) => void;
  readonly #tell: (silent: boolean) => void;
  #timer: ReturnType<typeof setInterval> | null = null;
  #asked = 0;
  #answered = 0;
  #silent = false;

  /**
   * @param ask sends a ping
   * @param tell told when the silence begins, and when it ends
   */
  constructor(ask: (token: number) => void, tell: (silent: boolean) => void) {
    this.#ask = ask;
    this.#tell = tell;
  }

  start(): void {
    this.#timer ??= setInterval(this.#question, QUESTION_INTERVAL);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  answer(token: number): void {
    this.#answered = Math.max(this.#answered, token);
    this.#judge();
  }

  readonly #question = () => {
    this.#judge();
    this.#ask(++this.#asked);
  };

  #judge(): void {
    const silent = this.#asked - this.#answered >= PATIENCE;
    if (silent === this.#silent) return;
    this.#silent = silent;
    this.#tell(silent);
  }
}

/**
 * Watches whether a connection's other end still answers.
 * @param tell told when a silence begins, and when it ends
 * @returns ends it
 */
export function watchSilence(
  connection: Pick<TrainingConnection<{ type: 'ping'; token: number }>, 'send' | 'subscribe'>,
  tell: (silent: boolean) => void,
): () => void {
  const watch = new SilenceWatch((token) => connection.send({ type: 'ping', token }), tell);
  const unsubscribe = connection.subscribe((event) => {
    if (event.type === 'pong') watch.answer(event.token);
  });
  watch.start();
  return () => {
    watch.stop();
    unsubscribe();
  };
}
