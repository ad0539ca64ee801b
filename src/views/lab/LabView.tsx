import { dequal } from 'dequal/lite';
import { lazy, memo, Suspense, useCallback, useEffect, useMemo } from 'react';
import type { ProjectionId } from 'trust-region-layers';
import { useStore } from 'zustand';
import * as m from '#words/lab';
import * as opening from '#words/opening';
import { EditTools } from '../../components/EditTools.tsx';
import { formatShort } from '../../components/format.ts';
import { TermText } from '../../components/glossary/TermText.tsx';
import { PROJECTION_METHODS } from '../../components/projectionMethods.ts';
import { LAB_LIMITS, type LabConfiguration } from '../../experiments/lab.ts';
import { LAB_PRESETS, type LabPreset } from '../../experiments/labPresets.ts';
import { LOOK_IDS } from '../../experiments/looks.ts';
import { useLab, useLooks } from '../../store/lab.ts';
import { ActionKind } from '../shell/ActionKind.tsx';
import { betweenLabs } from './between.ts';
import { Controls } from './Controls.tsx';
import { Examples } from './Examples.tsx';
import { type Evaluation, evaluate, evaluateAll } from './evaluate.ts';
import { HeldBox } from './HeldBox.tsx';
import styles from './LabView.module.css';
import { LiveRegion } from './live/LiveRegion.tsx';
import { liveSentence } from './live/liveSentence.ts';
import { Multiples } from './Multiples.tsx';
import { Doors } from './opening/Doors.tsx';
import { OpeningLayer } from './opening/OpeningLayer.tsx';
import { useOpening } from './opening/useOpening.ts';
import { Layers } from './overlays/Layers.tsx';
import { LookRow } from './overlays/LookRow.tsx';
import type { LayerPlace, LayerProps } from './overlays/overlay.ts';
import { Panels } from './overlays/Panels.tsx';
import { OVERLAYS } from './overlays/registry.ts';
import { SeenPart } from './overlays/SeenPart.tsx';
import { useEverySecond } from './overlays/useEverySecond.ts';
import { PairTabs } from './PairTabs.tsx';
import { Plane } from './Plane.tsx';
import { outlinesOf } from './planeView.ts';
import { ReadOut } from './ReadOut.tsx';
import { SavePlane } from './SavePlane.tsx';
import { useMorph } from './useMorph.ts';
import { usePicture } from './usePicture.ts';

const GaussianNumbers = lazy(() =>
  import('./GaussianNumbers.tsx').then((module) => ({ default: module.GaussianNumbers })),
);

/** Touch a trust region: one pair of Gaussians, every projection of it, live. */
export default function LabView() {
  const { lab: asked, base, openings, held, change, open, hold, release, undo, redo, reset } = useLab();
  // The plane, which is reached for first; what is set and read beside it; the rest.
  const picture = usePicture();
  const [beside, whole] = [picture > 1, picture > 2];
  const { phase, lab } = useOpening(useMorph(asked, openings, betweenLabs), asked, whole);
  const { on: looks, turn } = useLooks();
  const undoable = useStore(useLab.temporal, ({ pastStates }) => pastStates.length > 0);
  const redoable = useStore(useLab.temporal, ({ futureStates }) => futureStates.length > 0);
  const evaluations = useMemo(() => evaluateAll(lab), [lab]);
  const pair = useMemo((): Pair => ({ lab, evaluations }), [lab, evaluations]);
  const evaluation = chosenOf(pair);
  // All that is read of the large picture is of one frame; what is compared with it is of the next.
  const read = useEverySecond(pair, held, 0);
  const compared = useEverySecond(pair, held, 1);
  const sentence = useMemo(() => liveSentence(chosenOf(compared)), [compared]);
  const example: LabPreset | undefined = LAB_PRESETS.find(({ configuration }) =>
    dequal(configuration, asked),
  );
  const switches = useMemo(
    () => <LookRow ids={LOOK_IDS} looks={OVERLAYS} on={looks} onTurn={turn} />,
    [looks, turn],
  );
  const tabs = useMemo(
    () => <PairTabs examples={<Examples chosen={example?.id} onOpen={open} />} numbers={<Numbers />} />,
    [example?.id, open],
  );
  // The whole way of a proposal that drags itself.
  const wholeWay = useCallback(() => outlinesOf(asked, [evaluate(asked.projection, asked)]), [asked]);
  const layers = useCallback(
    (props: LayerProps, place: LayerPlace) => (
      <>
        <Layers {...props} place={place} on={looks} />
        {phase === null || place !== 'layer' ? null : <OpeningLayer {...props} phase={phase} />}
      </>
    ),
    [looks, phase],
  );
  const { old: _old, proposed: _proposed, ...settings } = asked;
  // What is still held when the Lab is left is held by nobody.
  useEffect(() => release, [release]);

  return (
    <div className={styles.lab}>
      <Intro />
      <div className={styles.controls}>
        {beside ? (
          <Controls {...settings} onChange={change} onRelease={release} suggestFloor={suggestFloor} />
        ) : null}
      </div>
      <div className={styles.pairs}>{whole ? tabs : null}</div>
      <section className={styles.plane} aria-label={m.policies()}>
        <div className={styles.strip}>
          <div className={styles.said}>
            <HeldBox held={held}>
              {example === undefined ? (
                <p className={styles.live}>{sentence}</p>
              ) : (
                <p className={styles.caption}>{example.caption}</p>
              )}
            </HeldBox>
          </div>
          <div className={styles.tools}>
            <EditTools
              undoable={undoable}
              redoable={redoable}
              changed={!dequal(asked, base)}
              onUndo={undo}
              onRedo={redo}
              onReset={reset}
            />
            <SavePlane file={`lab-${asked.projection}`} caption={captionOfPlane} />
          </div>
        </div>
        <LiveRegion
          text={phase === 'inviting' ? opening.yourTurnSpoken() : sentence}
          done={phase === 'inviting' ? phase : asked}
        />
        <p className={styles.legend}>{m.legend()}</p>
        <div className={styles.looks}>{beside ? switches : null}</div>
        <Plane
          lab={lab}
          evaluation={evaluation}
          openings={openings}
          first={wholeWay}
          layers={layers}
          onChange={change}
          onHold={hold}
          onRelease={release}
        />
      </section>
      <div className={styles.readOut}>
        <HeldBox held={held}>
          {beside ? <ReadOut lab={read.lab} evaluation={chosenOf(read)} /> : null}
        </HeldBox>
      </div>
      {beside && looks.length > 0 ? (
        <div className={styles.closer}>
          <Panels
            on={looks}
            held={held}
            lab={lab}
            evaluations={evaluations}
            evaluation={evaluation}
            onChange={change}
            onHold={hold}
            onRelease={release}
          />
        </div>
      ) : null}
      <div className={styles.multiples}>
        {whole ? (
          <SeenPart value={compared} held={held}>
            {(shown) => <Multiples {...shown} onChoose={(projection) => change({ projection })} />}
          </SeenPart>
        ) : null}
      </div>
    </div>
  );
}

/** What this is, and ways on from here. A drag changes none of it. */
const Intro = memo(function Intro() {
  return (
    <header className={styles.intro}>
      <h1>{m.title()}</h1>
      <p>
        <TermText text={m.intro()} />{' '}
        <a href="https://arxiv.org/abs/2101.09207" rel="noreferrer" target="_blank">
          {m.paper()}
        </a>
      </p>
      <div className={styles.ways}>
        <ActionKind current="lab" />
        <Doors />
      </div>
    </header>
  );
});

interface Pair {
  readonly lab: LabConfiguration;
  readonly evaluations: Readonly<Record<ProjectionId, Evaluation>>;
}

/** What the chosen projection makes of a pair. */
function chosenOf({ lab, evaluations }: Pair): Evaluation {
  return evaluations[lab.projection];
}

/** The pair as numbers: they follow a drag where they are shown, without the rest of the view. */
function Numbers() {
  const { lab, change } = useLab();
  return (
    <Suspense>
      <GaussianNumbers lab={lab} onChange={change} />
    </Suspense>
  );
}

/** What a saved picture of the plane says of itself. */
function captionOfPlane() {
  const { lab } = useLab.getState();
  const { projection, meanBound, covarianceBound } = lab;
  const title = m.pictureTitle({
    method: PROJECTION_METHODS[projection].name,
    mean: formatShort(meanBound, 4),
    covariance: formatShort(covarianceBound, 4),
  });
  return { title, note: `${liveSentence(evaluate(projection, lab))} ${m.legend()}` };
}

/** A tenth of a nat above what the proposal has: enough to see the floor at work. */
function suggestFloor(): number {
  const { lab } = useLab.getState();
  const { entropyBefore } = evaluate(lab.projection, lab);
  return Math.min(
    LAB_LIMITS.entropyFloor.maximum,
    Math.max(LAB_LIMITS.entropyFloor.minimum, Math.ceil(entropyBefore * 10) / 10),
  );
}
