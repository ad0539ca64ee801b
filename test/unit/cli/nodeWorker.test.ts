import { describe, expect, it } from 'vitest';
import { startNodeWorker } from '../../../src/cli/nodeWorker.ts';
import { TrainingClient } from '../../../src/training/client.ts';
import type { SessionEvent } from '../../../src/training/protocol.ts';
import { smallRun } from '../../support/runs.ts';

describe('a thread of Node that trains', () => {
  const connect = () => {
    const client = new TrainingClient(startNodeWorker);
    const events: SessionEvent[] = [];
    const until = (matches: (event: SessionEvent) => boolean) =>
      new Promise<SessionEvent>((resolve) => {
        client.subscribe((event) => {
          events.push(event);
          if (matches(event)) resolve(event);
        });
      });
    return { client, events, until };
  };

  it('answers as a session does', async () => {
    const { client, events, until } = connect();
    const finished = until(({ type }) => type === 'finished');
    client.send({ type: 'ping', token: 5 });
    client.send({ type: 'start', configuration: smallRun(), to: Infinity });
    expect(await finished).toMatchObject({ reason: 'budget', iteration: 3 });
    expect(events).toContainEqual({ type: 'pong', token: 5 });
    const report = events.find((event) => event.type === 'iteration')!;
    expect(report.members[0]!.policy.parameters).toBeInstanceOf(Float32Array);
    client.close();
  });

  it('is told to have stopped when its thread breaks', async () => {
    const { client, until } = connect();
    const failed = until(({ type }) => type === 'failed');
    // Nothing that a page could send: the session throws on it.
    client.send(null as never);
    expect(await failed).toMatchObject({
      message: expect.stringMatching(/^The training worker stopped: .*null.*\. Start the run again\.$/),
    });
  });
});
