import { useEffect, useState } from 'react';
import * as m from '#words/files';
import type { Evidence, EvidenceKind } from './evidence.ts';

export type Gathered = Readonly<Partial<Record<EvidenceKind, Evidence>>>;

/**
 * Gathers the evidence in a worker, as it comes; again for another seed.
 * @returns `failure`: the worker could not do it
 */
export function useEvidence(seed: number): { readonly gathered: Gathered; readonly failure: string | null } {
  const [state, setState] = useState<{ seed: number; gathered: Gathered; failure: string | null }>({
    seed,
    gathered: {},
    failure: null,
  });
  useEffect(() => {
    setState({ seed, gathered: {}, failure: null });
    const worker = new Worker(new URL('./evidence.worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<Evidence>) =>
      setState((before) => ({ ...before, gathered: { ...before.gathered, [data.kind]: data } })),
    );
    worker.addEventListener('error', (event) => {
      setState((before) => ({ ...before, failure: event.message || m.partMissing() }));
    });
    worker.postMessage({ seed });
    return () => worker.terminate();
  }, [seed]);
  return state;
}
