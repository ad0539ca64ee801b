import type { Digests } from '../support/digests.ts';

/** The digests as this browser computes them, in a worker, where the page trains. */
function compute(): Promise<Digests> {
  const worker = new Worker(new URL('./digests.worker.ts', import.meta.url), { type: 'module' });
  return new Promise<Digests>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Digests>) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(null);
  }).finally(() => worker.terminate());
}

export type DigestPageApi = { readonly compute: typeof compute };

Object.assign(globalThis, { digestTests: { compute } satisfies DigestPageApi });
