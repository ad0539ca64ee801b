import type { CDPSession } from '@playwright/test';

/** Bytes of a heap with its array buffers, from the answer to `Runtime.getHeapUsage`. */
export function heapBytes(usage: object): number {
  const { usedSize = 0, embedderHeapUsedSize = 0, backingStorageSize = 0 } = usage as Record<string, number>;
  return usedSize + embedderHeapUsedSize + backingStorageSize;
}

/** The workers of a page, asked over the page's own connection. */
export class WorkerHeaps {
  readonly #client: CDPSession;
  readonly #sessions = new Set<string>();
  readonly #answers = new Map<number, (result: object) => void>();
  #id = 0;

  constructor(client: CDPSession) {
    this.#client = client;
    client.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      if (targetInfo.type === 'worker') this.#sessions.add(sessionId);
    });
    client.on('Target.detachedFromTarget', ({ sessionId }) => this.#sessions.delete(sessionId));
    client.on('Target.receivedMessageFromTarget', ({ message }) => {
      const { id, result } = JSON.parse(message) as { id?: number; result?: object };
      if (id !== undefined) this.#answers.get(id)?.(result ?? {});
    });
  }

  follow(): Promise<unknown> {
    return this.#client.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: false,
      flatten: false,
    });
  }

  /** What all hold together, garbage collected. */
  async bytes(): Promise<number> {
    let sum = 0;
    for (const sessionId of this.#sessions) {
      await this.#ask(sessionId, 'HeapProfiler.enable');
      await this.#ask(sessionId, 'HeapProfiler.collectGarbage');
      sum += heapBytes(await this.#ask(sessionId, 'Runtime.getHeapUsage'));
    }
    return sum;
  }

  async #ask(sessionId: string, method: string): Promise<object> {
    const id = ++this.#id;
    const answer = new Promise<object>((resolve) => this.#answers.set(id, resolve));
    await this.#client.send('Target.sendMessageToTarget', {
      sessionId,
      message: JSON.stringify({ id, method }),
    });
    return answer;
  }
}
