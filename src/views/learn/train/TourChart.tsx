import { lazy, Suspense, useCallback, useMemo } from 'react';
import { algorithmOf } from '../../../algorithms/algorithmOf.ts';
import type { ChartCursor } from '../../../components/chartCursor.ts';
import type { Line } from '../../../components/lineModel.ts';
import { runLine } from '../../../components/runLine.ts';
import { usePalette } from '../../../components/usePalette.ts';
import { environmentById } from '../../../environments/environmentById.ts';
import type { TrainRun } from '../../../store/trainRun.ts';
import { useNarrow } from '../../train/useWide.ts';
import styles from './TrainFigure.module.css';
import type { FigurePart } from './trainScript.ts';

/** Comes with the first run: before, there is nothing to draw. */
const LineChart = lazy(async () => ({
  default: (await import('../../../components/LineChart.tsx')).LineChart,
}));

export type ChartPart = Exclude<FigurePart, 'agents' | 'map'>;

/** A run on a chart, and what it is called there. */
export interface ChartSide {
  readonly run: TrainRun;
  readonly label: string;
  /** Told apart from another run of its method. */
  readonly variant: number;
}

export interface ChartWords {
  readonly title: string;
  /** Of the horizontal axis. */
  readonly steps: string;
  /** While there is nothing to draw. */
  readonly empty: string;
  readonly reference: string;
}

/** Of a layer's projection, beside its network: fine dots. */
const PROJECTED_DASH = [1, 4];
const SOLID: readonly number[] = [];

/** One quantity of all runs of a stage against environment steps. */
export function TourChart({
  part,
  sides,
  budget,
  cursor,
  words,
  projectionLabel,
  last,
}: {
  readonly part: ChartPart;
  /** Memoised. */
  readonly sides: readonly ChartSide[];
  readonly budget: number;
  readonly cursor: ChartCursor;
  readonly words: ChartWords;
  readonly projectionLabel: string;
  /** The lowest one names the axis. */
  readonly last: boolean;
}) {
  const palette = usePalette();
  const narrow = useNarrow();
  const lines = useMemo(
    () =>
      sides.flatMap(({ run, label, variant }): Line[] => {
        const { feed, configuration } = run;
        const look = { ...runLine({ configuration, variant }, palette), label, labelled: !narrow };
        const layer = algorithmOf(configuration).layer !== null;
        const both = (proposed: Line['series'], projected: Line['series']): Line[] => [
          { ...look, series: proposed },
          ...(layer ? [{ ...look, label: projectionLabel, dash: PROJECTED_DASH, series: projected }] : []),
        ];
        switch (part) {
          case 'return':
            return [{ ...look, series: feed.returns }];
          case 'entropy':
            return [
              { ...look, series: feed.entropy },
              ...(configuration.entropySchedule === 'none'
                ? []
                : [
                    {
                      ...look,
                      label: words.reference,
                      colour: palette.quietInk,
                      ink: palette.quietInk,
                      dash: [2, 3],
                      series: feed.entropyFloor,
                      quiet: true,
                    },
                  ]),
            ];
          case 'beyond':
            return both(feed.beyond.proposed, feed.beyond.projected);
          default:
            return both(feed.promise.proposed.largest, feed.promise.projected.largest);
        }
      }),
    [part, sides, palette, narrow, projectionLabel, words.reference],
  );
  const sources = useMemo(() => sides.map(({ run }) => run.feed), [sides]);
  const past = useCallback(
    () => sides.find(({ run }) => run.feed.visited)?.run.feed.visited?.steps ?? null,
    [sides],
  );
  const solved =
    sides[0] === undefined ? null : environmentById(sides[0].run.configuration.environment).solvedReturn;
  const reference =
    part === 'furthest'
      ? { value: 1, label: words.reference, strong: true }
      : part === 'return' && solved !== null
        ? { value: solved, label: words.reference }
        : null;
  const nothing = <p className={styles.nothing}>{words.empty}</p>;
  return (
    <section className={styles.chart} aria-label={words.title}>
      <h3 className={styles.chartTitle}>{words.title}</h3>
      {narrow ? (
        <p className={styles.key} aria-hidden="true">
          {lines.map(({ label, ink, colour, dash }) => (
            <span key={label} style={{ color: ink }}>
              <svg width="22" height="8" aria-hidden="true">
                <line
                  x1="1"
                  x2="21"
                  y1="4"
                  y2="4"
                  stroke={colour}
                  strokeWidth="2.25"
                  strokeDasharray={(dash ?? SOLID).join()}
                />
              </svg>{' '}
              {label}
            </span>
          ))}
        </p>
      ) : null}
      <div className={styles.picture}>
        {sides.length === 0 ? (
          nothing
        ) : (
          <Suspense fallback={nothing}>
            <LineChart
              name={words.title}
              yLabel={null}
              xLabel={last ? words.steps : null}
              {...(part === 'beyond'
                ? { kind: 'share' as const }
                : part === 'furthest'
                  ? { kind: 'bounds' as const }
                  : {})}
              lines={lines}
              sources={sources}
              budget={budget}
              reference={reference}
              empty={words.empty}
              past={past}
              cursor={cursor}
            />
          </Suspense>
        )}
      </div>
    </section>
  );
}
