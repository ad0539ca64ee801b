import { memo } from 'react';
import * as m from '#words/gradient';
import { Button } from '../../../components/Button.tsx';
import { GRADIENT_KINDS, type GradientKind } from '../../../experiments/lookOptions.ts';
import { useLookOptions } from '../../../store/lab.ts';
import arrowStyles from './Arrows.module.css';
import { arrowPaths } from './arrows.ts';
import styles from './GradientLegend.module.css';
import { KIND_NAMES } from './kindNames.ts';

const SAMPLE = [{ x: 3, y: 9, dx: 32, dy: 0 }] as const;
/** The clip's stand to the right of their line. */
const CLIP_SAMPLE = [{ x: 3, y: 4, dx: 32, dy: 0 }] as const;

/** The kinds of arrows, each a switch. */
export const GradientLegend = memo(function GradientLegend() {
  const shown = useLookOptions((state) => state.arrows);
  const turn = (kind: GradientKind) =>
    useLookOptions.setState({
      arrows: GRADIENT_KINDS.filter((one) => (one === kind ? !shown.includes(one) : shown.includes(one))),
    });
  return (
    <div className={styles.whole}>
      <fieldset className={styles.legend} aria-label={m.shown()}>
        {GRADIENT_KINDS.map((kind) => {
          const { shafts, heads } = arrowPaths(kind, kind === 'clip' ? CLIP_SAMPLE : SAMPLE);
          return (
            <Button
              key={kind}
              className={styles.kind}
              aria-pressed={shown.includes(kind)}
              onClick={() => turn(kind)}
            >
              <svg width="40" height="18" viewBox="0 0 40 18" aria-hidden="true">
                <g className={arrowStyles[kind]}>
                  <path className={arrowStyles.shafts} d={shafts} />
                  <path className={arrowStyles.heads} d={heads} />
                </g>
              </svg>
              {KIND_NAMES[kind].long()}
            </Button>
          );
        })}
      </fieldset>
      <p className="quiet">{m.key()}</p>
    </div>
  );
});
