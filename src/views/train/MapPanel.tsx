import { useCallback, useMemo, useRef, useState } from 'react';
import * as m from '#words/train';
import { algorithmOf } from '../../algorithms/algorithmOf.ts';
import { Choice } from '../../components/Choice.tsx';
import { DensityMap } from '../../components/DensityMap.tsx';
import { readRun } from '../../components/densityReadings.ts';
import { Panel } from '../../components/Panel.tsx';
import { methodName, runLayer } from '../../components/runMethod.ts';
import { SavePictureButton } from '../../components/SavePictureButton.tsx';
import { putText, useFrameWriter } from '../../components/useFrameWriter.ts';
import { usePalette } from '../../components/usePalette.ts';
import { environmentById } from '../../environments/environmentById.ts';
import type { RunConfiguration } from '../../experiments/fields.ts';
import { hasDiscreteActions } from '../../experiments/layers.ts';
import type { DensityPolicy } from '../../store/densityHistory.ts';
import { firstIteration, useTrainCursor } from '../../store/trainCursor.ts';
import type { DensityPart } from '../../trainer/densities.ts';
import { fileName } from './dataFile.ts';
import styles from './MapPanel.module.css';
import { saveMapPicture } from './mapPicture.ts';
import { mapNote, mapParts, shownMap, worseMapPart } from './shownMap.ts';
import type { RunPanelProps } from './trainPanel.ts';

const policies = () =>
  [
    { value: 'proposed', label: m.proposed() },
    { value: 'projected', label: m.projected() },
  ] as const;
const partNames = (configuration: RunConfiguration): Readonly<Record<DensityPart, string>> => ({
  mean: hasDiscreteActions(configuration.environment) ? runLayer(configuration).name : m.meanPartShort(),
  covariance: m.covariancePartShort(),
  // not words: a name
  kl: 'KL',
});

/** How far every state moved in every iteration, the bound drawn through: when a run leaves its trust region. */
export function MapPanel({ title, term, note, run, member }: RunPanelProps) {
  const { feed, configuration } = run;
  const layer = algorithmOf(configuration).layer !== null;
  const [chosenPolicy, setPolicy] = useState<DensityPolicy>('proposed');
  const policy = layer ? chosenPolicy : 'proposed';
  /** What was chosen by hand; until then the part with more states beyond its bound. */
  const [chosenPart, setPart] = useState<DensityPart | null>(null);
  const [worse, setWorse] = useState<'mean' | 'covariance'>('mean');
  const part = chosenPart ?? worse;
  const parts = useMemo(() => mapParts(configuration), [configuration]);
  const sources = useMemo(() => [feed], [feed]);
  const read = useCallback(
    () => shownMap(feed, member, configuration, policy, part),
    [feed, member, configuration, policy, part],
  );

  const palette = usePalette();
  const headline = useRef<HTMLParagraphElement>(null);
  const write = useCallback(() => {
    const model = read();
    putText(headline.current, readRun(model) ?? '');
    if (parts.includes('covariance')) setWorse((shown) => worseMapPart(model.history, shown));
  }, [read, parts]);
  useFrameWriter(feed, write);
  const visit = useCallback(
    (iteration: number) => {
      // Of a run that goes on from another, what was before is the other’s.
      if (iteration >= firstIteration(run)) useTrainCursor.getState().visit(run, iteration);
    },
    [run],
  );
  const of = { method: methodName(configuration), seed: configuration.seeds[member] ?? '' };
  const save = () =>
    saveMapPicture(
      `${fileName([run])}-map`,
      {
        title: m.mapOf({ task: environmentById(configuration.environment).name }),
        note: policy === 'proposed' ? m.mapNoteProposed(of) : m.mapNoteProjected(of),
        runs: [run],
        map: { ...read(), visited: null },
      },
      palette,
    );

  return (
    <Panel
      className={styles.panel}
      title={title}
      term={term}
      note={note}
      actions={
        <>
          {layer ? (
            <Choice label={m.policy()} hideLabel value={policy} onChange={setPolicy} options={policies()} />
          ) : null}
          {parts.length === 1 ? null : (
            <Choice
              label={m.distance()}
              hideLabel
              value={part}
              onChange={setPart}
              options={parts.map((value) => ({ value, label: partNames(configuration)[value] }))}
            />
          )}
          <SavePictureButton label={m.saveMap()} onClick={save} />
        </>
      }
    >
      <p className={styles.headline} ref={headline} />
      <DensityMap read={read} policy={policy} sources={sources} onVisit={visit} />
      <p className={styles.note}>{mapNote(configuration, policy, part)}</p>
    </Panel>
  );
}
