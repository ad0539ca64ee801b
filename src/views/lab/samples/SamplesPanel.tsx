import { memo, useMemo } from 'react';
import * as m from '#words/samples';
import { formatCount, formatShare } from '../../../components/axisTicks.ts';
import { formatSignificant } from '../../../components/format.ts';
import { TermText } from '../../../components/glossary/TermText.tsx';
import { WEIGHED, type Weighed } from '../../../experiments/lookOptions.ts';
import { useLookOptions } from '../../../store/lab.ts';
import type { PanelProps } from '../overlays/overlay.ts';
import { batchWorth, exactWorth, logRatio, logRatios, planarGaussian } from './importanceWeights.ts';
import { noiseOf, samplesOf } from './noise.ts';
import { SamplesControls } from './SamplesControls.tsx';
import styles from './SamplesPanel.module.css';

/** What a batch of the old policy's actions is worth for the proposed and for the projected policy. */
export default function SamplesPanel({ lab, evaluation }: PanelProps) {
  const { seed, ...options } = useLookOptions();
  const count = Number(options.count);
  const old = planarGaussian(lab.old);
  const policies = { proposed: planarGaussian(lab.proposed), projected: evaluation };
  const batch = useMemo(
    () => samplesOf(planarGaussian(lab.old), noiseOf(seed), count),
    [lab.old, seed, count],
  );
  const worth = (policy: Weighed) => ({
    ...batchWorth(logRatios(logRatio(policies[policy], old), batch)),
    limit: exactWorth(policies[policy], old),
  });
  return (
    <div className={styles.panel}>
      <SamplesControls />
      <div className={styles.words}>
        <Why />
        <div className={styles.worths}>
          {WEIGHED.map((policy) => (
            <Worth key={policy} policy={policy} count={count} {...worth(policy)} />
          ))}
        </div>
        <Key />
      </div>
    </div>
  );
}

const Why = memo(function Why() {
  return (
    <p>
      <TermText text={m.why()} />
    </p>
  );
});

const Key = memo(function Key() {
  return (
    <>
      <p className="quiet">
        <TermText text={m.legendOfBars()} />
      </p>
      <p className="quiet">{m.sameNoise()}</p>
    </>
  );
});

interface WorthProps {
  readonly policy: Weighed;
  readonly count: number;
  readonly effective: number;
  readonly heaviest: number;
  /** The share that an endless batch is worth; 0 where the weights have no variance. */
  readonly limit: number;
}

function Worth({ policy, count, effective, heaviest, limit }: WorthProps) {
  const share = effective / count;
  const isProposed = policy === 'proposed';
  return (
    <section className={styles.worth} aria-label={isProposed ? m.worthProposed() : m.worthProjected()}>
      <h3 className={isProposed ? 'proposed-ink' : 'projected-ink'}>
        {isProposed ? m.worthProposed() : m.worthProjected()}
      </h3>
      <p className={styles.number}>
        {m.effective({ effective: formatEffective(effective), count: formatCount(count) })}
      </p>
      <svg className={styles.bar} data-policy={policy} width="100%" height="16" role="presentation">
        <rect className={styles.all} width="100%" height="16" rx="3" />
        <rect className={styles.share} width={`${100 * share}%`} height="16" rx="3" />
        <line
          className={styles.limit}
          x1={`${100 * limit}%`}
          x2={`${100 * limit}%`}
          y1="0"
          y2="16"
          strokeWidth="3"
        />
      </svg>
      <p>{limit > 0 ? m.inTheLimit({ share: formatShare(limit) }) : m.noVariance()}</p>
      <p className="quiet">{m.heaviest({ share: formatShare(heaviest) })}</p>
    </section>
  );
}

/** Fractions of a sample only where there are few. */
function formatEffective(effective: number): string {
  return effective < 100 ? formatSignificant(effective) : formatCount(Math.round(effective));
}
