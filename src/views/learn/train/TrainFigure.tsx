import { type CSSProperties, lazy, Suspense, useMemo, useState } from 'react';
import * as m from '#words/tour';
import { Choice } from '../../../components/Choice.tsx';
import { ChartCursor } from '../../../components/chartCursor.ts';
import { runLook } from '../../../components/runMethod.ts';
import { environmentById } from '../../../environments/environmentById.ts';
import { methodOf } from '../../../experiments/duel.ts';
import { fetchTrainAhead } from '../../../store/fetchTrain.ts';
import { isLive, type TrainRun } from '../../../store/trainRun.ts';
import { activeRun } from '../../../store/trainSelection.ts';
import { useVisitRuns } from '../../../store/visitRuns.ts';
import { AgentAtPlay } from '../../train/duel/AgentAtPlay.tsx';
import { DuelControls } from '../../train/duel/DuelControls.tsx';
import { type ChartPart, type ChartSide, type ChartWords, TourChart } from './TourChart.tsx';
import styles from './TrainFigure.module.css';
import type { FigurePart, Stage, TrainReading } from './trainScript.ts';
import type { useStage } from './useStage.ts';

/** Only where a step speaks of it. */
const MapPanel = lazy(async () => ({ default: (await import('../../train/MapPanel.tsx')).MapPanel }));
const RunCursor = lazy(async () => ({ default: (await import('../../train/CursorBar.tsx')).RunCursor }));

export interface TrainFigureProps {
  readonly stage: Stage;
  readonly reading: TrainReading;
  readonly parts: readonly FigurePart[];
  readonly labels: Readonly<Record<string, string>>;
  readonly hand: ReturnType<typeof useStage>;
  /** Whose map is shown, and chosen. */
  readonly mapOf: string;
  readonly onMap: (side: string) => void;
  /** Runs that are drawn with the stage's, such as one that goes on from one of them. */
  readonly more: readonly ChartSide[];
}

/** Train beside the text: its agents, its charts, its map, as far as a step speaks of them. */
export function TrainFigure({ stage, reading, parts, labels, hand, mapOf, onMap, more }: TrainFigureProps) {
  const { sides } = stage;
  const [cursor] = useState(() => new ChartCursor());
  const chartSides = useMemo(() => {
    const drawn = sides.flatMap(({ id }, index): ChartSide[] => {
      const run = reading[id] ?? null;
      if (run === null) return [];
      const same = sides
        .slice(0, index)
        .filter((other) => methodOf(other.configuration) === methodOf(run.configuration));
      return [{ run, label: labels[id] ?? id, variant: same.length }];
    });
    return [...drawn, ...more];
  }, [sides, reading, labels, more]);
  const charts = parts.filter((part): part is ChartPart => part !== 'agents' && part !== 'map');
  const [first, second] = [sides[0]!, sides[1] ?? sides[0]!];
  const runs = [reading[first.id] ?? null, reading[second.id] ?? null] as const;
  const staged = runs[0] === null || runs[1] === null ? null : { run: runs[0], rival: runs[1] };
  const mapRun = reading[mapOf] ?? null;
  const budget = Math.max(...sides.map(({ configuration }) => configuration.steps));
  return (
    <section className={styles.figure} aria-label={m.figure()}>
      <div className={styles.pictures}>
        {parts.includes('agents') ? (
          <div className={styles.agents}>
            {sides.map(({ id, configuration }) => (
              <Agent
                key={id}
                name={labels[id] ?? id}
                configuration={configuration}
                run={reading[id] ?? null}
              />
            ))}
            {more.map(({ run, label }) => (
              <Agent key={run.id} name={label} configuration={run.configuration} run={run} />
            ))}
          </div>
        ) : null}
        {charts.map((part, index) => (
          <TourChart
            key={part}
            part={part}
            sides={chartSides}
            budget={budget}
            cursor={cursor}
            words={chartWords(part, sides[0]!.configuration.environment)}
            projectionLabel={m.itsProjection()}
            last={index === charts.length - 1}
          />
        ))}
        {parts.includes('map') ? (
          <div className={styles.map}>
            <Choice
              label={m.whoseMap()}
              hideLabel
              value={mapOf}
              onChange={onMap}
              options={sides.map(({ id }) => ({ value: id, label: labels[id] ?? id }))}
            />
            {mapRun === null ? (
              <p className="quiet">{m.mapPromise()}</p>
            ) : (
              <Suspense fallback={null}>
                <MapPanel key={mapRun.id} title={m.mapTitle()} run={mapRun} member={0} />
              </Suspense>
            )}
          </div>
        ) : null}
      </div>
      <div className={styles.dock}>
        {parts.includes('map') && mapRun !== null ? (
          <Suspense fallback={null}>
            <RunCursor key={mapRun.id} run={mapRun} forks={false} />
          </Suspense>
        ) : null}
        <DuelControls
          duel={{ run: first.configuration, rival: second.configuration, staged }}
          phase={hand.phase}
          pace={hand.pace}
          onPace={hand.choosePace}
          onToggle={hand.toggle}
          busy={hand.busy}
          onNear={fetchTrainAhead}
        />
        <Warning own={chartSides} />
      </div>
    </section>
  );
}

function Agent({
  name,
  configuration,
  run,
}: Pick<TrainRun, 'configuration'> & { readonly name: string; readonly run: TrainRun | null }) {
  return (
    <div
      className={styles.agent}
      style={{ '--method': `var(${runLook(configuration).colour})` } as CSSProperties}
    >
      <p className={styles.agentName}>{name}</p>
      <AgentAtPlay
        key={run?.id ?? configuration.environment}
        configuration={configuration}
        run={run}
        member={0}
      />
    </div>
  );
}

/** Starting ends a run that is under way in Train; that is said before. */
function Warning({ own }: { readonly own: readonly ChartSide[] }) {
  const other = useVisitRuns((state): TrainRun | null => {
    const run = activeRun(state);
    return isLive(run) && !own.some((side) => side.run.id === run!.id) ? run : null;
  });
  return other === null ? null : <p className={styles.warning}>{m.endsYours({ name: other.name })}</p>;
}

function chartWords(part: ChartPart, environment: Parameters<typeof environmentById>[0]): ChartWords {
  const common = { steps: m.chartSteps(), empty: m.chartEmpty() };
  switch (part) {
    case 'return': {
      const { solvedReturn } = environmentById(environment);
      const solved = String(solvedReturn).replace('-', '−');
      return { title: m.chartReturn(), ...common, reference: m.solved({ value: solved }) };
    }
    case 'entropy':
      return { title: m.chartEntropy(), ...common, reference: m.floorLine() };
    case 'beyond':
      return { title: m.chartBeyond(), ...common, reference: '' };
    case 'furthest':
      return { title: m.chartFurthest(), ...common, reference: m.boundLine() };
  }
}
