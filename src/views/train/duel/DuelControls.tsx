import { useCallback, useRef } from 'react';
import * as m from '#words/duel';
import { formatCount } from '../../../components/axisTicks.ts';
import { Button } from '../../../components/Button.tsx';
import { Choice } from '../../../components/Choice.tsx';
import { Icon } from '../../../components/Icon.tsx';
import { putText, useFrameWriter } from '../../../components/useFrameWriter.ts';
import { iterationsInBudget } from '../../../experiments/budget.ts';
import { WATCH_SECONDS } from '../../../store/pace.ts';
import { spaceBar } from '../useRunKey.ts';
import styles from './DuelControls.module.css';
import type { DuelPhase } from './duelPhase.ts';
import type { StagedDuel } from './useDuel.ts';
import type { Pace } from './useWatch.ts';

const paces = () =>
  [
    { value: 'watch', label: m.watchPace({ seconds: WATCH_SECONDS }) },
    { value: 'full', label: m.fullSpeed() },
  ] as const;

const PLAY = 'M4.5 2.5v11l9-5.5z';
const PAUSE = 'M4 3h3v10H4zM9 3h3v10H9z';
const WORDS: Readonly<Record<DuelPhase, () => string>> = {
  waiting: m.watch,
  running: m.pause,
  paused: m.resume,
  over: m.watchAgain,
};

interface DuelControlsProps {
  readonly duel: StagedDuel;
  readonly phase: DuelPhase;
  readonly pace: Pace;
  readonly onPace: (pace: Pace) => void;
  readonly onToggle: () => void;
  /** What was asked for is on its way. */
  readonly busy?: boolean;
  /** Called when a pointer or the focus is at the button, which is likely to be pressed. */
  readonly onNear?: () => void;
}

/** Start and pause, how fast, and how far both runs are. */
export function DuelControls({
  duel,
  phase,
  pace,
  onPace,
  onToggle,
  busy = false,
  onNear,
}: DuelControlsProps) {
  return (
    <div className={styles.controls}>
      <WatchButton phase={phase} busy={busy} onNear={onNear} onClick={onToggle} />
      <Choice label={m.pace()} hideLabel value={pace} onChange={onPace} options={paces()} />
      <Progress {...duel} />
    </div>
  );
}

/** The one thing to do next. */
export function WatchButton({
  phase,
  large = false,
  filling = false,
  busy = false,
  onNear,
  onClick,
}: {
  readonly phase: DuelPhase;
  readonly large?: boolean;
  /** It is about to be pressed by itself. */
  readonly filling?: boolean;
  readonly busy?: boolean;
  readonly onNear?: (() => void) | undefined;
  readonly onClick: () => void;
}) {
  return (
    <Button
      variant="primary"
      className={large ? styles.large : styles.watch}
      data-filling={filling || undefined}
      aria-busy={busy || undefined}
      onPointerEnter={onNear}
      onFocus={onNear}
      {...spaceBar(WORDS[phase]())}
      onClick={onClick}
    >
      <Icon filled size={16} path={phase === 'running' ? PAUSE : PLAY} />
      {WORDS[phase]()}
    </Button>
  );
}

/** As far as the one behind. */
function Progress({ run, staged }: StagedDuel) {
  const bar = useRef<HTMLDivElement>(null);
  const words = useRef<HTMLParagraphElement>(null);
  const [one, other] = [staged?.run.feed ?? null, staged?.rival.feed ?? null];
  const total = iterationsInBudget(run);
  const write = useCallback(() => {
    const done = Math.min(one?.latest?.iteration ?? 0, other?.latest?.iteration ?? 0);
    if (bar.current) bar.current.style.transform = `scaleX(${Math.min(1, done / total)})`;
    putText(words.current, m.iterationOf({ done: formatCount(done), total: formatCount(total) }));
  }, [one, other, total]);
  useFrameWriter(one, write);
  useFrameWriter(other, write);
  return (
    <section className={styles.progress} aria-label={m.progress()}>
      <div className={styles.track} aria-hidden="true">
        <div ref={bar} className={styles.bar} />
      </div>
      <p ref={words} className={styles.words} />
    </section>
  );
}
