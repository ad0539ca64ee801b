import { useCallback, useMemo, useState } from 'react';
import { algorithmOf } from '../../algorithms/algorithmOf.ts';
import { ChartCanvas } from '../../components/ChartCanvas.tsx';
import { Choice } from '../../components/Choice.tsx';
import { meanRadius } from '../../components/gaussianOutline.ts';
import { Panel } from '../../components/Panel.tsx';
import { usePalette } from '../../components/usePalette.ts';
import { environmentById } from '../../environments/environmentById.ts';
import type { TrainFeed } from '../../store/trainFeed.ts';
import { ActionPair, useActionPair } from './ActionPair.tsx';
import styles from './ProbePanel.module.css';
import { ProbeState } from './ProbeState.tsx';
import { createProbePictures, type ProbePictures } from './probePictures.ts';
import type { RunPanelProps } from './trainPanel.ts';

/** States shown; a report may carry more. */
const SHOWN = 6;
const MAGNIFICATIONS = [
  { value: '1', label: 'To scale' },
  { value: '3', label: 'Moves × 3' },
] as const;

/** Old, proposed and projected policy at a handful of states of the last batch. */
export function ProbePanel({ title, run, member }: RunPanelProps) {
  const [magnification, setMagnification] = useState<'1' | '3'>('3');
  const { feed, configuration } = run;
  const { actionSpace } = environmentById(configuration.environment);
  const { size, labels } = actionSpace;
  const layer = algorithmOf(configuration).layer !== null;
  const pair = useActionPair(size);
  const { projection, scaled, meanBound } = configuration;
  const pictures = useMemo(
    () =>
      createProbePictures(feed, {
        member,
        actionSpace,
        pair,
        magnification: Number(magnification),
        region: layer ? meanRadius(projection, scaled, meanBound) : null,
      }),
    [feed, member, actionSpace, pair, magnification, layer, projection, scaled, meanBound],
  );
  const sources = useMemo(() => [feed], [feed]);
  return (
    <Panel
      className={styles.panel}
      title={size === 1 ? title : `${title}, 1σ`}
      actions={
        <>
          {size > 2 ? <ActionPair labels={labels} /> : null}
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
      <ul className={styles.grid}>
        {Array.from({ length: SHOWN }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the places are fixed, what they show changes
          <li key={index} className={styles.probe}>
            <Probe index={index} pictures={pictures} sources={sources} />
            <ProbeState className={styles.state} run={run} member={member} index={index} />
          </li>
        ))}
      </ul>
      <p className={styles.key}>
        <span className="old-ink">old</span>
        <span className="proposed-ink">proposed</span>
        {layer ? <span className="projected-ink">projected</span> : null}
        {layer ? <span className={styles.region}>mean bound</span> : null}
        <span className={styles.axes}>{size === 1 ? labels[0] : 'shaded: clipped'}</span>
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
