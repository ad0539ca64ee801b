import { useCallback, useRef } from 'react';
import * as m from '#words/gradient';
import { formatSignificant } from '../../../components/format.ts';
import { TermText } from '../../../components/glossary/TermText.tsx';
import { clipBinds } from '../../../policies/surrogate.ts';
import { useLookOptions } from '../../../store/lab.ts';
import { covarianceOf } from '../labGeometry.ts';
import type { PanelProps } from '../overlays/overlay.ts';
import { beside } from '../sample/beside.ts';
import { sampleRatio } from '../sample/sampleRatio.ts';
import { GradientControls } from './GradientControls.tsx';
import { GradientLegend } from './GradientLegend.tsx';
import styles from './GradientPanel.module.css';
import { GradientShapes } from './GradientShapes.tsx';
import { GradientTable } from './GradientTable.tsx';
import { useLoss } from './gradientStore.ts';
import { JacobianTables } from './JacobianTables.tsx';
import { layerJacobian } from './jacobian.ts';
import type { Loss } from './lossGradient.ts';

const WORDS = { pull: m.pullWords, sample: m.sampleWords, entropy: m.entropyWords } as const;

/** What the arrows are of, their numbers, the same among the shapes, and the Jacobian of the layer. */
export default function GradientPanel({ lab, evaluation }: PanelProps) {
  const { loss, clip } = useLoss();
  const shown = useLookOptions((state) => state.arrows);
  const latest = useRef(lab);
  latest.current = lab;
  const fetch = useCallback(() => {
    const { old, proposed } = latest.current;
    if (useLookOptions.getState().loss === 'pull') useLookOptions.setState({ target: beside(proposed) });
    else useLookOptions.setState({ action: beside(old) });
  }, []);
  return (
    <div className={styles.panel}>
      <div className={styles.words}>
        <GradientControls onFetch={fetch} />
        <p>
          <TermText text={WORDS[loss.kind]()} />
        </p>
        {loss.kind === 'sample' ? <Ratio lab={lab} loss={loss} clip={clip} /> : null}
        <GradientLegend />
      </div>
      <div className={styles.numbers}>
        <GradientTable lab={lab} loss={loss} clip={clip} />
        <JacobianTables jacobian={layerJacobian(lab)} />
      </div>
      <div className={styles.shapes}>
        <h3>{m.shapesTitle()}</h3>
        <GradientShapes {...{ lab, evaluation, loss, clip, shown }} />
      </div>
    </div>
  );
}

/** What the clip looks at. */
function Ratio({
  lab,
  loss: { action, advantage },
  clip,
}: {
  readonly lab: PanelProps['lab'];
  readonly loss: Extract<Loss, { kind: 'sample' }>;
  readonly clip: number;
}) {
  const ratio = sampleRatio(action, lab.proposed.mean, covarianceOf(lab.proposed), lab.old);
  const words = { ratio: formatSignificant(ratio) };
  if (clipBinds(ratio, advantage, clip)) return <p>{m.ratioBeyond(words)}</p>;
  return <p>{Math.abs(ratio - 1) <= clip ? m.ratioInside(words) : m.ratioHarmless(words)}</p>;
}
