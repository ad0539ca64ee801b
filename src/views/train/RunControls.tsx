import { useState } from 'react';
import * as m from '#words/train';
import { Button } from '../../components/Button.tsx';
import { Choice } from '../../components/Choice.tsx';
import { classNames } from '../../components/classNames.ts';
import { SymbolText } from '../../components/SymbolText.tsx';
import { configurationProblems } from '../../experiments/configuration.ts';
import { runDifference } from '../../experiments/names.ts';
import { runToGoOnWith } from '../../store/goingOn.ts';
import { WATCH_SECONDS, watchSpeed } from '../../store/pace.ts';
import { useTrainStore } from '../../store/train.ts';
import { isLive } from '../../store/trainRun.ts';
import { activeRun, currentRun } from '../../store/trainSelection.ts';
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
      <legend className="visually-hidden">{m.run()}</legend>
      <RunNotes />
      <div className={styles.main}>
        {stopped !== null ? (
          <Button
            variant="primary"
            onClick={() => goOn(stopped.id)}
            {...spaceBar(m.goOnWith({ name: stopped.name }))}
          >
            {m.goOn()}
          </Button>
        ) : !live ? (
          <StartButton onClick={start} />
        ) : phase === 'paused' ? (
          <Button variant="primary" onClick={resume} {...spaceBar(m.resume())}>
            {m.resume()}
          </Button>
        ) : (
          <Button variant="primary" onClick={pause} {...spaceBar(m.pause())}>
            {m.pause()}
          </Button>
        )}
        <Button onClick={step} title={m.oneIterationTitle()}>
          {m.oneIteration()}
        </Button>
        {compact ? (
          <Button
            className={styles.toggle}
            aria-label={m.more()}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            ⋯
          </Button>
        ) : null}
      </div>
      <div className={styles.more}>
        <Button onClick={stop} disabled={!live} title={m.stopTitle()}>
          {m.stop()}
        </Button>
        <Button onClick={start} disabled={!hasRun} title={m.restartTitle()}>
          {m.restart()}
        </Button>
        <Button onClick={startWithNewSeeds} title={m.newSeedTitle()}>
          {m.newSeed()}
        </Button>
      </div>
      <div className={styles.speed}>
        <SpeedChoice />
      </div>
    </fieldset>
  );
}

/** Iterations a second; `watch` depends on how many there are. */
const LIMITS = { full: null, '5': 5, '1': 1 } as const;
const speeds = () =>
  [
    { value: 'full', label: m.fullSpeed() },
    { value: 'watch', label: m.watchAll({ seconds: WATCH_SECONDS }) },
    { value: '5', label: m.perSecond({ count: 5 }) },
    { value: '1', label: m.perSecond({ count: 1 }) },
  ] as const;
type Speed = 'full' | 'watch' | '5' | '1';

/** The speed that a limit stands for: any other than the round ones was made to watch a run. */
function speedOf(limit: number | null): Speed {
  const round = (['full', '5', '1'] as const).find((one) => LIMITS[one] === limit);
  return round ?? 'watch';
}

/** A brake, for watching what each iteration does. */
function SpeedChoice() {
  const limit = useTrainStore((state) => state.iterationsPerSecond);
  const configuration = useTrainStore((state) => activeRun(state)?.configuration ?? state.configuration);
  const limitSpeed = useTrainStore((state) => state.limitSpeed);
  return (
    <Choice
      label={m.speed()}
      appearance="select"
      value={speedOf(limit)}
      onChange={(value) => limitSpeed(value === 'watch' ? watchSpeed(configuration) : LIMITS[value])}
      options={speeds()}
    />
  );
}

function StartButton({ onClick }: { readonly onClick: () => void }) {
  const problem = useTrainStore((state) => configurationProblems(state.configuration)[0] ?? null);
  return (
    <Button variant="primary" onClick={onClick} disabled={problem !== null} {...spaceBar(m.start())}>
      {m.start()}
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
  if (companion) return <p className="quiet">{m.twoAgents()}</p>;
  if (run === null || changes === '') return null;
  return (
    <p className="quiet" role="status">
      <SymbolText
        text={
          live ? m.nextRunRestart({ changes, name: run.name }) : m.nextRunStart({ changes, name: run.name })
        }
      />
    </p>
  );
}

function sentence(text: string): string {
  return m.sentence({ text: `${text.charAt(0).toUpperCase()}${text.slice(1)}` });
}
