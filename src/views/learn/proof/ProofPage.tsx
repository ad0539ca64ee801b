import { type ReactNode, useState } from 'react';
import * as m from '#words/tour';
import { formatCount } from '../../../components/axisTicks.ts';
import { Button } from '../../../components/Button.tsx';
import { formatSignificant } from '../../../components/format.ts';
import { methodName } from '../../../components/runMethod.ts';
import { environmentById } from '../../../environments/environmentById.ts';
import { DEFAULT_RUN, RUN_FIELDS, type RunConfiguration } from '../../../experiments/fields.ts';
import type { ChapterProps } from '../chapter.ts';
import { EVIDENCE, type EvidenceKind } from './evidence.ts';
import styles from './ProofPage.module.css';
import type { RecordedRun } from './recordedRun.ts';
import recorded from './recordedRuns.json';
import { useEvidence } from './useEvidence.ts';
import { type Repeated, useRepeatedRuns } from './useRepeatedRuns.ts';

/** A kind of evidence in words. */
export interface EvidenceWords {
  readonly title: string;
  /** What is done, and what it proves. */
  readonly body: ReactNode;
  readonly worst: (value: string) => string;
}

/** The page's words in one language. */
export interface ProofProse {
  readonly title: string;
  readonly lead: ReactNode;
  readonly evidence: Readonly<Record<EvidenceKind, EvidenceWords>>;
  readonly runs: { readonly title: string; readonly body: ReactNode };
  readonly limits: { readonly title: string; readonly body: ReactNode };
}

const RUNS = recorded as unknown as readonly RecordedRun[];
/** Characters of a digest that one compares by eye. */
const SHOWN = 12;
const FIRST_SEED = 1;

/** How we know it is right: checked while the reader looks on, in their own browser. */
export function Chapter({ prose }: ChapterProps<ProofProse>) {
  const [seed, setSeed] = useState(FIRST_SEED);
  const { gathered, failure } = useEvidence(seed);
  const repeated = useRepeatedRuns(RUNS, seed);
  return (
    <article className={styles.page}>
      <header>
        <h1>{prose.title}</h1>
        {prose.lead}
        <p className={styles.again}>
          <Button onClick={() => setSeed((before) => before + 1)}>{m.proofAgain()}</Button>
          <span className="quiet">{m.proofSeed({ seed: String(seed) })}</span>
        </p>
        {failure === null ? null : <p role="alert">{m.proofFailure({ why: failure })}</p>}
      </header>
      {EVIDENCE.map((kind) => {
        const { title, body, worst } = prose.evidence[kind];
        const found = gathered[kind];
        const over = found !== undefined && found.cases === found.of;
        return (
          <section key={kind} aria-labelledby={`proof-${kind}`} className={styles.evidence}>
            <h2 id={`proof-${kind}`}>{title}</h2>
            {body}
            <p className={styles.verdict} data-holds={verdict(over, found?.failures)} role="status">
              {found === undefined
                ? m.proofWaits()
                : !over
                  ? m.proofCounting({ done: formatCount(found.cases), all: formatCount(found.of) })
                  : found.failures === 0
                    ? `${m.proofHolds({ all: formatCount(found.of) })} ${worst(formatSignificant(found.worst, 2))}`
                    : m.proofFails({ failures: formatCount(found.failures), all: formatCount(found.of) })}
            </p>
          </section>
        );
      })}
      <section aria-labelledby="proof-runs" className={styles.evidence}>
        <h2 id="proof-runs">{prose.runs.title}</h2>
        {prose.runs.body}
        <div className={styles.scroller}>
          <table className={styles.runs}>
            <thead>
              <tr>
                <th scope="col">{m.proofRun()}</th>
                <th scope="col">{m.proofRecorded()}</th>
                <th scope="col">{m.proofHere()}</th>
              </tr>
            </thead>
            <tbody>
              {RUNS.map((run, index) => (
                <Run key={run.name} run={run} result={repeated[index] ?? null} />
              ))}
            </tbody>
          </table>
        </div>
        <p className={styles.verdict} data-holds={runsVerdict(repeated)} role="status">
          {repeated.length < RUNS.length
            ? m.proofTraining({ done: String(repeated.length), all: String(RUNS.length) })
            : m.proofSame({ same: String(repeated.filter(isSame).length), all: String(RUNS.length) })}
        </p>
      </section>
      <section aria-labelledby="proof-limits">
        <h2 id="proof-limits">{prose.limits.title}</h2>
        {prose.limits.body}
      </section>
    </article>
  );
}

function Run({ run, result }: { readonly run: RecordedRun; readonly result: Repeated }) {
  const digest = result !== null && 'digest' in result ? result.digest : null;
  return (
    <tr>
      <th scope="row">{runWords(run)}</th>
      <td>
        <code>{run.digest.slice(0, SHOWN)}…</code>
      </td>
      <td data-same={digest === null ? undefined : digest === run.digest}>
        {result === null ? (
          '–'
        ) : 'failure' in result ? (
          result.failure
        ) : (
          <code>{digest?.slice(0, SHOWN)}…</code>
        )}
      </td>
    </tr>
  );
}

/** What tells the runs apart: the method, the covariance, a floor, the task. */
function runWords({ settings }: RecordedRun): string {
  const run: RunConfiguration = { ...DEFAULT_RUN, ...settings };
  const field = (name: 'head' | 'entropySchedule') => RUN_FIELDS.find((one) => one.name === name)!;
  const head = field('head') as { readonly names?: Readonly<Record<string, string>> };
  return [
    methodName(run),
    head.names?.[run.head] ?? run.head,
    ...(run.entropySchedule === 'none' ? [] : [field('entropySchedule').label]),
    environmentById(run.environment).name,
  ].join(' · ');
}

function isSame(result: Repeated, index: number): boolean {
  return result !== null && 'digest' in result && result.digest === RUNS[index]!.digest;
}

function runsVerdict(repeated: readonly Repeated[]): 'yes' | 'no' | undefined {
  if (!repeated.every(isSame)) return 'no';
  return repeated.length === RUNS.length ? 'yes' : undefined;
}

function verdict(over: boolean, failures = 0): 'yes' | 'no' | undefined {
  if (failures > 0) return 'no';
  return over ? 'yes' : undefined;
}
