import type { RunConfiguration } from '../../../experiments/fields.ts';

/** A run of test/fixtures/digests.json: what its settings have other than the defaults, and the digest of its parameters. */
export interface RecordedRun {
  readonly name: string;
  readonly settings: Partial<RunConfiguration>;
  readonly digest: string;
}
