import * as Slider from 'radix-ui/slider';
import { type CSSProperties, lazy, Suspense, useCallback, useMemo, useSyncExternalStore } from 'react';
import * as m from '#words/train';
import { formatCount } from '../../components/axisTicks.ts';
import { Button } from '../../components/Button.tsx';
import { classNames } from '../../components/classNames.ts';
import { Icon } from '../../components/Icon.tsx';
import sliderStyles from '../../components/Slider.module.css';
import { useSlowMotion } from '../../store/slowMotion.ts';
import { useTrainStore } from '../../store/train.ts';
import { firstIteration, useTrainCursor } from '../../store/trainCursor.ts';
import type { TrainRun } from '../../store/trainRun.ts';
import { currentRun } from '../../store/trainSelection.ts';
import styles from './CursorBar.module.css';
import { type CursorMark, runCursorMarks } from './cursorMarks.ts';
import { usePastPlayback } from './usePastPlayback.ts';

/** A menu is much to load where no run can be begun, as beside the tour. */
const ForkMenu = lazy(async () => ({ default: (await import('./ForkMenu.tsx')).ForkMenu }));

export interface CursorBarProps {
  /** Whether runs can be begun from a past iteration here. */
  readonly forks?: boolean;
  /** Iterations over the slider; left out: those of the run on show. */
  readonly marksOf?: (run: TrainRun) => readonly CursorMark[];
}

/** Where in the past of the runs on show all panels are, and what can be begun from there. */
export function CursorBar({ forks = false, marksOf }: CursorBarProps) {
  const run = useTrainStore(currentRun);
  return run === null ? null : <RunCursor key={run.id} {...{ run, forks, marksOf }} />;
}

/** The same for one run. */
export function RunCursor({
  run,
  forks = false,
  marksOf = runCursorMarks,
}: CursorBarProps & { readonly run: TrainRun }) {
  const { id, feed } = run;
  const visited = useTrainCursor(({ visits }) => visits[id] ?? null);
  const { visit, leave } = useTrainStore.getState();
  const { playing, play } = usePastPlayback(run);
  const last = useSyncExternalStore(
    useCallback((listener) => feed.subscribe(listener), [feed]),
    () => feed.latest?.iteration ?? 0,
  );
  const first = Math.max(1, firstIteration(run));
  const ready = last > first;
  const marks = useMemo(
    () => marksOf(run).filter(({ iteration }) => iteration >= first && iteration <= last),
    [marksOf, run, first, last],
  );
  const at = visited?.iteration ?? last;
  const go = (iteration: number) => {
    play(false);
    if (iteration >= last) leave();
    else visit(id, iteration);
  };
  return (
    <section className={styles.cursor} aria-label={m.timeCursor()} data-past={visited !== null || undefined}>
      {visited === null ? null : (
        <div className={styles.actions}>
          <p className={styles.note}>
            {isExact(run) ? m.allPast() : m.allPastRoughly()}{' '}
            {marks
              .filter(({ iteration }) => iteration === at)
              .map(({ words }) => m.markHere({ mark: words }))
              .join(' ')}
          </p>
          <Button onClick={() => go(last)}>
            <span className={styles.long}>{m.backToNewest()}</span>
            <span className={styles.short}>{m.newestShort()}</span>
          </Button>
          {forks ? <SlowMotionButton run={run} disabled={visited.recomputing} /> : null}
          {forks ? <Forks run={run} iteration={at} /> : null}
        </div>
      )}
      <div className={styles.line}>
        <Button
          variant="plain"
          disabled={!ready}
          aria-label={playing ? m.stopPast() : m.playPast()}
          title={playing ? m.stop() : m.playPastSpeed()}
          onClick={() => play(!playing)}
        >
          <Icon filled path={playing ? 'M4 3h3v10H4zM9 3h3v10H9z' : 'M4.5 2.5v11l9-5.5z'} />
        </Button>
        <div className={styles.scrubber}>
          {ready ? <Marks {...{ marks, first, last }} onGo={go} /> : null}
          <Slider.Root
            className={classNames(sliderStyles.slider, styles.slider)}
            min={first}
            max={Math.max(last, first + 1)}
            step={1}
            disabled={!ready}
            value={[ready ? at : first + 1]}
            onValueChange={([iteration]) => go(iteration ?? last)}
          >
            <Slider.Track className={sliderStyles.track}>
              <Slider.Range className={sliderStyles.range} />
            </Slider.Track>
            <Slider.Thumb
              className={classNames(sliderStyles.thumb, styles.thumb)}
              aria-label={m.iterationOnShow()}
              aria-valuetext={visited === null ? m.newestIterationIs({ last }) : m.iterationOf({ at, last })}
            />
          </Slider.Root>
        </div>
        <p className={styles.words} role="status">
          {visited === null ? (
            <>
              <span className={styles.long}>{m.newestIteration()}</span>
              <span className={styles.short}>{m.newest()}</span>
            </>
          ) : visited.recomputing ? (
            <>
              <span className={styles.long}>{m.recomputing({ at: formatCount(at) })}</span>
              <span className={styles.short}>{formatCount(at)}…</span>
            </>
          ) : (
            <strong>
              <span className={styles.long}>
                {m.iterationOf({ at: formatCount(at), last: formatCount(last) })}
              </span>
              <span className={styles.short}>{m.atOf({ at: formatCount(at), last: formatCount(last) })}</span>
            </strong>
          )}
        </p>
      </div>
    </section>
  );
}

function SlowMotionButton({ run, disabled }: { readonly run: TrainRun; readonly disabled: boolean }) {
  const member = useTrainStore((state) => state.shownMember);
  return (
    <Button
      className={styles.roomy}
      disabled={disabled}
      title={m.slowMotionTitle()}
      onClick={() => useSlowMotion.getState().open(run, member)}
    >
      {m.slowMotion()}
    </Button>
  );
}

function Forks({ run, iteration }: { readonly run: TrainRun; readonly iteration: number }) {
  return (
    <>
      <Button
        title={m.resumeFromHereTitle()}
        onClick={() => useTrainStore.getState().fork(run.id, iteration)}
      >
        {m.resumeFromHere()}
      </Button>
      <Suspense fallback={null}>
        <ForkMenu run={run} iteration={iteration} />
      </Suspense>
    </>
  );
}

/** Whether what is recomputed is what the run computed, to the last bit. */
function isExact({ engine, fallbacks }: TrainRun): boolean {
  return engine?.id === 'simd' && fallbacks.length === 0;
}

interface MarksProps {
  readonly marks: readonly CursorMark[];
  readonly first: number;
  readonly last: number;
  readonly onGo: (iteration: number) => void;
}

/** Iterations to which one will want to go, over the slider. */
function Marks({ marks, first, last, onGo }: MarksProps) {
  return marks.map(({ id, iteration, words, colour }) => (
    <button
      key={id}
      type="button"
      className={styles.mark}
      style={{ '--share': (iteration - first) / (last - first), '--mark': `var(${colour})` } as CSSProperties}
      aria-label={m.markGoTo({ mark: words, iteration })}
      title={m.markAt({ mark: words, iteration })}
      onClick={() => onGo(iteration)}
    />
  ));
}
