import { useMemo, useRef } from 'react';
import * as m from '#words/landscape';
import { formatCount } from '../../../components/axisTicks.ts';
import { formatFixed } from '../../../components/format.ts';
import { useLandscapeChoice, useLookOptions } from '../../../store/lab.ts';
import type { PanelProps } from '../overlays/overlay.ts';
import { planarGaussian } from '../samples/importanceWeights.ts';
import { noiseOf, samplesOf } from '../samples/noise.ts';
import { batchEstimate } from './batchEstimate.ts';
import { expectedReward, promisedGain } from './expectedReward.ts';
import { type Gain, GainBars } from './GainBars.tsx';
import { LandscapeControls } from './LandscapeControls.tsx';
import styles from './LandscapePanel.module.css';
import { useLandscape } from './landscapeStore.ts';
import { LANDSCAPES } from './landscapes.ts';
import { type RewardRow, RewardTable } from './RewardTable.tsx';
import { WalkChart } from './WalkChart.tsx';
import { type StepKind, walkAhead } from './walk.ts';
import { walkSoFar } from './walkSoFar.ts';

/** How many steps the chart looks ahead. */
const AHEAD = 12;
/** The old policy's batch from which rewards are estimated. */
const [BATCH, SEED] = [500, 1];

/** A reward under the plane: what the slope promises the two policies, what they get, and a walk with and without the layer. */
export default function LandscapePanel({ lab, evaluation, onChange, onRelease }: PanelProps) {
  const { walk } = useLandscape();
  const stepSize = useLookOptions((options) => options.stepSize);
  const { landscape: id } = useLandscapeChoice();
  const { hills } = LANDSCAPES[id];
  const old = planarGaussian(lab.old);
  const policies = { proposed: planarGaussian(lab.proposed), projected: evaluation };
  const samples = useMemo(() => samplesOf(planarGaussian(lab.old), noiseOf(SEED), BATCH), [lab.old]);
  const { reward, slope } = expectedReward(hills, old);

  const rows = (['old', 'proposed', 'projected'] as const).map((policy): RewardRow => {
    const gaussian = policy === 'old' ? old : policies[policy];
    return {
      policy,
      reward: expectedReward(hills, gaussian).reward,
      promised: policy === 'old' ? null : promisedGain(slope, old, gaussian),
      estimate: batchEstimate(hills, gaussian, old, samples),
    };
  });
  const gains = rows
    .filter(({ policy }) => policy !== 'old')
    .map((row) => ({ policy: row.policy, promised: row.promised, gained: row.reward - reward }) as Gain);

  const soFar = useMemo(() => walkSoFar(walk, lab.old), [walk, lab.old]);
  const past = useMemo(
    () =>
      soFar.map((point) => ({
        kind: point.kind,
        reward: expectedReward(hills, planarGaussian(point.old)).reward,
      })),
    [soFar, hills],
  );
  const taken = (kind: StepKind) => formatCount(soFar.filter((point) => point.kind === kind).length);
  const { proposed: _proposed, ...ground } = lab;
  const key = JSON.stringify(ground);
  // What lies ahead begins at the old policy: dragging the proposed one changes none of it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is all of the Lab but the proposed policy
  const ahead = useMemo(
    () => ({
      projected: walkAhead(lab, 'projected', hills, stepSize, AHEAD),
      proposed: walkAhead(lab, 'proposed', hills, stepSize, AHEAD),
    }),
    [key, hills, stepSize],
  );

  const latest = useRef({ lab, onChange, onRelease });
  latest.current = { lab, onChange, onRelease };

  return (
    <div className={styles.panel}>
      <LandscapeControls latest={latest} />
      <div className={styles.story}>
        <p className={styles.verdict}>{verdict(gains)}</p>
        <GainBars gains={gains} />
        <p className="quiet">{m.barsKey()}</p>
      </div>
      <div className={styles.walk}>
        <h3>{m.walk()}</h3>
        <p role="status">
          {m.walked({
            projected: taken('projected'),
            proposed: taken('proposed'),
            from: formatFixed(past[0]!.reward),
            to: formatFixed(reward),
          })}
        </p>
        <WalkChart past={past} ahead={ahead} />
      </div>
      <div className={styles.numbers}>
        <RewardTable rows={rows} count={formatCount(BATCH)} />
        <p className="quiet">{m.aboutNumbers()}</p>
      </div>
    </div>
  );
}

/** What the bars show, in two sentences. */
function verdict(gains: readonly Gain[]): string {
  return gains
    .map(({ policy, promised, gained }) => {
      const numbers = { promised: formatFixed(promised), change: formatFixed(Math.abs(gained)) };
      if (policy === 'proposed') {
        if (promised < 0.005) return m.proposedUnpromised(numbers);
        return gained < 0 ? m.proposedLoses(numbers) : m.proposedGains(numbers);
      }
      if (promised < 0.005) return m.projectedUnpromised(numbers);
      return gained < 0 ? m.projectedLoses(numbers) : m.projectedGains(numbers);
    })
    .join(' ');
}
