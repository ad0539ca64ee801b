import { Announcer, type TrainingConnection } from '../../src/training/connection.ts';
import type { SessionCommand } from '../../src/training/protocol.ts';

/** What a {@link BreakingConnection} says when it breaks. */
export const BREAKS = 'The training worker stopped: out of memory.';

/** The way to a worker that breaks as soon as it is to train. */
export class BreakingConnection extends Announcer implements TrainingConnection {
  send({ type }: SessionCommand): void {
    if (type !== 'start') return;
    queueMicrotask(() => {
      this.post({ type: 'failed', message: BREAKS });
      this.post({ type: 'phase', phase: 'failed', iteration: 0 });
    });
  }
}
