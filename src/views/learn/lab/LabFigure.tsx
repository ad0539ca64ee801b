import { type ComponentType, useMemo } from 'react';
import * as m from '#words/learn';
import { formatShort, formatSignificant } from '../../../components/format.ts';
import type { LabGaussian } from '../../../experiments/lab.ts';
import type { PartReading } from '../../lab/evaluate.ts';
import { Layers } from '../../lab/overlays/Layers.tsx';
import type { LayerProps } from '../../lab/overlays/overlay.ts';
import { Plane } from '../../lab/Plane.tsx';
import type { PlaneNames, PlanePart } from '../../lab/planeParts.ts';
import { COVARIANCE_TERMS, Entropy, MEAN_TERMS, Part } from '../../lab/ReadOut.tsx';
import { Ghost } from '../prediction/Ghost.tsx';
import styles from './LabFigure.module.css';
import { useFigureHand } from './labFigure.ts';
import type { LabReading, LabStep, PanelPartProps } from './labScript.ts';

export interface LabFigureProps<Id extends string> {
  readonly step: LabStep<Id>;
  readonly reading: LabReading;
  readonly openings: number;
  readonly lit: PlanePart | null;
  readonly names: PlaneNames | undefined;
  /** The reader has made the chapter's prediction: nothing needs to be hidden for it. */
  readonly guessed: boolean;
  readonly ghost: LabGaussian | null;
  readonly Layer: ComponentType<LayerProps & { readonly step: Id }> | undefined;
  readonly Panel: ComponentType<PanelPartProps<Id>> | undefined;
}

const NOTHING: readonly never[] = [];
/** What would show where the projected policy is: it, and the region of the covariance, which is drawn around its mean. */
const PLACED: readonly PlanePart[] = ['projected', 'band'];

/** The Lab's plane and its numbers, as far as a step speaks of them. */
export function LabFigure<Id extends string>({
  step,
  reading,
  openings,
  lit,
  names,
  guessed,
  ghost,
  Layer,
  Panel,
}: LabFigureProps<Id>) {
  const { store, place } = useFigureHand();
  const { lab, evaluation } = reading;
  const { change, hold, release, open } = store.getState();
  const { prediction, looks = NOTHING } = step;
  const waits = prediction !== undefined && !guessed;
  const hides = useMemo(() => {
    const always: readonly PlanePart[] = step.hides ?? NOTHING;
    if (!waits) return always;
    return [...always, ...(prediction?.kind === 'place' ? PLACED : (prediction?.hides ?? []))];
  }, [step, waits, prediction]);
  const readOuts = waits && prediction.kind === 'place' ? NOTHING : (step.readOuts ?? NOTHING);
  const shown = step.lab;

  return (
    <div className={styles.figure} data-panel={Panel !== undefined || undefined}>
      <section className={styles.plane} aria-label={m.figure()}>
        <Plane
          lab={lab}
          evaluation={evaluation}
          openings={openings}
          hides={hides}
          sees={step.sees}
          lit={lit}
          locked={step.locked === true || prediction !== undefined}
          {...(names && { names })}
          layers={(props, where) => (
            <>
              <Layers {...props} on={looks} place={where} />
              {Layer && where === 'layer' ? <Layer {...props} step={step.id} /> : null}
              {ghost && where === 'layer' ? (
                <Ghost policy={ghost} scale={props.scale} onPlace={guessed ? null : place} />
              ) : null}
            </>
          )}
          onChange={change}
          onHold={hold}
          onRelease={release}
        />
      </section>
      {/* Where a chapter has numbers of its own they stand in the same place. */}
      <div className={styles.readOuts} hidden={Panel !== undefined && readOuts.length === 0}>
        {readOuts.includes('mean') ? (
          <Part title={m.meanPart()} part={evaluation.meanPart} {...MEAN_TERMS} />
        ) : null}
        {readOuts.includes('covariance') ? (
          <Part title={m.covariancePart()} part={evaluation.covariancePart} {...COVARIANCE_TERMS} />
        ) : null}
        {readOuts.includes('entropy') ? <Entropy lab={lab} evaluation={evaluation} /> : null}
      </div>
      <div className={styles.compact} hidden={Panel !== undefined && readOuts.length === 0}>
        {readOuts.includes('mean') ? <Compact name={m.mean()} part={evaluation.meanPart} /> : null}
        {readOuts.includes('covariance') ? (
          <Compact name={m.covariance()} part={evaluation.covariancePart} />
        ) : null}
      </div>
      {Panel ? <Panel step={step.id} waits={waits} /> : null}
      {shown ? (
        <button type="button" className={styles.again} onClick={() => open(shown)}>
          {m.setAgain()}
        </button>
      ) : null}
    </div>
  );
}

/** A part on one line, where there is no room for its bar. */
function Compact({ name, part }: { readonly name: string; readonly part: PartReading }) {
  return (
    <p>
      {name} <b className="proposed-ink">{formatSignificant(part.before)}</b> →{' '}
      <b className="projected-ink">{formatSignificant(part.after)}</b>{' '}
      {m.ofBound({ bound: formatShort(part.bound) })}
    </p>
  );
}
