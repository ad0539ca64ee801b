import * as m from '#words/runs';
import { TrainingClient } from '../training/client.ts';
import { TrainingPool } from '../training/pool.ts';
import type { SessionEvent, TrainingCommand } from '../training/protocol.ts';
import { watchSilence } from '../training/silenceWatch.ts';
import { useNotices } from './notices.ts';

/** The way to one session: the worker's client in the page, a script in a test. */
export interface SessionConnection {
  send(command: TrainingCommand): void;
  /** Ends the session and frees everything it holds. */
  close(): void;
}
export type Connect = (receive: (event: SessionEvent) => void) => SessionConnection;

/** Sessions in workers: a run's seeds train on all processor cores but one, which is the page's. */
export function connectPool(): TrainingPool {
  return new TrainingPool(() => new TrainingClient(), Math.max(1, (navigator.hardwareConcurrency ?? 1) - 1));
}

/**
 * The way to a run; what it refuses and what fails on the way is told to the reader, and a worker that does not answer
 * any more as an event.
 */
export function connectWorkers(receive: (event: SessionEvent) => void): SessionConnection {
  const pool = connectPool();
  pool.subscribe((event) => {
    if (event.type === 'refused') {
      useNotices.getState().post(event.message, 'problem');
    } else if (event.type === 'members-failed') {
      const { seeds, iteration, message } = event;
      const sentence = () =>
        m.seedsEnded({
          count: seeds.length,
          seeds: seeds.join(', '),
          iteration,
          why: message,
        });
      useNotices.getState().post(sentence, 'problem');
    } else if (event.type !== 'pong') receive(event);
  });
  const unwatch = watchSilence(pool, (silent) => receive({ type: 'silence', silent }));
  return {
    send: (command) => pool.send(command),
    close: () => {
      unwatch();
      pool.close();
    },
  };
}
