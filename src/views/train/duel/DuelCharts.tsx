import { type ReactNode, useCallback, useMemo, useState } from 'react';
import * as m from '#words/duel';
import { algorithmOf } from '../../../algorithms/algorithmOf.ts';
import { ChartCursor } from '../../../components/chartCursor.ts';
import { classNames } from '../../../components/classNames.ts';
import { formatFixed } from '../../../components/format.ts';
import { Term } from '../../../components/glossary/Term.tsx';
import type { TermId } from '../../../components/glossary/terms.ts';
import { LineChart } from '../../../components/LineChart.tsx';
import type { Line } from '../../../components/lineModel.ts';
import { type RunLine, runLine } from '../../../components/runLine.ts';
import { methodName } from '../../../components/runMethod.ts';
import { usePalette } from '../../../components/usePalette.ts';
import { isDiscrete } from '../../../environments/environment.ts';
import { environmentById } from '../../../environments/environmentById.ts';
import { methodOf } from '../../../experiments/duel.ts';
import type { RunConfiguration } from '../../../experiments/fields.ts';
import type { BoundedSeries } from '../../../store/boundedSeries.ts';
import type { TrainFeed } from '../../../store/trainFeed.ts';
import type { TrainRun } from '../../../store/trainRun.ts';
import { useNarrow } from '../useWide.ts';
import styles from './DuelCharts.module.css';
import type { StagedDuel } from './useDuel.ts';

/** Of a layer's projection: its method's colour, fine dots. */
const PROJECTED_DASH = [1, 4];
const NO_LINES: readonly Line[] = [];

/** Both runs on one axis: what they learn, and how they keep within the bound. */
export function DuelCharts({ run, rival, staged, children }: StagedDuel & { readonly children?: ReactNode }) {
  const palette = usePalette();
  const narrow = useNarrow();
  const [cursor] = useState(() => new ChartCursor());
  const [one, other] = [staged?.run ?? null, staged?.rival ?? null];
  const sources = useMemo(() => (one === null || other === null ? [] : [other.feed, one.feed]), [one, other]);
  const lines = useMemo(() => {
    if (one === null || other === null) {
      return { returns: NO_LINES, entropy: NO_LINES, beyond: NO_LINES, largest: NO_LINES };
    }
    // The rival is told apart where both are of the same method.
    const variant = methodOf(one.configuration) === methodOf(other.configuration) ? 1 : 0;
    const sides = [
      { of: other, look: runLine({ configuration: other.configuration, variant }, palette) },
      { of: one, look: runLine({ configuration: one.configuration, variant: 0 }, palette) },
    ];
    const promises = (pick: SeriesOf) =>
      sides.flatMap(({ of, look }) => promiseLines(of, look, !narrow, pick));
    const each = (series: (feed: TrainFeed) => BoundedSeries) =>
      sides.map(({ of, look }) => ({
        ...look,
        label: methodName(of.configuration),
        labelled: !narrow,
        series: series(of.feed),
      }));
    return {
      returns: each((feed) => feed.returns),
      entropy: each((feed) => feed.entropy),
      beyond: promises(({ beyond }, policy) => beyond[policy]),
      largest: promises(({ promise }, policy) => promise[policy].largest),
    };
  }, [one, other, narrow, palette]);

  const { solvedReturn, actionSpace } = environmentById(run.environment);
  // How many actions a policy still has in play: of a density it says little, of a choice among a few everything.
  const showsEntropy = isDiscrete(actionSpace);
  // Before the start as after it, so that nothing moves then.
  const names = useMemo(() => [run, rival].flatMap(namesOf), [run, rival]);
  const past = useCallback(() => one?.feed.visited?.steps ?? null, [one]);
  const shared = { sources, budget: run.steps, cursor, names, past, yLabel: null };
  return (
    <div className={classNames(styles.charts, showsEntropy && styles.four)}>
      {narrow ? <Key lines={lines.beyond} /> : null}
      <Chart title={m.return()} term="return" note={m.returnNote()}>
        <LineChart
          {...shared}
          xLabel={null}
          name={m.returnName()}
          lines={lines.returns}
          reference={
            solvedReturn === null
              ? null
              : { value: solvedReturn, label: m.solved({ value: formatFixed(solvedReturn, 0) }) }
          }
        />
      </Chart>
      {showsEntropy ? (
        <Chart title={m.entropy()} term="entropy" note={m.entropyNote()}>
          <LineChart
            {...shared}
            xLabel={null}
            name={m.entropyName()}
            lines={lines.entropy}
            reference={null}
          />
        </Chart>
      ) : null}
      <Chart title={m.statesBeyond()} term="bound" note={m.statesBeyondNote()}>
        <LineChart
          {...shared}
          xLabel={null}
          kind="share"
          name={m.statesBeyondName()}
          lines={lines.beyond}
          reference={null}
        />
      </Chart>
      <Chart title={m.furthestState()} note={m.furthestNote()}>
        <LineChart
          {...shared}
          xLabel={m.steps()}
          kind="bounds"
          name={m.furthestName()}
          lines={lines.largest}
          reference={{ value: 1, label: m.theBound(), strong: true }}
        />
      </Chart>
      {children}
    </div>
  );
}

/** Names where the charts have no room for them. */
function Key({ lines }: { readonly lines: readonly Line[] }) {
  return (
    <p className={styles.key}>
      {lines.map(({ label, colour, ink, dash }) => (
        <span key={label} style={{ color: ink }} className={styles.entry}>
          <svg width="24" height="8" aria-hidden="true">
            <line
              x1="1"
              x2="23"
              y1="4"
              y2="4"
              stroke={colour}
              strokeWidth="2.25"
              strokeDasharray={dash.join()}
            />
          </svg>
          {label}
        </span>
      ))}
    </p>
  );
}

interface ChartProps {
  readonly title: string;
  /** What the title answers with. */
  readonly term?: TermId;
  readonly note: string;
  readonly children: ReactNode;
}

function Chart({ title, term, note, children }: ChartProps) {
  return (
    <section className={styles.chart} aria-label={title}>
      <h2 className={styles.title}>
        {term === undefined ? title : <Term id={term}>{title}</Term>}{' '}
        <span className={styles.note}>{note}</span>
      </h2>
      <div className={styles.picture}>{children}</div>
    </section>
  );
}

/** What a chart shows of a policy. */
type SeriesOf = (feed: TrainFeed, policy: 'proposed' | 'projected') => BoundedSeries;

/** What is drawn of a run. */
function namesOf(run: RunConfiguration): readonly [string] | readonly [string, string] {
  const name = methodName(run);
  return algorithmOf(run).layer === null ? [name] : [m.networkOf({ method: name }), m.itsProjection()];
}

/** The network, and behind a layer its projection as well. */
function promiseLines(
  { configuration, feed }: TrainRun,
  look: RunLine,
  labelled: boolean,
  pick: SeriesOf,
): Line[] {
  const [name, projectionName] = namesOf(configuration);
  const network = { ...look, label: name, labelled, series: pick(feed, 'proposed') };
  if (projectionName === undefined) return [network];
  return [
    network,
    { ...network, label: projectionName, dash: PROJECTED_DASH, series: pick(feed, 'projected') },
  ];
}
