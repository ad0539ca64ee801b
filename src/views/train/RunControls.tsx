import { useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { Choice } from '../../components/Choice.tsx';
import { classNames } from '../../components/classNames.ts';
import { SymbolText } from '../../components/SymbolText.tsx';
import { configurationProblems } from '../../experiments/configuration.ts';
import { runDifference } from '../../experiments/names.ts';
import { WATCH_SECONDS, watchSpeed } from '../../store/pace.ts';
import { activeRun, currentRun, runToGoOnWith, useTrainStore } from '../../store/train.ts';
import { isLive } from '../../store/trainRun.ts';
import styles from './RunControls.module.css';
import { spaceBar } from './useRunKey.ts';

/**
 * Start, pause, one iteration; stop, restart, new seed; how fast; and whether what is set is what runs. `compact`: one
 * row, the rarer ones behind a button where it is narrow.
 */
export function RunControls({ compact = false }: { readonly compact?: boolean }) {
  const phase = useTrainStore((state) => activeRun(state)?.phase ?? 'idle');
  const live = useTrainStore((state) => isLive(activeRun(state)));
  const [open, setOpen] = useState(false);
  const stopped = useTrainStore((state) => runToGoOnWith(state));
  const { start, pause, resume, step, stop, goOn, startWithNewSeeds } = useTrainStore.getState();
  const hasRun = phase !== 'idle';
  return (
    <fieldset
      className={classNames(styles.controls, compact && styles.compact)}
      data-open={open || undefined}
    >
      <legend className="visually-hidden">Run</legend>
      <RunNotes />
      <div className={styles.main}>
        {stopped !== null ? (
          <Button
            variant="primary"
            onClick={() => goOn(stopped.id)}
            {...spaceBar(`Go on with ${stopped.name}`)}
          >
            Go on
          </Button>
        ) : !live ? (
          <StartButton onClick={start} />
        ) : phase === 'paused' ? (
          <Button variant="primary" onClick={resume} {...spaceBar('Resume')}>
            Resume
          </Button>
        ) : (
          <Button variant="primary" onClick={pause} {...spaceBar('Pause')}>
            Pause
          </Button>
        )}
        <Button onClick={step} title="Run one iteration, then pause">
          One iteration
        </Button>
        {compact ? (
          <Button
            className={styles.toggle}
            aria-label="More"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            ⋯
          </Button>
        ) : null}
      </div>
      <div className={styles.more}>
        <Button onClick={stop} disabled={!live} title="End this run and keep its curves">
          Stop
        </Button>
        <Button
          onClick={start}
          disabled={!hasRun}
          title="Begin again with the settings as they are now and the same seeds"
        >
          Restart
        </Button>
        <Button onClick={startWithNewSeeds} title="Begin again with the next seeds">
          New seed
        </Button>
      </div>
      <div className={styles.speed}>
        <SpeedChoice />
      </div>
    </fieldset>
  );
}

/** Iterations a second; `watch` depends on how many there are. */
const LIMITS = { full: null, 5: 5, 1: 1 } as const;
const SPEEDS = [
  { value: 'full', label: 'Full speed' },
  { value: 'watch', label: `Watch, ${WATCH_SECONDS} s in all` },
  { value: '5', label: '5 iterations/s' },
  { value: '1', label: '1 iteration/s' },
] as const;
type Speed = (typeof SPEEDS)[number]['value'];

/** The speed that a limit stands for: any other than the round ones was made to watch a run. */
function speedOf(limit: number | null): Speed {
  return SPEEDS.find(({ value }) => value !== 'watch' && LIMITS[value] === limit)?.value ?? 'watch';
}

/** A brake, for watching what each iteration does. */
function SpeedChoice() {
  const limit = useTrainStore((state) => state.iterationsPerSecond);
  const configuration = useTrainStore((state) => activeRun(state)?.configuration ?? state.configuration);
  const limitSpeed = useTrainStore((state) => state.limitSpeed);
  return (
    <Choice
      label="Speed"
      appearance="select"
      value={speedOf(limit)}
      onChange={(value) => limitSpeed(value === 'watch' ? watchSpeed(configuration) : LIMITS[value])}
      options={SPEEDS}
    />
  );
}

function StartButton({ onClick }: { readonly onClick: () => void }) {
  const problem = useTrainStore((state) => configurationProblems(state.configuration)[0] ?? null);
  return (
    <Button variant="primary" onClick={onClick} disabled={problem !== null} {...spaceBar('Start')}>
      Start
    </Button>
  );
}

/** What stands between the form and the run. */
function RunNotes() {
  const problem = useTrainStore((state) => configurationProblems(state.configuration)[0] ?? null);
  const companion = useTrainStore((state) => state.companion !== null);
  const run = useTrainStore(currentRun);
  const live = useTrainStore((state) => isLive(activeRun(state)));
  const changes = useTrainStore((state) =>
    run === null ? '' : runDifference(run.configuration, state.configuration, 3),
  );
  if (problem !== null) return <p className="problem-ink">{sentence(problem)}</p>;
  if (companion) return <p className="quiet">Start runs two agents: this one and the one beside it.</p>;
  if (run === null || changes === '') return null;
  return (
    <p className="quiet" role="status">
      Next run: <SymbolText text={changes} />. {live ? 'Restart' : 'Start'} begins it; on show is {run.name}.
    </p>
  );
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
