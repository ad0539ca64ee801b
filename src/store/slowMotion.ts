import { create } from 'zustand';
import type { RunCheckpoint } from '../trainer/checkpoint.ts';
import { digestMember } from '../trainer/digest.ts';
import { type BrokenDissection, type Dissection, isBroken } from '../trainer/dissection/dissection.ts';
import type { DivergedEvent, MemberReport } from '../trainer/events.ts';
import { TrainingClient } from '../training/client.ts';
import type { TrainingConnection } from '../training/connection.ts';
import { useProbeStates } from './probeStates.ts';
import { checkpointAt, firstIteration } from './trainCursor.ts';
import type { TrainRun } from './trainRun.ts';

/** Which update is taken apart. */
export interface SlowMotionSubject {
  readonly run: TrainRun;
  readonly seed: number;
  readonly iteration: number;
  /** What the run reported of it; `null` where it broke off. */
  readonly report: MemberReport | null;
  /** What the run said of it where it broke off. */
  readonly diverged: DivergedEvent | null;
}

/** Whether the recomputed iteration is that of the run. */
export interface Agreement {
  /** SHA-256 of the run's own parameters after the iteration. */
  readonly digest: string;
  /** The recomputed parameters are the same to the last bit. */
  readonly exact: boolean;
  /** Largest difference of a parameter. */
  readonly difference: number;
}

export interface SlowMotion {
  /** `null`: nothing is shown. */
  readonly subject: SlowMotionSubject | null;
  /** How much of the recomputing is done, 0 … 1. */
  readonly fraction: number;
  /** `null` while it is being recomputed. */
  readonly dissection: Dissection | BrokenDissection | null;
  /** `null` also where either has no parameters after the iteration. */
  readonly agreement: Agreement | null;
  /** Why it cannot be shown; `null` while nothing is wrong. */
  readonly failure: string | null;
  /** Takes the iteration on show of one seed apart, in a worker of its own; the run goes on as it does. */
  open(run: TrainRun, member: number): void;
  /** Takes the iteration apart in which a seed of the run diverged. */
  openBreak(run: TrainRun, diverged: DivergedEvent): void;
  close(): void;
}

const CLOSED = { subject: null, fraction: 0, dissection: null, agreement: null, failure: null };

/**
 * @param connect opens the way to a session for the recomputing
 * @param standingAt a run as it was after an iteration, 0: before its first
 * @param probesOf the probe states that the reader has set for its task; `undefined`: none
 */
export function createSlowMotion(
  connect: () => TrainingConnection,
  standingAt: (run: TrainRun, iteration: number) => Promise<RunCheckpoint>,
  probesOf: (run: TrainRun) => readonly number[] | undefined = () => undefined,
) {
  let connection: TrainingConnection | null = null;
  const disconnect = () => {
    connection?.close();
    connection = null;
  };

  return create<SlowMotion>((set, get) => {
    /** Recomputes what is asked for, as long as it is. */
    const dissect = async (subject: SlowMotionSubject) => {
      const { run, seed, iteration, report } = subject;
      const isAsked = () => get().subject === subject;
      const before = await standingAt(run, iteration - 1);
      if (!isAsked()) return;
      const from = before.members.find((member) => member.seed === seed)!.checkpoint;
      const session = connect();
      connection = session;
      session.subscribe((event) => {
        if (event.type === 'progress') set({ fraction: event.fraction });
        else if (event.type === 'failed') set({ failure: event.message });
        else if (event.type === 'dissection') {
          const { dissection } = event;
          const whole = report !== null && !isBroken(dissection);
          set({ dissection, agreement: whole ? agreementOf(dissection, report) : null });
          disconnect();
        }
      });
      const states = probesOf(run);
      const probes = states && { probes: Float64Array.from(states) };
      session.send({ type: 'dissect', configuration: run.configuration, seed, iteration, from, ...probes });
    };
    const show = (subject: SlowMotionSubject) => {
      disconnect();
      set({ ...CLOSED, subject });
      dissect(subject).catch((error: unknown) => {
        if (get().subject !== subject) return;
        set({ failure: error instanceof Error ? error.message : String(error) });
      });
    };
    return {
      ...CLOSED,
      open: (run, member) => {
        const report = run.feed.shown?.members[member];
        if (report === undefined || !hasUpdate(run, report.iteration)) return;
        show({ run, seed: report.seed, iteration: report.iteration, report, diverged: null });
      },
      openBreak: (run, diverged) => {
        const { seed, iteration } = diverged;
        show({ run, seed, iteration, report: null, diverged });
      },
      close: () => {
        disconnect();
        set(CLOSED);
      },
    };
  });
}

/** Whether an iteration is one of the run's own: 0 is none, nor is where it goes on from another run. */
export function hasUpdate(run: TrainRun, iteration: number): boolean {
  return iteration > firstIteration(run);
}

/** Holds a recomputed iteration to what the run reported of it: the parameters of both networks. */
export function agreementOf({ digest, report: recomputed }: Dissection, report: MemberReport): Agreement {
  const ofRun = digestMember({
    policy: { parameters: report.policy.parameters },
    value: { parameters: report.valueParameters },
  });
  return {
    digest: ofRun,
    exact: ofRun === digest,
    difference: Math.max(
      largestDifference(recomputed.policy.parameters, report.policy.parameters),
      largestDifference(recomputed.valueParameters, report.valueParameters),
    ),
  };
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  let largest = 0;
  for (const [i, value] of a.entries()) largest = Math.max(largest, Math.abs(value - b[i]!));
  return largest;
}

/** Of the page. */
export const useSlowMotion = createSlowMotion(
  () => new TrainingClient(),
  checkpointAt,
  ({ configuration }) => useProbeStates.getState().chosen[configuration.environment],
);
