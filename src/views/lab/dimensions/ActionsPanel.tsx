import { dequal } from 'dequal/lite';
import { type DragEvent, useMemo, useState } from 'react';
import { isMeanScaled, METRICS } from 'trust-region-layers';
import { useStore } from 'zustand';
import * as m from '#words/actions';
import { Button } from '../../../components/Button.tsx';
import { Choice } from '../../../components/Choice.tsx';
import { Disclosure } from '../../../components/Disclosure.tsx';
import { formatField, formatFixed } from '../../../components/format.ts';
import { Switch } from '../../../components/Switch.tsx';
import { LAB_LIMITS } from '../../../experiments/lab.ts';
import { useLab } from '../../../store/lab.ts';
import type { PanelProps } from '../overlays/overlay.ts';
import { COVARIANCE_TERMS, MEAN_TERMS, Part } from '../ReadOut.tsx';
import styles from './ActionsPanel.module.css';
import { actionName } from './actionName.ts';
import { turnedPair, withTurnedProposal } from './examplePair.ts';
import { type ActionPair, DIMENSIONS } from './gaussianPair.ts';
import { MarginalGrid } from './MarginalGrid.tsx';
import { MarginalPlane } from './MarginalPlane.tsx';
import { marginalOf, outlineOf } from './marginal.ts';
import { OwnPolicies, type Said, takeFile } from './OwnPolicies.tsx';
import { PolicyFields } from './PolicyFields.tsx';
import { isTooLong, usePair } from './pairStore.ts';
import { fromPlane, toPlane } from './planePair.ts';
import { type ProjectionSettings, projectAlone, projectPair } from './projectPair.ts';
import { SpectrumBars } from './SpectrumBars.tsx';
import { loneRange, relativeSpectrum } from './spectrum.ts';

const CHOICES = Array.from({ length: DIMENSIONS.maximum - DIMENSIONS.minimum + 1 }, (_, index) => {
  const value = String(DIMENSIONS.minimum + index);
  return { value, label: value };
});

/** Policies over up to six actions: projected as a whole with the Lab's settings, seen two actions at a time. */
export default function ActionsPanel({ lab }: PanelProps) {
  const state = usePair();
  const { pair, seed, take, openExample } = state;
  const { undo, redo } = usePair.temporal.getState();
  const undoable = useStore(usePair.temporal, ({ pastStates }) => pastStates.length > 0);
  const redoable = useStore(usePair.temporal, ({ futureStates }) => futureStates.length > 0);
  const [chosen, setChosen] = useState<ActionPair>([0, 1]);
  const [alone, setAlone] = useState(false);
  const [said, setSaid] = useState<Said | null>(null);
  const [draft, setDraft] = useState('');
  const [over, setOver] = useState(false);
  const [turns, setTurns] = useState(1);
  const { dimension } = pair;
  const actions: ActionPair = chosen[1] < dimension ? chosen : [0, 1];
  const settings = useSettings(lab);
  const evaluation = useMemo(() => projectPair(pair, settings), [pair, settings]);
  const { projected, meanPart, covariancePart, entropyBefore, entropyAfter } = evaluation;
  const spectra = useMemo(
    () => ({
      proposed: relativeSpectrum(pair.old, pair.proposed, dimension),
      projected: relativeSpectrum(pair.old, projected, dimension),
    }),
    [pair, projected, dimension],
  );
  const range = useMemo(() => loneRange(settings), [settings]);
  const marginals = (of: ActionPair) => ({
    old: outlineOf(marginalOf(pair.old, dimension, of)),
    proposed: outlineOf(marginalOf(pair.proposed, dimension, of)),
    projected: outlineOf(marginalOf(projected, dimension, of)),
  });
  const shown = marginals(actions);
  const twoAlone = alone && dimension > 2 ? outlineOf(projectAlone(pair, actions, settings)) : null;
  const names = [actionName(actions[0]), actionName(actions[1])] as const;
  const plane = dimension === 2 ? toPlane(pair) : null;
  const own = { onTake: take, onSay: setSaid };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place for files to fall; the same is a button within
    <div
      className={styles.panel}
      data-over={over || undefined}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event: DragEvent) => {
        const file = event.dataTransfer.files[0];
        if (!file) return;
        event.preventDefault();
        setOver(false);
        void takeFile(file, own).then((left) => {
          if (left !== null) setDraft(left);
        });
      }}
    >
      {over ? <p className={styles.drop}>{m.dropHere()}</p> : null}
      <div className={styles.tools}>
        <div className={styles.dimension}>
          <Choice
            label={m.actions()}
            value={String(dimension)}
            options={CHOICES}
            onChange={(value) => openExample(Number(value), seed ?? 1)}
          />
        </div>
        <Button onClick={() => openExample(dimension, (seed ?? 0) + 1)}>{m.another()}</Button>
        <Button
          title={m.turnProposalHelp()}
          onClick={() => {
            take(withTurnedProposal(pair, turns));
            setTurns(turns + 1);
          }}
        >
          {m.turnProposal()}
        </Button>
        <Button
          title={m.turnBothHelp()}
          onClick={() => {
            take(turnedPair(pair, turns));
            setTurns(turns + 1);
          }}
        >
          {m.turnBoth()}
        </Button>
        <span className={styles.steps}>
          <Button variant="plain" disabled={!undoable} onClick={() => undo()} aria-label={m.undoName()}>
            {m.undo()}
          </Button>
          <Button variant="plain" disabled={!redoable} onClick={() => redo()} aria-label={m.redoName()}>
            {m.redo()}
          </Button>
        </span>
      </div>

      <div className={styles.picture}>
        <MarginalPlane
          marginals={{ ...shown, region: regionOf(shown.old, settings), alone: twoAlone }}
          actions={actions}
        />
        <p className="quiet">{m.outlines()}</p>
        {dimension > 2 ? (
          <>
            <p>{m.marginal({ count: String(dimension), one: names[0], other: names[1] })}</p>
            <Switch
              label={m.showAlone({ one: names[0], other: names[1] })}
              checked={alone}
              onChange={setAlone}
            />
          </>
        ) : null}
      </div>

      <div className={styles.pairs}>
        {dimension > 2 ? (
          <section aria-label={m.pairs()}>
            <h3>{m.pairsTitle()}</h3>
            <MarginalGrid
              dimension={dimension}
              actions={actions}
              marginals={marginals}
              onChoose={setChosen}
            />
          </section>
        ) : (
          <TwoActions
            reachable={plane !== null}
            onOpen={() => {
              const lab = useLab.getState();
              if (plane !== null) lab.open({ ...lab.lab, ...plane });
            }}
            onTake={() => take(fromPlane(useLab.getState().lab))}
          />
        )}
        <p className="quiet">
          {isTooLong(state) ? m.tooLongForLink() : seed === null ? m.pairInLink() : m.exampleInLink()}
        </p>
      </div>

      <div className={styles.readings}>
        <section aria-label={m.spectrum()}>
          <h3>{m.spectrumTitle()}</h3>
          <SpectrumBars {...spectra} range={range} />
          <p className="quiet">
            {m.spectrumHelp()} {range === null ? m.noRange() : m.range()}
          </p>
        </section>
        <div className={styles.parts}>
          <Part
            title={m.meanPart()}
            name={m.meanPartName({ count: String(dimension) })}
            part={meanPart}
            {...MEAN_TERMS}
          />
          <Part
            title={m.covariancePart()}
            name={m.covariancePartName({ count: String(dimension) })}
            part={covariancePart}
            {...COVARIANCE_TERMS}
          />
        </div>
        <p>
          {m.entropy()} <span className="proposed-ink">{formatFixed(entropyBefore)}</span> →{' '}
          <span className="projected-ink">{formatFixed(entropyAfter)}</span> {m.nats()}
        </p>
        {lab.entropyFloor === null ? null : (
          <p className="quiet">{m.floor({ floor: formatFixed(lab.entropyFloor) })}</p>
        )}
      </div>

      <div className={styles.numbers}>
        <Disclosure title={m.numbers()}>
          <PolicyFields pair={pair} onChange={take} />
        </Disclosure>
      </div>
      <div className={styles.own}>
        <Disclosure title={m.ownTitle()}>
          <OwnPolicies
            pair={pair}
            projected={projected}
            said={said}
            draft={draft}
            onDraft={setDraft}
            {...own}
          />
        </Disclosure>
        {said !== null && draft === '' ? <span className="visually-hidden">{said.text}</span> : null}
      </div>
    </div>
  );
}

function TwoActions({
  reachable,
  onOpen,
  onTake,
}: {
  readonly reachable: boolean;
  readonly onOpen: () => void;
  readonly onTake: () => void;
}) {
  return (
    <div className={styles.two}>
      <Button variant="primary" disabled={!reachable} onClick={onOpen}>
        {m.openInPlane()}
      </Button>
      <Button onClick={onTake}>{m.takeFromPlane()}</Button>
      {reachable ? null : <OutOfPlane />}
    </div>
  );
}

function OutOfPlane() {
  const { mean, sigma } = LAB_LIMITS;
  return (
    <p className="quiet">
      {m.outOfPlane({
        low: formatField(mean.minimum),
        high: formatField(mean.maximum),
        narrow: formatField(sigma.minimum),
        wide: formatField(sigma.maximum),
      })}
    </p>
  );
}

/** The Lab's settings without its pair, which changes with every frame of a drag: the same object while none of them does. */
function useSettings({ old: _old, proposed: _proposed, ...settings }: PanelProps['lab']): ProjectionSettings {
  const [kept, setKept] = useState<ProjectionSettings>(settings);
  if (dequal(kept, settings)) return kept;
  setKept(settings);
  return settings;
}

/** The shadow of the region of means over the two actions on show. */
function regionOf(old: ReturnType<typeof outlineOf>, { projection, scaled, meanBound }: ProjectionSettings) {
  const metric = METRICS[projection];
  const square = meanBound / metric.meanWeight;
  const { xx, xy, yy } = isMeanScaled(metric, scaled) ? old.covariance : { xx: 1, xy: 0, yy: 1 };
  return { mean: old.mean, covariance: { xx: xx * square, xy: xy * square, yy: yy * square } };
}
