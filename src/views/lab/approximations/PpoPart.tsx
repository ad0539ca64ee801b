import * as m from '#words/approximations';
import * as sampleWords from '#words/sample';
import { Button } from '../../../components/Button.tsx';
import { formatSignificant } from '../../../components/format.ts';
import { TermText } from '../../../components/glossary/TermText.tsx';
import type { LabConfiguration } from '../../../experiments/lab.ts';
import { useLookOptions } from '../../../store/lab.ts';
import { covarianceOf } from '../labGeometry.ts';
import { beside } from '../sample/beside.ts';
import { ClipSlider } from '../sample/SampleControls.tsx';
import { sampleRatio } from '../sample/sampleRatio.ts';
import { clipRing, furthestOnRing } from './clipRegion.ts';
import styles from './parts.module.css';

/** What PPO's clip calls near: a ring around one sample. */
export function PpoPart({ lab }: { readonly lab: LabConfiguration }) {
  const { action, clip } = useLookOptions();
  const covariance = covarianceOf(lab.proposed);
  const furthest = furthestOnRing(action, clipRing(action, clip, covariance, lab.old), covariance, lab.old);
  return (
    <>
      <div className={styles.row}>
        <ClipSlider />
        <Button
          title={sampleWords.fetchWhy()}
          onClick={() => useLookOptions.setState({ action: beside(lab.old) })}
        >
          {sampleWords.fetch()}
        </Button>
      </div>
      <p>
        <TermText text={m.ppoWords()} />
      </p>
      <p>{furthest === null ? m.ppoNone() : m.ppoFurthest({ kl: formatSignificant(furthest) })}</p>
      <p className="quiet">
        {m.ppoRatio()}: {formatSignificant(sampleRatio(action, lab.proposed.mean, covariance, lab.old))}
      </p>
    </>
  );
}
