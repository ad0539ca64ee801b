import * as m from '#words/samples';
import { formatCount, formatShare } from '../../../components/axisTicks.ts';
import { Button } from '../../../components/Button.tsx';
import { Choice } from '../../../components/Choice.tsx';
import { formatSignificant } from '../../../components/format.ts';
import { TermText } from '../../../components/glossary/TermText.tsx';
import type { PanelProps } from '../overlays/overlay.ts';
import { batchWorth, exactWorth, logRatio, planarGaussian } from './importanceWeights.ts';
import levels from './levels.module.css';
import { noiseOf, samplesOf } from './noise.ts';
import { levelRatio, levelSize, RATIO_LEVELS } from './ratioLevels.ts';
import styles from './SamplesPanel.module.css';
import { COUNTS, DRAWN_FROM, useSamples, WEIGHED, type Weighed } from './samplesSettings.ts';

/** What a batch of the old policy's actions is worth for the proposed and for the projected policy. */
export default function SamplesPanel({ lab, evaluation }: PanelProps) {
  const { from, weighed, count, seed } = useSamples();
  const set = useSamples.setState;
  const old = planarGaussian(lab.old);
  const policies = { proposed: planarGaussian(lab.proposed), projected: evaluation };
  const batch = samplesOf(old, noiseOf(seed), count);
  const worth = (policy: Weighed) => {
    const ratio = logRatio(policies[policy], old);
    const weights = Float64Array.from({ length: count }, (_, i) => ratio(batch[2 * i]!, batch[2 * i + 1]!));
    return { ...batchWorth(weights), limit: exactWorth(policies[policy], old) };
  };
  const names = { old: m.old, proposed: m.proposed, projected: m.projected };
  return (
    <div className={styles.panel}>
      <div className={styles.controls}>
        <Choice
          label={m.drawnFrom()}
          value={from}
          onChange={(next) => set({ from: next })}
          options={DRAWN_FROM.map((value) => ({ value, label: names[value]() }))}
        />
        <Choice
          label={m.ratioOf()}
          value={weighed}
          onChange={(next) => set({ weighed: next })}
          options={WEIGHED.map((value) => ({ value, label: m.overOld({ policy: names[value]() }) }))}
        />
        <Choice
          label={m.howMany()}
          value={String(count)}
          onChange={(next) => set({ count: Number(next) })}
          options={COUNTS.map((value) => ({ value: String(value), label: formatCount(value) }))}
        />
        <Button onClick={() => set({ seed: seed + 1 })}>{m.newSamples()}</Button>
        <Legend />
      </div>
      <div className={styles.words}>
        <p>
          <TermText text={m.why()} />
        </p>
        <div className={styles.worths}>
          {WEIGHED.map((policy) => (
            <Worth key={policy} policy={policy} count={count} {...worth(policy)} />
          ))}
        </div>
        <p className="quiet">
          <TermText text={m.legendOfBars()} />
        </p>
        <p className="quiet">{m.sameNoise()}</p>
      </div>
    </div>
  );
}

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

/** The scale of the density ratios. */
function Legend() {
  return (
    <figure className={styles.legend}>
      <figcaption>{m.legend()}</figcaption>
      <ol className={levels['levels']}>
        {Array.from({ length: RATIO_LEVELS }, (_, level) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the level is what it is
          <li key={level} data-level={level}>
            <span
              className={styles.dot}
              style={{ width: 2 * levelSize(level), height: 2 * levelSize(level) }}
              aria-hidden="true"
            />
            {level % 2 === 0 ? <span>{ratioText(level)}</span> : null}
          </li>
        ))}
      </ol>
    </figure>
  );
}

function ratioText(level: number): string {
  const ratio = levelRatio(level);
  const text = ratio < 1 ? `1/${1 / ratio}` : String(ratio);
  if (level === 0) return `≤ ${text}`;
  return level === RATIO_LEVELS - 1 ? `≥ ${text}` : text;
}
