import { Button } from '../../components/Button.tsx';
import { formatFixed } from '../../components/format.ts';
import { Panel } from '../../components/Panel.tsx';
import { runLook } from '../../components/runMethod.ts';
import { SymbolText } from '../../components/SymbolText.tsx';
import { closestPreset } from '../../experiments/presets.ts';
import { currentRun, overlayRun, useTrainStore } from '../../store/train.ts';
import { isLive, runStatus, type TrainRun } from '../../store/trainRun.ts';
import { saveData } from './dataFile.ts';
import { EmptyPanel } from './EmptyPanel.tsx';
import { RunDetails } from './RunDetails.tsx';
import styles from './RunsPanel.module.css';

/** The runs of this visit: what each changed, where it ended, and which one lies behind the current. */
export function RunsPanel() {
  const runs = useTrainStore((state) => state.runs);
  const companion = useTrainStore((state) => state.companion);
  const dropOverlay = useTrainStore((state) => state.dropOverlay);
  if (runs.length === 0 && companion === null) {
    return (
      <EmptyPanel title="Runs">
        Every run of this visit is listed here by name, with what it changed. Keep one on the chart and start
        another to compare them.
      </EmptyPanel>
    );
  }
  return (
    <Panel title="Runs" actions={<DataButton />}>
      {companion === null ? null : (
        <div className={styles.waiting}>
          <p>
            Waiting to run beside it: {runLook(companion).name}, seeds {companion.seeds.join(', ')}.
          </p>
          <Button variant="plain" onClick={dropOverlay}>
            Remove
          </Button>
        </div>
      )}
      <ul className={styles.runs}>
        {runs.map((run) => (
          <RunRow key={run.id} run={run} />
        ))}
      </ul>
    </Panel>
  );
}

/** Saves what the chart shows as numbers. */
function DataButton() {
  const run = useTrainStore(currentRun);
  const overlay = useTrainStore(overlayRun);
  const shown = [run, overlay].filter((one) => one !== null);
  return (
    <Button
      variant="plain"
      className={styles.data}
      disabled={shown.length === 0}
      title="Metrics of every iteration and seed of the runs on the chart"
      onClick={() => saveData(shown)}
    >
      Download data (CSV)
    </Button>
  );
}

function RunRow({ run }: { readonly run: TrainRun }) {
  const current = useTrainStore((state) => state.currentId === run.id);
  const overlaid = useTrainStore((state) => state.overlayId === run.id);
  const { keep, dropOverlay, remove, setRecipe } = useTrainStore.getState();
  const { name, colour, ink } = runLook(run.configuration);
  return (
    <li className={styles.run}>
      <svg className={styles.swatch} width="22" height="10" viewBox="0 0 22 10" aria-hidden="true">
        <line
          x1="1"
          x2="21"
          y1="5"
          y2="5"
          stroke={`var(${colour})`}
          strokeWidth="2.5"
          strokeDasharray={overlaid && !current ? '3 3' : undefined}
        />
      </svg>
      <div className={styles.words}>
        <p className={styles.title}>
          <span className={styles.name} style={{ color: `var(${ink})` }}>
            {run.name}
          </span>
          <span className={styles.status}>
            {name} · {runStatus(run)}
            {finalReturn(run)}
          </span>
        </p>
        {run.difference === '' ? null : (
          <p className={styles.difference}>
            <SymbolText text={run.difference} />
          </p>
        )}
      </div>
      <div className={styles.actions}>
        {overlaid ? (
          <Button variant="plain" onClick={dropOverlay}>
            {current ? 'Let go' : 'Take off chart'}
            <span className="visually-hidden"> {run.name}</span>
          </Button>
        ) : (
          <Button
            variant="plain"
            onClick={() => keep(run.id)}
            title={
              current ? 'It stays on the chart when the next run starts' : 'Draw it behind the current run'
            }
          >
            {current ? 'Keep this run' : 'Put on chart'}
            <span className="visually-hidden"> {run.name}</span>
          </Button>
        )}
        {current ? null : (
          <>
            <Button
              variant="plain"
              onClick={() =>
                setRecipe({ configuration: run.configuration, preset: closestPreset(run.configuration) })
              }
              title="Put its settings into the form"
            >
              Use settings<span className="visually-hidden"> of {run.name}</span>
            </Button>
            {isLive(run) ? null : (
              <Button variant="plain" onClick={() => remove(run.id)} aria-label={`Forget ${run.name}`}>
                ✕
              </Button>
            )}
          </>
        )}
      </div>
      <RunDetails run={run} />
    </li>
  );
}

function finalReturn({ finished }: TrainRun): string {
  const known = (finished?.finalReturn ?? []).filter((value) => value !== null);
  if (known.length === 0) return '';
  return ` · return ${formatFixed(known.reduce((sum, value) => sum + value, 0) / known.length, 1)}`;
}
