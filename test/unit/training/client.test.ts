import { afterEach, describe, expect, it } from 'vitest';
import { TrainingClient, type WorkerLike } from '../../../src/training/client.ts';
import type { SessionCommand, SessionEvent, SpeakMessage } from '../../../src/training/protocol.ts';
import { speak } from '../../../src/words/locale.ts';

class StandInWorker extends EventTarget {
  readonly sent: (SessionCommand | SpeakMessage)[] = [];
  terminated = false;
  postMessage(command: SessionCommand | SpeakMessage): void {
    this.sent.push(command);
  }
  terminate(): void {
    this.terminated = true;
  }
}

function connect() {
  const worker = new StandInWorker();
  const client = new TrainingClient(() => worker as unknown as WorkerLike);
  const events: SessionEvent[] = [];
  const unsubscribe = client.subscribe((event) => events.push(event));
  return { worker, client, events, unsubscribe };
}

afterEach(() => speak('en'));

describe('TrainingClient', () => {
  it('tells the worker the language before the first command in another one', () => {
    const { worker, client } = connect();
    client.send({ type: 'ping', token: 1 });
    speak('de');
    client.send({ type: 'ping', token: 2 });
    client.send({ type: 'ping', token: 3 });
    speak('en');
    client.send({ type: 'stop' });
    expect(worker.sent).toEqual([
      { type: 'ping', token: 1 },
      { type: 'speak', locale: 'de' },
      { type: 'ping', token: 2 },
      { type: 'ping', token: 3 },
      { type: 'speak', locale: 'en' },
      { type: 'stop' },
    ]);
  });

  it('sends commands and hands events to its subscribers until they leave', () => {
    const { worker, client, events, unsubscribe } = connect();
    client.send({ type: 'ping', token: 1 });
    expect(worker.sent).toEqual([{ type: 'ping', token: 1 }]);
    worker.dispatchEvent(new MessageEvent('message', { data: { type: 'pong', token: 1 } }));
    unsubscribe();
    worker.dispatchEvent(new MessageEvent('message', { data: { type: 'pong', token: 2 } }));
    expect(events).toEqual([{ type: 'pong', token: 1 }]);
  });

  it('ends the worker when it is closed and says no more', () => {
    const { worker, client, events } = connect();
    client.close();
    client.send({ type: 'stop' });
    worker.dispatchEvent(new MessageEvent('message', { data: { type: 'pong', token: 1 } }));
    expect(worker.terminated).toBe(true);
    expect(worker.sent).toEqual([]);
    expect(events).toEqual([]);
  });

  for (const breakage of [
    Object.assign(new Event('error'), { message: 'out of memory' }),
    new Event('error'),
    new Event('messageerror'),
  ]) {
    it(`tells of a broken worker in a sentence: ${breakage.type}`, () => {
      const { worker, events } = connect();
      worker.dispatchEvent(breakage);
      expect(events).toEqual([
        { type: 'failed', message: expect.stringMatching(/Start the run again\.$/) },
        { type: 'phase', phase: 'failed', iteration: 0 },
      ]);
      if ('message' in breakage) expect(JSON.stringify(events)).toContain('out of memory');
      expect(worker.terminated).toBe(true);
    });
  }
});
