import { useCallback, useMemo, useState } from 'react';
import * as m from '#words/train';
import { ChartCursor } from '../../components/chartCursor.ts';
import { formatFixed } from '../../components/format.ts';
import { LineChart } from '../../components/LineChart.tsx';
import type { Line } from '../../components/lineModel.ts';
import { Panel } from '../../components/Panel.tsx';
import type { Palette } from '../../components/palette.ts';
import { SavePictureButton } from '../../components/SavePictureButton.tsx';
import { usePalette } from '../../components/usePalette.ts';
import { environmentById } from '../../environments/environmentById.ts';
import { onChart } from '../../store/runList.ts';
import { useTrainStore } from '../../store/train.ts';
import { isLive, type TrainRun } from '../../store/trainRun.ts';
import { overlayRun } from '../../store/trainSelection.ts';
import { fileName } from './dataFile.ts';
import styles from './ReturnPanel.module.css';
import { saveReturnPicture } from './returnPicture.ts';
import { runLines } from './runLines.ts';
import type { RunPanelProps } from './trainPanel.ts';
import { troubleMarks } from './troubleMarks.ts';

/** Return and entropy of every run of the task that is not hidden, over the same environment steps. */
export function ReturnPanel({ title, term, run }: RunPanelProps) {
  const runs = useTrainStore((state) => state.runs);
  const overlay = useTrainStore(overlayRun);
  const palette = usePalette();
  const [cursor] = useState(() => new ChartCursor());

  const shown = useMemo(() => onChart(runs, run), [runs, run]);
  const returns = useMemo(
    () => runLines(shown, overlay, palette, (feed) => feed.returns),
    [shown, overlay, palette],
  );
  const entropies = useMemo(() => {
    const lines = runLines(shown, overlay, palette, (feed) => feed.entropy).map((line) => ({
      ...line,
      labelled: false,
    }));
    return run.configuration.entropySchedule === 'none' ? lines : [...lines, floorLine(run, palette)];
  }, [run, shown, overlay, palette]);
  const past = useCallback(() => run.feed.visited?.steps ?? null, [run.feed]);
  const marks = useMemo(() => troubleMarks(run, overlay), [run, overlay]);
  const sources = useMemo(() => shown.map(({ feed }) => feed), [shown]);

  const environment = environmentById(run.configuration.environment);
  const { solvedReturn } = environment;
  const seeds = run.configuration.seeds.length;
  const note = seeds > 1 ? m.meanOfSeeds({ count: seeds }) : m.meanOfEpisodes();
  const budget = Math.max(...shown.map(({ configuration }) => configuration.steps));
  const returnAxes = {
    yLabel: null,
    xLabel: null,
    lines: returns,
    marks,
    budget,
    reference:
      solvedReturn === null
        ? null
        : { value: solvedReturn, label: m.solved({ value: formatFixed(solvedReturn, 0) }) },
  };
  const entropyAxes = {
    yLabel: m.entropyAxis(),
    xLabel: m.steps(),
    lines: entropies,
    budget,
    reference: null,
  };
  const savePicture = () =>
    saveReturnPicture(
      fileName(shown),
      {
        title: m.returnOf({ task: environment.name }),
        note,
        runs: shown,
        returns: { ...returnAxes, cursor: null },
        entropy: { ...entropyAxes, cursor: null },
      },
      palette,
    );
  return (
    <Panel
      className={styles.panel}
      title={title}
      term={term}
      actions={
        <>
          <p className="quiet">{note}</p>
          <SavePictureButton label={m.savePicture()} onClick={savePicture} />
        </>
      }
    >
      <div className={styles.returns}>
        <LineChart
          {...returnAxes}
          name={m.returnName()}
          empty={isLive(run) ? m.noEpisodeYet() : m.noEpisode()}
          sources={sources}
          cursor={cursor}
          past={past}
        />
      </div>
      <div className={styles.entropy}>
        <LineChart {...entropyAxes} name={m.entropyName()} sources={sources} cursor={cursor} past={past} />
      </div>
    </Panel>
  );
}

function floorLine(run: TrainRun, palette: Palette): Line {
  return {
    label: m.floor(),
    labelled: true,
    colour: palette.quietInk,
    ink: palette.quietInk,
    dash: [2, 3],
    series: run.feed.entropyFloor,
    quiet: true,
  };
}
