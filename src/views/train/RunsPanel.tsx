import * as m from '#words/train';
import { Button } from '../../components/Button.tsx';
import { classNames } from '../../components/classNames.ts';
import { Panel } from '../../components/Panel.tsx';
import { methodName } from '../../components/runMethod.ts';
import { listed, MOST_RUNS, onChart } from '../../store/runList.ts';
import { useTrainStore } from '../../store/train.ts';
import { currentRun } from '../../store/trainSelection.ts';
import { saveData } from './dataFile.ts';
import { EarlierRuns } from './EarlierRuns.tsx';
import { EmptyPanel } from './EmptyPanel.tsx';
import { OpenRunButton } from './OpenRunButton.tsx';
import { RunRow } from './RunRow.tsx';
import styles from './RunsPanel.module.css';

/** The runs of this visit, those that are kept first. */
export function RunsPanel() {
  const runs = useTrainStore((state) => state.runs);
  const companion = useTrainStore((state) => state.companion);
  const dropOverlay = useTrainStore((state) => state.dropOverlay);
  if (runs.length === 0 && companion === null) {
    return (
      <EmptyPanel title={m.runs()} actions={<OpenRunButton className={styles.data} />} foot={<EarlierRuns />}>
        {m.runsEmpty()}
      </EmptyPanel>
    );
  }
  return (
    <Panel
      title={m.runs()}
      actions={
        <>
          <OpenRunButton className={styles.data} />
          <DataButton />
        </>
      }
    >
      {companion === null ? null : (
        <div className={styles.waiting}>
          <p>{m.waitingBeside({ method: methodName(companion), seeds: companion.seeds.join(', ') })}</p>
          <Button variant="plain" onClick={dropOverlay}>
            {m.remove()}
          </Button>
        </div>
      )}
      <ul className={styles.runs}>
        {listed(runs).map((run) => (
          <RunRow key={run.id} run={run} />
        ))}
      </ul>
      <EarlierRuns />
      {runs.length < MOST_RUNS ? null : (
        <p className={classNames('quiet', styles.foot)}>{m.listFull({ most: MOST_RUNS })}</p>
      )}
    </Panel>
  );
}

/** Saves what the chart shows as numbers. */
function DataButton() {
  const runs = useTrainStore((state) => state.runs);
  const run = useTrainStore(currentRun);
  const shown = run === null ? [] : onChart(runs, run);
  return (
    <Button
      className={styles.data}
      disabled={shown.length === 0}
      title={m.dataTitle()}
      onClick={() => saveData(shown)}
    >
      {m.downloadData()}
    </Button>
  );
}
