import { dequal } from 'dequal/lite';
import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import * as m from '#words/simplex';
import { CATEGORICAL_METHODS } from '../../components/categoricalMethods.ts';
import { EditTools } from '../../components/EditTools.tsx';
import { formatShort, formatSignificant } from '../../components/format.ts';
import { TermText } from '../../components/glossary/TermText.tsx';
import { highestFloor, simplexPresetOf } from '../../experiments/simplex.ts';
import { SIMPLEX_LOOK_IDS } from '../../experiments/simplexLink.ts';
import { useSimplex, useSimplexLooks } from '../../store/simplex.ts';
import layout from '../lab/LabView.module.css';
import { LiveRegion } from '../lab/live/LiveRegion.tsx';
import { LookRow } from '../lab/overlays/LookRow.tsx';
import { PairTabs } from '../lab/PairTabs.tsx';
import { SavePlane } from '../lab/SavePlane.tsx';
import { ActionKind } from '../shell/ActionKind.tsx';
import { evaluateSimplex, type SimplexEvaluation } from './evaluateSimplex.ts';
import type { ArrowKind } from './GradientLayer.tsx';
import { gradientField } from './gradientArrows.ts';
import { PolicyKey } from './PolicyKey.tsx';
import { SampleControls } from './SampleControls.tsx';
import { SimplexControls } from './SimplexControls.tsx';
import { SIMPLEX_WORDS, SimplexExamples } from './SimplexExamples.tsx';
import { SimplexNumbers } from './SimplexNumbers.tsx';
import { SimplexPlane } from './SimplexPlane.tsx';
import { SimplexReadOut } from './SimplexReadOut.tsx';
import styles from './SimplexView.module.css';
import { SIMPLEX_LOOK_WORDS } from './simplexLooks.ts';
import { TallBars } from './TallBars.tsx';
import { useActionNames } from './useActionNames.ts';

/** The Lab for discrete actions: one pair of categorical policies and its projection, live. */
export default function SimplexView() {
  const { lab: simplex, base, change, open, hold, release, undo, redo, reset } = useSimplex();
  const { on: looks, turn } = useSimplexLooks();
  const undoable = useStore(useSimplex.temporal, ({ pastStates }) => pastStates.length > 0);
  const redoable = useStore(useSimplex.temporal, ({ futureStates }) => futureStates.length > 0);
  const [arrows, setArrows] = useState<ArrowKind>('layer');
  const names = useActionNames(simplex);
  const evaluation = evaluateSimplex(simplex);
  const preset = simplexPresetOf(simplex);
  const sentence = sentenceOf(evaluation, simplex.bound);
  const triangular = simplex.old.length === 3;
  const { metric, bound, old, sampled, advantage } = simplex;
  const shown = triangular && looks.includes('gradient');
  const field = useMemo(
    () => (shown ? gradientField({ metric, bound, old, sampled, advantage }) : null),
    [shown, metric, bound, old, sampled, advantage],
  );
  return (
    <div className={layout.lab}>
      <header className={layout.intro}>
        <h1>{m.title()}</h1>
        <p>
          <TermText text={triangular ? m.intro() : m.introMany()} />
        </p>
        <div className={layout.ways}>
          <ActionKind current="simplex" />
        </div>
      </header>
      <div className={layout.controls}>
        <SimplexControls
          simplex={simplex}
          onChange={change}
          onRelease={release}
          suggestFloor={() => Math.min(highestFloor(simplex.old.length), evaluation.before.entropy + 0.1)}
        />
      </div>
      <div className={layout.pairs}>
        <PairTabs
          examples={<SimplexExamples chosen={preset?.id} onOpen={open} />}
          numbers={<SimplexNumbers simplex={simplex} names={names} onChange={change} />}
        />
      </div>
      <section className={styles.plane} aria-label={m.section()}>
        <div className={layout.strip}>
          <p className={layout.caption}>{preset ? SIMPLEX_WORDS[preset.id].caption() : sentence}</p>
          <div className={layout.tools}>
            <EditTools
              undoable={undoable}
              redoable={redoable}
              changed={!dequal(simplex, base)}
              onUndo={undo}
              onRedo={redo}
              onReset={reset}
            />
            {triangular ? (
              <SavePlane
                file={`simplex-${simplex.metric}`}
                caption={() => ({
                  title: m.pictureTitle({
                    method: CATEGORICAL_METHODS[simplex.metric].name,
                    bound: formatShort(simplex.bound, 4),
                  }),
                  note: `${sentence} ${m.legend()}`,
                })}
              />
            ) : null}
          </div>
        </div>
        <LiveRegion text={sentence} done={simplex} />
        <PolicyKey />
        {triangular ? (
          <>
            <SimplexPlane
              {...{ simplex, names, evaluation, looks, field, arrows }}
              onChange={change}
              onHold={hold}
              onRelease={release}
            />
            <p className={layout.legend}>{m.legend()}</p>
            <div className={layout.looks}>
              <LookRow ids={SIMPLEX_LOOK_IDS} looks={SIMPLEX_LOOK_WORDS} on={looks} onTurn={turn} />
              {field === null ? null : (
                <SampleControls
                  {...{ simplex, names, arrows }}
                  longest={field.longest}
                  onArrows={setArrows}
                  onChange={change}
                />
              )}
            </div>
          </>
        ) : (
          <>
            <TallBars
              {...{ simplex, names, evaluation }}
              onChange={change}
              onHold={hold}
              onRelease={release}
            />
            <p className={layout.legend}>{m.barsLegend()}</p>
          </>
        )}
      </section>
      <div className={layout.readOut}>
        <SimplexReadOut simplex={simplex} names={names} evaluation={evaluation} />
      </div>
    </div>
  );
}

/** What the layer did, in a sentence. */
function sentenceOf({ before, binds, leaves }: SimplexEvaluation, bound: number): string {
  const said = { distance: formatSignificant(before.distance), bound: formatShort(bound, 4) };
  if (leaves) return m.sentenceLeaves(said);
  return binds ? m.sentenceBinds(said) : m.sentenceInside(said);
}
