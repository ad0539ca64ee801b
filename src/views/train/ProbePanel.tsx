import { useCallback, useMemo, useState } from 'react';
import { algorithmOf } from '../../algorithms/algorithmOf.ts';
import { BellChart } from '../../components/BellChart.tsx';
import { Choice } from '../../components/Choice.tsx';
import { EllipseChart } from '../../components/EllipseChart.tsx';
import {
  type Bell,
  magnifyBell,
  magnifyOutline,
  meanRadius,
  type Outline,
} from '../../components/gaussianOutline.ts';
import { Panel } from '../../components/Panel.tsx';
import type { ProbePolicies } from '../../components/probePicture.ts';
import { SceneCanvas } from '../../components/SceneCanvas.tsx';
import { environmentById } from '../../environments/environmentById.ts';
import { SCENES } from '../../environments/scenes.ts';
import { currentRun, useTrainStore } from '../../store/train.ts';
import type { TrainFeed } from '../../store/trainFeed.ts';
import type { TrainRun } from '../../store/trainRun.ts';
import type { MemberReport } from '../../trainer/events.ts';
import { EmptyPanel } from './EmptyPanel.tsx';
import styles from './ProbePanel.module.css';
import { bellExtent, magnified, outlineExtent, probeBells, probeOutlines } from './probeScale.ts';

/** States shown; a report may carry more. */
const SHOWN = 6;
const MAGNIFICATIONS = [
  { value: '1', label: 'To scale' },
  { value: '3', label: 'Moves × 3' },
] as const;

/** Old, proposed and projected policy at a handful of states of the last batch. */
export function ProbePanel() {
  const run = useTrainStore(currentRun);
  const member = useTrainStore((state) => state.shownMember);
  if (run === null) {
    return (
      <EmptyPanel title="Policies at six states" tall>
        Press Start: for a handful of states of the batch, the old policy, the one the network proposes and
        the one the layer lets through.
      </EmptyPanel>
    );
  }
  return <RunProbes key={run.id} run={run} member={member} />;
}

function RunProbes({ run, member }: { readonly run: TrainRun; readonly member: number }) {
  const [magnification, setMagnification] = useState<'1' | '3'>('3');
  const { actionSpace } = environmentById(run.configuration.environment);
  const layer = algorithmOf(run.configuration).layer !== null;
  return (
    <Panel
      className={styles.panel}
      title={actionSpace.size === 1 ? 'Policies at six states' : 'Policies at six states, 1σ'}
      actions={
        <>
          {actionSpace.size > 2 ? <PairChoice labels={actionSpace.labels} /> : null}
          <Choice
            label="Size of moves"
            hideLabel
            value={magnification}
            onChange={setMagnification}
            options={MAGNIFICATIONS}
          />
        </>
      }
    >
      <ProbeGrid run={run} member={member} magnification={Number(magnification)} />
      <p className={styles.key}>
        <span className={styles.old}>old</span>
        <span className={styles.proposed}>proposed</span>
        {layer ? <span className={styles.projected}>projected</span> : null}
        {layer ? <span className={styles.region}>mean bound</span> : null}
        <span className={styles.axes}>
          {actionSpace.size === 1 ? actionSpace.labels[0] : 'shaded: clipped'}
        </span>
      </p>
    </Panel>
  );
}

function PairChoice({ labels }: { readonly labels: readonly string[] }) {
  const [first, second] = useActionPair(labels.length);
  const showPair = useTrainStore((state) => state.showPair);
  const options = labels.flatMap((_, i) =>
    labels.slice(i + 1).map((_, offset) => ({
      value: `${i},${i + 1 + offset}`,
      label: `${labels[i]} · ${labels[i + 1 + offset]}`,
    })),
  );
  return (
    <Choice
      label="Actions shown"
      hideLabel
      appearance="select"
      value={`${first},${second}`}
      onChange={(value) => showPair(value.split(',').map(Number) as [number, number])}
      options={options}
    />
  );
}

/** The pair of the link, reduced to the actions there are. */
function useActionPair(size: number): readonly [number, number] {
  const pair = useTrainStore((state) => state.actionPair);
  return useMemo(() => {
    const [first, second] = [Math.min(...pair), Math.max(...pair)];
    return second < size ? [first, second] : [0, 1];
  }, [pair, size]);
}

interface ProbeGridProps {
  readonly run: TrainRun;
  readonly member: number;
  readonly magnification: number;
}

function ProbeGrid({ run, member, magnification }: ProbeGridProps) {
  const { feed, configuration } = run;
  const { actionSpace } = environmentById(configuration.environment);
  const dimension = actionSpace.size;
  const pair = useActionPair(dimension);
  const sources = useMemo(() => [feed], [feed]);
  const region = algorithmOf(configuration).layer !== null ? meanRegion(configuration, magnification) : null;
  const read = useMemo(
    () =>
      dimension === 1
        ? createBellReader(feed, member, magnification)
        : createOutlineReader(feed, member, dimension, pair, magnification),
    [feed, member, dimension, pair, magnification],
  );
  const box = useMemo(
    () => ({
      low: [actionSpace.low[pair[0]]!, actionSpace.low[pair[1]]!] as const,
      high: [actionSpace.high[pair[0]]!, actionSpace.high[pair[1]]!] as const,
    }),
    [actionSpace, pair],
  );
  const interval = useMemo(() => ({ low: actionSpace.low[0]!, high: actionSpace.high[0]! }), [actionSpace]);
  return (
    <ul className={styles.grid}>
      {Array.from({ length: SHOWN }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the places are fixed, what they show changes
        <li key={index} className={styles.probe} data-dimension={dimension === 1 ? 'one' : 'two'}>
          <ProbePicture {...{ index, sources, region, read, box, interval }} />
          <ProbeState feed={feed} member={member} index={index} environment={configuration.environment} />
        </li>
      ))}
    </ul>
  );
}

function meanRegion({ projection, scaled, meanBound }: TrainRun['configuration'], magnification: number) {
  const { radius, sigmas } = meanRadius(projection, scaled, meanBound);
  return { radius: radius * magnification, sigmas };
}

type Reader = ReturnType<typeof createBellReader> | ReturnType<typeof createOutlineReader>;

interface ProbePictureProps {
  readonly index: number;
  readonly sources: readonly TrainFeed[];
  readonly region: ReturnType<typeof meanRegion> | null;
  readonly read: Reader;
  readonly box: { readonly low: readonly [number, number]; readonly high: readonly [number, number] };
  readonly interval: { readonly low: number; readonly high: number };
}

function ProbePicture({ index, sources, region, read, box, interval }: ProbePictureProps) {
  const name = `State ${index + 1}`;
  const radius = region?.radius;
  const sigmas = region?.sigmas;
  const stableRegion = useMemo(
    () => (radius === undefined || sigmas === undefined ? null : { radius, sigmas }),
    [radius, sigmas],
  );
  const readBell = useCallback(() => {
    const newest = read.kind === 'bell' ? read.newest(index) : null;
    return newest === null ? null : { ...newest, region: stableRegion };
  }, [read, index, stableRegion]);
  const readOutline = useCallback(() => {
    const newest = read.kind === 'outline' ? read.newest(index) : null;
    return newest === null ? null : { ...newest, region: stableRegion };
  }, [read, index, stableRegion]);
  return read.kind === 'bell' ? (
    <BellChart name={name} read={readBell} box={interval} sources={sources} />
  ) : (
    <EllipseChart name={name} read={readOutline} box={box} sources={sources} />
  );
}

/** Where the agent is in that state, as a small picture. */
function ProbeState(props: {
  readonly feed: TrainFeed;
  readonly member: number;
  readonly index: number;
  readonly environment: TrainRun['configuration']['environment'];
}) {
  const { feed, member, index, environment } = props;
  const sources = useMemo(() => [feed], [feed]);
  const { stateSize } = environmentById(environment);
  const frame = useCallback(() => {
    const state = feed.latest?.members[member]?.probes.state;
    if (state === undefined || state.length < (index + 1) * stateSize) return null;
    return { state: state.subarray(index * stateSize, (index + 1) * stateSize), action: null };
  }, [feed, member, index, stateSize]);
  return (
    <SceneCanvas
      className={styles.state}
      scene={SCENES[environment]}
      label={`The task in state ${index + 1}`}
      frame={frame}
      playing={false}
      zoom={0.3}
      sources={sources}
    />
  );
}

/** What the pictures need, worked out once per report for all of them. */
function createReader<Shape>(
  feed: TrainFeed,
  member: number,
  policiesOf: (probes: MemberReport['probes']) => readonly ProbePolicies<Shape>[],
  magnify: (shape: Shape, old: Shape) => Shape,
  extentOf: (drawn: readonly ProbePolicies<Shape>[], previous: number | null) => number,
) {
  interface Newest {
    readonly policies: readonly ProbePolicies<Shape>[];
    readonly drawn: readonly ProbePolicies<Shape>[];
    readonly extent: number;
  }
  let seen: unknown = null;
  let extent: number | null = null;
  let newest: Newest = { policies: [], drawn: [], extent: 1 };
  return (index: number) => {
    const { latest } = feed;
    const probes = latest?.members[member]?.probes;
    if (latest !== seen && probes !== undefined) {
      seen = latest;
      const policies = policiesOf(probes);
      const drawn = policies.map((one) => magnified(one, magnify));
      extent = extentOf(drawn, extent);
      newest = { policies, drawn, extent };
    }
    const policies = newest.policies[index];
    const drawn = newest.drawn[index];
    return policies === undefined || drawn === undefined ? null : { policies, drawn, extent: newest.extent };
  };
}

function createBellReader(feed: TrainFeed, member: number, magnification: number) {
  const magnify = (bell: Bell, old: Bell) => magnifyBell(bell, old, magnification);
  return { kind: 'bell' as const, newest: createReader(feed, member, probeBells, magnify, bellExtent) };
}

function createOutlineReader(
  feed: TrainFeed,
  member: number,
  dimension: number,
  pair: readonly [number, number],
  magnification: number,
) {
  const policiesOf = (probes: MemberReport['probes']) => probeOutlines(probes, dimension, pair);
  const magnify = (outline: Outline, old: Outline) => magnifyOutline(outline, old, magnification);
  return { kind: 'outline' as const, newest: createReader(feed, member, policiesOf, magnify, outlineExtent) };
}
