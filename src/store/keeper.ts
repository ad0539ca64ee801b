import { create } from 'zustand';
import * as m from '#words/runs';
import { type KeptContent, type KeptRun, newKey } from '../keeping/keptRun.ts';
import type { KeptRuns } from '../keeping/keptRuns.ts';
import { storageTrouble } from '../keeping/storageTrouble.ts';
import type { IterationSummary } from '../trainer/events.ts';
import type { Said } from './notices.ts';
import { keptRunOf, RunRecorder } from './runRecorder.ts';
import { isLive, type TrainRun } from './trainRun.ts';
import type { createTrainStore } from './trainStore.ts';

export interface KeeperParts {
  readonly train: ReturnType<typeof createTrainStore>;
  readonly kept: Pick<KeptRuns, 'write' | 'relabel' | 'list' | 'read' | 'remove' | 'prune'>;
  /** Makes a run this page's own until it is let go; `null`: another page has it. */
  readonly hold: (key: string) => Promise<(() => void) | null>;
  /** Keys of the runs that pages have made their own. */
  readonly held: () => Promise<ReadonlySet<string>>;
  /** Milliseconds, monotonic, and since 1970. */
  readonly now: () => number;
  readonly date: () => number;
  /** Tells the reader. */
  readonly say: (said: Said) => void;
}

export interface KeeperStore {
  /** Kept runs that are on no page, newest first. */
  readonly past: readonly KeptRun[];

  /** Looks again which runs there are. */
  refresh(): Promise<void>;
  /** Takes up runs that were under way side by side, at most two. */
  resume(runs: readonly KeptRun[]): Promise<void>;
  /** Shows a run where it was left, paused; one that was over with its result. */
  open(run: KeptRun): Promise<void>;
  /** Takes up a run that comes from elsewhere, paused, and keeps it from now on. */
  adopt(content: KeptContent): Promise<void>;
  /** All of a run of this page, as it was a moment ago; `null` before its first checkpoint. */
  contentOf(run: TrainRun): Promise<KeptContent | null>;
  forget(runs: readonly KeptRun[]): Promise<void>;
  /** The page may be about to close. */
  hurry(): void;
}

/**
 * Keeps the page's runs in the browser's database while they train, and brings those of earlier visits back. Runs in the
 * page's list are its own: no other page is offered them. None of its functions rejects; what cannot be done is said,
 * of the database once.
 */
export function createKeeper({ train, kept, hold, held, now, date, say }: KeeperParts) {
  const visit = newKey();
  /** The ways to let go of the runs that are this page's own. */
  const owned = new Map<string, () => void>();
  const recorders = new Map<string, RunRecorder>();
  /** Iterations of adopted runs that could not be written. */
  const unwritten = new Map<string, readonly IterationSummary[]>();
  /** The run that was forgotten last. */
  let forgotten: KeptContent | null = null;
  let troubled = false;

  const onTrouble = (error: unknown) => {
    if (troubled) return;
    troubled = true;
    say(() => m.runsNotKept({ trouble: storageTrouble(error) }));
  };
  const own = async (key: string): Promise<boolean> => {
    if (owned.has(key)) return true;
    const letGo = await hold(key);
    if (letGo !== null) owned.set(key, letGo);
    return letGo !== null;
  };
  const release = (key: string) => {
    owned.get(key)?.();
    owned.delete(key);
  };
  /** @returns whether they are this page's own now: all or none */
  const ownAll = async (runs: readonly KeptRun[]): Promise<boolean> => {
    for (const { key } of runs) {
      if (await own(key)) continue;
      for (const run of runs) release(run.key);
      say(m.otherTab);
      return false;
    }
    return true;
  };
  const forgetOne = async (key: string) => {
    await recorders.get(key)?.drop();
    recorders.delete(key);
    // What another page has taken up by now is that page's.
    if (await own(key)) {
      forgotten = await kept.read(key);
      await kept.remove(key);
    }
    release(key);
  };
  /** Whoever deleted a run has taken that back. */
  const restore = async (content: KeptContent) => {
    forgotten = null;
    if (await own(content.kept.key)) await kept.write(content);
  };

  const record = (run: TrainRun) => {
    const mine = own(run.key).catch((error) => {
      onTrouble(error);
      return false;
    });
    const ask = () => train.getState().askForCheckpoint(run.id);
    const before = recorders.get(run.key);
    const rows = unwritten.get(run.key) ?? before?.unwritten ?? [];
    const surroundings = { kept, mine, now, date, visit, ask, onTrouble };
    recorders.set(run.key, new RunRecorder(run, surroundings, rows));
    unwritten.delete(run.key);
    // Who has asked once is given the last one as well, however soon the run is over. It has no connection yet.
    queueMicrotask(ask);
  };
  const conclude = async (run: TrainRun, recorder: RunRecorder) => {
    await recorder.end(run);
    await kept.prune(await held());
  };

  return create<KeeperStore>((set) => {
    /** For what nobody waits for, or only to know that it is over. */
    const quietly = async (work: Promise<unknown>) => {
      await work.catch(onTrouble);
    };
    const refresh = async () => {
      const [all, inUse] = await Promise.all([kept.list(), held()]);
      set({ past: all.filter(({ key }) => !inUse.has(key)) });
    };

    let known: readonly TrainRun[] = [];
    const follow = () => {
      const { runs, currentId } = train.getState();
      const gone = known.filter(({ key }) => !runs.some((run) => run.key === key));
      known = runs;
      for (const run of runs) {
        const before = recorders.get(run.key);
        if (isLive(run) && (before === undefined || !isLive(before.run))) record(run);
        const recorder = recorders.get(run.key);
        if (isLive(run)) recorder?.update(run, run.id === currentId);
        else if (recorder && recorder.run !== run) void quietly(conclude(run, recorder));
        else if (!recorder && forgotten?.kept.key === run.key) void quietly(restore(forgotten));
      }
      for (const { key } of gone) void quietly(forgetOne(key));
    };
    train.subscribe(({ runs, currentId }, before) => {
      if (runs !== before.runs || currentId !== before.currentId) follow();
    });
    follow();

    const take = async (runs: readonly KeptRun[], paused: boolean) => {
      const inOrder = runs.toSorted((a, b) => Number(b.shown) - Number(a.shown)).slice(0, 2);
      if (!(await ownAll(inOrder))) return refresh();
      const contents = await Promise.all(inOrder.map(({ key }) => kept.read(key)));
      const [shown, beside] = contents.filter((content) => content !== null);
      if (shown) train.getState().takeUp([shown, beside], paused);
      else say(m.keptNoMore);
      return refresh();
    };

    return {
      past: [],
      refresh: () => quietly(refresh()),
      resume: (runs) => quietly(take(runs, false)),
      open: (run) => quietly(take([run], true)),
      adopt: async (content) => {
        const { key } = content.kept;
        try {
          await own(key);
          await kept.write(content);
        } catch (error) {
          unwritten.set(key, content.rows);
          onTrouble(error);
        }
        train.getState().takeUp([content], true);
      },
      contentOf: async (run) => {
        if (isLive(run)) await freshCheckpoint(run, () => train.getState().askForCheckpoint(run.id));
        await recorders.get(run.key)?.flush();
        const checkpoint = run.checkpoints.latest;
        const written = await kept.read(run.key).catch(() => null);
        if (checkpoint === null || (written && written.checkpoint.iteration >= checkpoint.iteration)) {
          return written;
        }
        // Where the database does not work, the page itself has all but the counts of the map.
        const { iteration } = checkpoint;
        return {
          kept: keptRunOf(run, iteration, { visit, shown: true, when: date() }),
          checkpoint,
          beginning: run.checkpoints.beginning,
          rows: run.feed.log.summaries.filter((row) => row.iteration <= iteration),
        };
      },
      forget: async (runs) => {
        const forgetAll = async () => {
          if (await ownAll(runs)) for (const { key } of runs) await forgetOne(key);
          await refresh();
        };
        await quietly(forgetAll());
      },
      hurry: () => {
        for (const recorder of recorders.values()) recorder.hurry();
      },
    };
  });
}

/** Milliseconds that somebody waits for a checkpoint who wants the newest. */
const PATIENCE = 2000;

/** Resolves when a run under way has handed out a checkpoint of what it has told; of one that is slow, after a while. */
function freshCheckpoint({ checkpoints, feed }: TrainRun, ask: () => void): Promise<void> {
  const told = feed.latest?.iteration ?? 0;
  const isThere = () => (checkpoints.latest?.iteration ?? 0) >= told;
  if (isThere()) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      leave();
      clearTimeout(timer);
      resolve();
    };
    const leave = checkpoints.subscribe(() => {
      if (isThere()) done();
    });
    const timer = setTimeout(done, PATIENCE);
    ask();
  });
}
