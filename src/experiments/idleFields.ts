import * as words from '#words/algorithms';
import type { Algorithm } from '../algorithms/algorithm.ts';
import { algorithmOf } from '../algorithms/algorithmOf.ts';
import { ALGORITHMS } from '../algorithms/registry.ts';
import { conjunction } from '../words/lists.ts';
import type { RunConfiguration, RunFieldName } from './fields.ts';

/** Why a setting changes nothing in a run of this configuration, as a sentence; `null` if it counts. */
export function whyIdle(name: RunFieldName, configuration: RunConfiguration): string | null {
  const readers = (ALGORITHMS as readonly Algorithm[]).filter(({ fields }) =>
    fields.some((field) => field.name === name),
  );
  const algorithm = algorithmOf(configuration);
  if (readers.length > 0 && !readers.includes(algorithm)) {
    const labels = readers.map(({ label }) => label);
    return words.onlyReads({ count: labels.length, methods: conjunction(labels) });
  }
  return algorithm.idle?.(configuration)[name] ?? null;
}
