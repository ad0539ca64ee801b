import { useCallback, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import * as m from '#words/train';
import { algorithmOf } from '../../algorithms/algorithmOf.ts';
import { ChartCanvas } from '../../components/ChartCanvas.tsx';
import { Choice } from '../../components/Choice.tsx';
import { meanRadius } from '../../components/gaussianOutline.ts';
import { Panel } from '../../components/Panel.tsx';
import { Tip } from '../../components/Tip.tsx';
import { putText, useFrameWriter } from '../../components/useFrameWriter.ts';
import { usePalette } from '../../components/usePalette.ts';
import { type BoxSpace, isDiscrete } from '../../environments/environment.ts';
import { environmentById } from '../../environments/environmentById.ts';
import type { TrainFeed } from '../../store/trainFeed.ts';
import { boundsOf } from '../../trainer/specification.ts';
import { ActionPair, useActionPair } from './ActionPair.tsx';
import { openInLab } from './openInLab.ts';
import { ProbeNumbers } from './ProbeNumbers.tsx';
import styles from './ProbePanel.module.css';
import { ProbeState } from './ProbeState.tsx';
import { createProbePictures, type ProbePictures } from './probePictures.ts';
import { probeSummary } from './probeSummary.ts';
import type { RunPanelProps } from './trainPanel.ts';
import { type ReadProbes, useProbes } from './useProbes.ts';

/** States shown; a report may carry more. */
const SHOWN = 6;
const magnifications = () =>
  [
    { value: '1', label: m.toScale() },
    { value: '3', label: m.changesTimes() },
  ] as const;

/** Old, proposed and projected policy at a handful of states that stay the same for the whole run. */
export function ProbePanel(props: RunPanelProps) {
  const { actionSpace } = environmentById(props.run.configuration.environment);
  return isDiscrete(actionSpace) ? null : <GaussianProbes {...props} actionSpace={actionSpace} />;
}

interface GaussianProbesProps extends RunPanelProps {
  readonly actionSpace: BoxSpace;
}

function GaussianProbes({ title, term, run, member, actionSpace }: GaussianProbesProps) {
  const [magnification, setMagnification] = useState<'1' | '3'>('1');
  const { feed, configuration } = run;
  const environment = environmentById(configuration.environment);
  const { size, labels } = actionSpace;
  const layer = algorithmOf(configuration).layer !== null;
  const pair = useActionPair(size);
  const { projection, scaled, meanBound } = configuration;
  const bounds = useMemo(() => boundsOf(configuration, environment), [configuration, environment]);
  const read = useProbes(run, member);
  const pictures = useMemo(
    () =>
      createProbePictures(read, {
        actionSpace,
        pair,
        magnification: Number(magnification),
        region: layer ? meanRadius(projection, scaled, meanBound) : null,
        bounds,
      }),
    [read, actionSpace, pair, magnification, layer, projection, scaled, meanBound, bounds],
  );
  const sources = useMemo(() => [feed], [feed]);

  const summary = useRef<HTMLParagraphElement>(null);
  const write = useCallback(() => {
    const shown = read();
    putText(summary.current, shown === null ? '' : probeSummary(shown.probes, bounds));
  }, [read, bounds]);
  useFrameWriter(feed, write);

  const open = (index: number) => {
    const report = feed.shown?.members[member];
    const policies = read()?.probes;
    if (!report || !policies || policies.old.mean.length <= index * size) return;
    openInLab({
      configuration,
      policies,
      row: index,
      pair,
      entropyFloor: report.metrics.entropy_floor,
      iteration: report.iteration,
    });
  };

  const grid = useRef<HTMLUListElement>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const axis = size === 1 ? labels[0]! : m.clippedKey();
  return (
    <Panel
      className={styles.panel}
      title={size === 1 ? title : m.probeTitle({ title })}
      term={term}
      actions={
        <>
          {size > 2 ? <ActionPair labels={labels} /> : null}
          <Choice
            label={m.sizeOfChanges()}
            hideLabel
            value={magnification}
            onChange={setMagnification}
            options={magnifications()}
          />
        </>
      }
    >
      <p className={styles.summary} ref={summary} />
      <div className={styles.pictures}>
        <ul className={styles.grid} ref={grid}>
          {Array.from({ length: SHOWN }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the places are fixed, what they show changes
            <li key={index} className={styles.probe}>
              <Probe index={index} pictures={pictures} sources={sources} />
              <ProbeState
                className={styles.state}
                environment={configuration.environment}
                read={read}
                feed={feed}
                index={index}
              />
              <button
                type="button"
                className={styles.open}
                aria-label={m.openState({ number: index + 1 })}
                onClick={() => open(index)}
                onPointerEnter={() => setPointed(index)}
                onPointerLeave={() => setPointed(null)}
                onFocus={() => setPointed(index)}
                onBlur={() => setPointed(null)}
              />
            </li>
          ))}
        </ul>
        {pointed === null ? null : (
          <Reading run={run} read={read} index={pointed} grid={grid} actions={size === 1 ? [0] : pair} />
        )}
      </div>
      <p className={styles.key}>
        <span className="old-ink">{m.oldInk()}</span>
        <span className="proposed-ink">{m.proposedInk()}</span>
        {layer ? <span className="projected-ink">{m.projectedInk()}</span> : null}
        {layer ? <span className={styles.region}>{m.meanBoundInk()}</span> : null}
        <span className={styles.axes}>
          {magnification === '1' ? axis : m.changesDrawn({ times: magnification })}
        </span>
      </p>
    </Panel>
  );
}

interface ProbeProps {
  readonly index: number;
  readonly pictures: ProbePictures;
  readonly sources: readonly TrainFeed[];
}

/** The policies of one state. */
function Probe({ index, pictures, sources }: ProbeProps) {
  const palette = usePalette();
  const draw = useCallback(
    (context: CanvasRenderingContext2D, width: number, height: number) =>
      pictures.draw(index, context, width, height, palette),
    [index, pictures, palette],
  );
  const summarise = useCallback(() => pictures.describe(index), [index, pictures]);
  return <ChartCanvas draw={draw} summarise={summarise} sources={sources} />;
}

interface ReadingProps extends Pick<RunPanelProps, 'run'> {
  readonly read: ReadProbes;
  readonly index: number;
  readonly grid: React.RefObject<HTMLUListElement | null>;
  readonly actions: readonly number[];
}

/** The numbers of the state under the pointer or in focus, beside it. */
function Reading({ run, read, index, grid, actions }: ReadingProps) {
  const subscribe = useCallback((listener: () => void) => run.feed.subscribe(listener), [run.feed]);
  const shown = useSyncExternalStore(subscribe, read);
  const list = grid.current;
  const item = list?.children[index];
  if (shown === null || shown.probes.old.mean.length === 0) return null;
  if (!list || !(item instanceof HTMLElement)) return null;
  const { offsetLeft: left, offsetTop: top, offsetWidth, offsetHeight } = item;
  return (
    <Tip
      anchor={{ left, top, right: left + offsetWidth, bottom: top + offsetHeight }}
      within={{ width: list.clientWidth, height: list.clientHeight }}
    >
      <ProbeNumbers
        environment={environmentById(run.configuration.environment)}
        probes={shown.probes}
        index={index}
        actions={actions}
        bounds={boundsOf(run.configuration, environmentById(run.configuration.environment))}
      />
    </Tip>
  );
}
