import type { CSSProperties } from 'react';
import * as m from '#words/learn';
import { formatSignificant } from '../../../../components/format.ts';
import { Term } from '../../../../components/glossary/Term.tsx';
import type { TermId } from '../../../../components/glossary/terms.ts';
import { PROJECTION_METHODS } from '../../../../components/projectionMethods.ts';
import { useFigureReading } from '../../lab/labFigure.ts';
import type { PanelPartProps } from '../../lab/labScript.ts';
import { distanceBy, RULERS, type Ruler } from './distances.ts';
import styles from './RulerBars.module.css';
import type { RulersStep } from './script.ts';

const TERMS: Readonly<Record<Ruler, TermId>> = { kl: 'kl', w2: 'wasserstein', frobenius: 'frobenius' };
/** Decades of the scale. */
const [LEAST, MOST] = [-4, 2];

/** Where a distance lies on the bars' logarithmic scale, 0 … 1. */
function barShare(distance: number): number {
  if (!(distance > 0)) return 0;
  return Math.min(1, Math.max(0, (Math.log10(distance) - LEAST) / (MOST - LEAST)));
}

/** The same pair by three rulers: a bar each on one logarithmic scale, and the number. */
export function RulerBars({ waits }: PanelPartProps<RulersStep>) {
  const { lab } = useFigureReading();
  return (
    <section className={styles.bars} aria-label={m.rulersPanel()}>
      {RULERS.map((ruler) => {
        const { name, colour } = PROJECTION_METHODS[ruler];
        const distance = distanceBy(ruler, lab);
        const style = { '--method': `var(${colour})`, '--share': waits ? 0 : barShare(distance) };
        return (
          <div key={ruler} className={styles.row} style={style as CSSProperties}>
            <h2>
              <Term id={TERMS[ruler]}>{name}</Term>
            </h2>
            <span className={styles.track} aria-hidden="true">
              <span className={styles.fill} />
            </span>
            <span className={styles.number}>{waits ? '?' : formatSignificant(distance)}</span>
          </div>
        );
      })}
      <p className={styles.scale} aria-hidden="true">
        <span>{formatSignificant(10 ** LEAST, 1)}</span>
        <span>{formatSignificant(0.01, 1)}</span>
        <span>1</span>
        <span>100</span>
      </p>
    </section>
  );
}
