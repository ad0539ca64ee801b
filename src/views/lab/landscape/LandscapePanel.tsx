import * as m from '#words/landscape';
import { formatCount } from '../../../components/axisTicks.ts';
import { Button } from '../../../components/Button.tsx';
import { Choice } from '../../../components/Choice.tsx';
import { formatFixed } from '../../../components/format.ts';
import { TermText } from '../../../components/glossary/TermText.tsx';
import type { PanelProps } from '../overlays/overlay.ts';
import { planarGaussian } from '../samples/importanceWeights.ts';
import { noiseOf, samplesOf } from '../samples/noise.ts';
import { batchEstimate } from './batchEstimate.ts';
import { expectedReward, promisedGain } from './expectedReward.ts';
import { type Gain, GainBars } from './GainBars.tsx';
import styles from './LandscapePanel.module.css';
import { useLandscape } from './landscapeStore.ts';
import { LANDSCAPE_IDS, LANDSCAPES } from './landscapes.ts';
import { type RewardRow, RewardTable } from './RewardTable.tsx';
import { StepSize } from './StepSize.tsx';
import { uphillProposal } from './uphill.ts';
import { WalkChart } from './WalkChart.tsx';
import { type StepKind, stepped, walkAhead } from './walk.ts';
import { walkOn, walkSoFar } from './walkSoFar.ts';

/** How many steps the chart looks ahead. */
const AHEAD = 12;
/** The old policy's batch from which rewards are estimated. */
const [BATCH, SEED] = [500, 1];

const NAMES = { cliff: m.cliff, ridge: m.ridge, hills: m.hills, gentle: m.gentle } as const;
const ABOUT = {
  cliff: m.aboutCliff,
  ridge: m.aboutRidge,
  hills: m.aboutHills,
  gentle: m.aboutGentle,
} as const;

/** A reward under the plane: what the slope promises the two policies, what they get, and a walk with and without the layer. */
export default function LandscapePanel({ lab, evaluation, onChange, onRelease }: PanelProps) {
  const { id, stepSize, walk } = useLandscape();
  const { hills, start } = LANDSCAPES[id];
  const old = planarGaussian(lab.old);
  const policies = { proposed: planarGaussian(lab.proposed), projected: evaluation };
  const samples = samplesOf(old, noiseOf(SEED), BATCH);
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

  const soFar = walkSoFar(walk, lab.old);
  const past = soFar.map((point) => ({
    kind: point.kind,
    reward: expectedReward(hills, planarGaussian(point.old)).reward,
  }));
  const taken = (kind: StepKind) => formatCount(soFar.filter((point) => point.kind === kind).length);
  const ahead = {
    projected: walkAhead(lab, 'projected', hills, stepSize, AHEAD),
    proposed: walkAhead(lab, 'proposed', hills, stepSize, AHEAD),
  };

  const change = (patch: Parameters<typeof onChange>[0], gesture: string) => {
    onChange(patch, gesture);
    onRelease();
  };
  const step = (kind: StepKind) => {
    const next = stepped(lab, kind, hills, stepSize);
    useLandscape.setState({ walk: walkOn(walk, lab.old, next.old, kind) });
    change(next, 'walk');
  };

  return (
    <div className={styles.panel}>
      <div className={styles.controls}>
        <Choice
          label={m.landscape()}
          hideLabel
          value={id}
          onChange={(next) => useLandscape.setState({ id: next, walk: [] })}
          options={LANDSCAPE_IDS.map((value) => ({
            value,
            label: NAMES[value](),
            description: ABOUT[value](),
          }))}
        />
        <StepSize
          value={stepSize}
          onChange={(next) => {
            useLandscape.setState({ stepSize: next });
            onChange({ proposed: uphillProposal(hills, lab.old, next) }, 'step-size');
          }}
          onCommit={onRelease}
        />
        <div className={styles.buttons}>
          <Button variant="primary" onClick={() => step('projected')}>
            {m.stepProjected()}
          </Button>
          <Button onClick={() => step('proposed')}>{m.stepProposed()}</Button>
          <Button onClick={() => change({ proposed: uphillProposal(hills, lab.old, stepSize) }, 'uphill')}>
            {m.proposeUphill()}
          </Button>
          <Button
            variant="plain"
            onClick={() => {
              useLandscape.setState({ walk: [] });
              change({ old: start, proposed: uphillProposal(hills, start, stepSize) }, 'walk-start');
            }}
          >
            {m.toStart()}
          </Button>
        </div>
        <p className="quiet">
          <TermText text={m.howSteps()} />
        </p>
      </div>
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
