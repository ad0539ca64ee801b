import { useMemo, useState } from 'react';
import { ChartCursor } from '../../components/chartCursor.ts';
import { LineChart } from '../../components/LineChart.tsx';
import type { Line } from '../../components/linePicture.ts';
import { Panel } from '../../components/Panel.tsx';
import type { Palette } from '../../components/palette.ts';
import { usePalette } from '../../components/usePalette.ts';
import { ENVIRONMENTS } from '../../environments/registry.ts';
import type { BoundedSeries } from '../../store/boundedSeries.ts';
import { currentRun, overlayRun, useTrainStore } from '../../store/train.ts';
import type { TrainFeed } from '../../store/trainFeed.ts';
import type { TrainRun } from '../../store/trainRun.ts';
import { EmptyPanel } from './EmptyPanel.tsx';
import styles from './ReturnPanel.module.css';
import { dashOf, inkOf, toneOf } from './runTone.ts';

/** Return and entropy of the run on show and of the one behind it, over the same environment steps. */
export function ReturnPanel() {
  const run = useTrainStore(currentRun);
  const overlay = useTrainStore(overlayRun);
  const palette = usePalette();
  const [cursor] = useState(() => new ChartCursor());

  const returns = useMemo(
    () => runLines(run, overlay, palette, (feed) => feed.returns),
    [run, overlay, palette],
  );
  const entropies = useMemo(() => {
    const lines = runLines(run, overlay, palette, (feed) => feed.entropy).map((line) => ({
      ...line,
      labelled: false,
    }));
    return run === null || run.configuration.entropySchedule === 'none'
      ? lines
      : [...lines, floorLine(run, palette)];
  }, [run, overlay, palette]);
  const sources = useMemo(
    () => [run, overlay].flatMap((one) => (one === null ? [] : [one.feed])),
    [run, overlay],
  );

  if (run === null) {
    return (
      <EmptyPanel title="Return" tall>
        Press Start: the return of the episodes that end is drawn here against environment steps, and the
        entropy of the policy beneath it.
      </EmptyPanel>
    );
  }
  const { solvedReturn } = ENVIRONMENTS[run.configuration.environment];
  const seeds = run.configuration.seeds.length;
  return (
    <Panel
      className={styles.panel}
      title="Return"
      actions={
        <p className={styles.note}>
          {seeds > 1 ? `mean of ${seeds} seeds, range shaded` : 'mean of the episodes that ended'}
        </p>
      }
    >
      <div className={styles.returns}>
        <LineChart
          name="Return against environment steps"
          yLabel={null}
          xLabel={null}
          lines={returns}
          sources={sources}
          budget={budgetOf(run, overlay)}
          reference={
            solvedReturn === null
              ? null
              : { value: solvedReturn, label: `solved: ${String(solvedReturn).replace('-', '−')}` }
          }
          cursor={cursor}
        />
      </div>
      <div className={styles.entropy}>
        <LineChart
          name="Entropy against environment steps"
          yLabel="entropy (nats)"
          xLabel="steps"
          lines={entropies}
          sources={sources}
          budget={budgetOf(run, overlay)}
          reference={null}
          cursor={cursor}
        />
      </div>
    </Panel>
  );
}

function budgetOf(run: TrainRun, overlay: TrainRun | null): number {
  return Math.max(run.configuration.steps, overlay?.configuration.steps ?? 0);
}

/** The overlay first, so that the run on show lies over it. */
function runLines(
  run: TrainRun | null,
  overlay: TrainRun | null,
  palette: Palette,
  seriesOf: (feed: TrainFeed) => BoundedSeries,
): Line[] {
  const lineOf = (one: TrainRun, other: TrainRun | null): Line => ({
    label: one.name,
    labelled: true,
    colour: palette[toneOf(one.configuration)],
    ink: inkOf(palette, one.configuration),
    dash: dashOf(one.configuration, other?.configuration ?? null),
    series: seriesOf(one.feed),
  });
  return [
    ...(overlay === null ? [] : [lineOf(overlay, run)]),
    ...(run === null ? [] : [{ ...lineOf(run, null), dash: [] }]),
  ];
}

function floorLine(run: TrainRun, palette: Palette): Line {
  return {
    label: 'floor',
    labelled: true,
    colour: palette.quietInk,
    ink: palette.quietInk,
    dash: [2, 3],
    series: run.feed.entropyFloor,
    quiet: true,
  };
}
