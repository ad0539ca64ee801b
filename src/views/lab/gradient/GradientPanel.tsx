import * as m from '#words/gradient';
import * as sampleWords from '#words/sample';
import { Button } from '../../../components/Button.tsx';
import { Choice } from '../../../components/Choice.tsx';
import { formatSignificant } from '../../../components/format.ts';
import { clipBinds } from '../../../policies/surrogate.ts';
import { covarianceOf } from '../labGeometry.ts';
import type { PanelProps } from '../overlays/overlay.ts';
import { beside } from '../sample/beside.ts';
import { AdvantageChoice, ClipSlider } from '../sample/SampleControls.tsx';
import { sampleRatio } from '../sample/sampleRatio.ts';
import { useSample } from '../sample/sampleStore.ts';
import { GradientLegend } from './GradientLegend.tsx';
import styles from './GradientPanel.module.css';
import { GradientShapes } from './GradientShapes.tsx';
import { GradientTable } from './GradientTable.tsx';
import { useGradient, useLoss } from './gradientStore.ts';
import { JacobianTables } from './JacobianTables.tsx';
import { layerJacobian } from './jacobian.ts';
import type { Loss } from './lossGradient.ts';

/** What the arrows are of, their numbers, the same among the shapes, and the Jacobian of the layer. */
export default function GradientPanel({ lab, evaluation }: PanelProps) {
  const { loss, clip } = useLoss();
  const shown = useGradient((state) => state.shown);
  return (
    <div className={styles.panel}>
      <div className={styles.words}>
        <div className={styles.controls}>
          <Choice
            label={m.loss()}
            value={loss.kind}
            onChange={(kind) => useGradient.setState({ loss: kind })}
            options={[
              { value: 'pull', label: m.pull() },
              { value: 'sample', label: m.sample() },
              { value: 'entropy', label: m.entropy() },
            ]}
          />
          {loss.kind === 'sample' ? <AdvantageChoice /> : null}
          {loss.kind === 'entropy' ? null : <ClipSlider />}
          <Fetch lab={lab} loss={loss} />
        </div>
        <p>
          {loss.kind === 'pull' ? m.pullWords() : loss.kind === 'sample' ? m.sampleWords() : m.entropyWords()}
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

/** The target or the sample may lie out of sight. */
function Fetch({ lab, loss }: { readonly lab: PanelProps['lab']; readonly loss: Loss }) {
  switch (loss.kind) {
    case 'pull':
      return (
        <Button
          title={m.fetchTargetWhy()}
          onClick={() => useGradient.setState({ target: beside(lab.proposed) })}
        >
          {m.fetchTarget()}
        </Button>
      );
    case 'sample':
      return (
        <Button
          title={sampleWords.fetchWhy()}
          onClick={() => useSample.setState({ action: beside(lab.old) })}
        >
          {sampleWords.fetch()}
        </Button>
      );
    case 'entropy':
      return null;
  }
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
