import { useEffect, useState } from 'react';
import { DEFAULT_RUN } from '../../../experiments/fields.ts';
import { connectPool } from '../../../store/connectWorkers.ts';
import type { SessionEvent } from '../../../training/protocol.ts';
import type { RecordedRun } from './recordedRun.ts';

/** What a recorded run came to here: its digest, or why there is none; `null` until then. */
export type Repeated = { readonly digest: string } | { readonly failure: string } | null;

/** Trains the recorded runs one after the other, in workers. */
export function useRepeatedRuns(runs: readonly RecordedRun[], attempt: number): readonly Repeated[] {
  const [results, setResults] = useState<readonly Repeated[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt trains them anew
  useEffect(() => {
    setResults([]);
    let pool: ReturnType<typeof connectPool> | null = null;
    let left = false;
    const train = (index: number) => {
      const run = runs[index];
      if (run === undefined || left) return;
      const own = connectPool();
      pool = own;
      const tell = (result: Repeated) => {
        if (pool !== own) return;
        own.close();
        pool = null;
        setResults((before) => [...before, result]);
        train(index + 1);
      };
      own.subscribe((event: SessionEvent) => {
        if (event.type === 'finished') tell({ digest: event.digest });
        if (event.type === 'failed' || event.type === 'refused') tell({ failure: event.message });
      });
      own.send({
        type: 'start',
        configuration: { ...DEFAULT_RUN, ...run.settings, engine: 'simd' },
        paused: false,
      });
    };
    train(0);
    return () => {
      left = true;
      pool?.close();
      pool = null;
    };
  }, [runs, attempt]);
  return results;
}
