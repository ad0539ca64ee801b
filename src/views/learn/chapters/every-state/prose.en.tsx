import { formatShare } from '../../../../components/axisTicks.ts';
import { formatFixed } from '../../../../components/format.ts';
import { Term } from '../../../../components/glossary/Term.tsx';
import { Maths } from '../../../../components/Maths.tsx';
import { Told, When } from '../../train/reading.tsx';
import { furthest, isOver, metricAt, shareBeyond } from '../../train/runFacts.ts';
import type { EveryProse } from './Chapter.tsx';
import type { EverySide } from './script.ts';

const Now = Told<EverySide>;

export const prose: EveryProse = {
  task: 'find an iteration whose average kept its bound while one state went ten times as far.',
  sides: { trpo: 'TRPO', papi: 'PAPI', ppo: 'PPO', kl: 'KL layer' },
  steps: {
    promise: {
      title: 'Who promises what',
      Body: () => (
        <>
          <p>
            A policy answers every <Term id="state">state</Term> with its own bell curve. So “how far did it
            move” has as many answers as there are states, and four methods promise four things:
          </p>
          <p>
            <Term id="trpo">TRPO</Term> and <Term id="papi">PAPI</Term> bound the <i>average</i> over the
            states of a batch. <Term id="ppo">PPO</Term> bounds nothing: it stops rewarding an action once its
            probability has changed by a fifth. The <Term id="layer">layer</Term> bounds <i>every</i> state.
          </p>
          <p>Press Watch: all four train at once, on the same task with the same seed.</p>
        </>
      ),
    },
    predict: {
      title: 'An average of 0.01',
      Body: () => (
        <p>
          TRPO keeps the average KL of each update at 0.01 or below. The layer allows each state 0.03 for its
          mean and 0.001 for its covariance. Of all states in all updates of TRPO, how many go beyond one of
          these?
        </p>
      ),
      options: { none: 'Hardly any', few: 'Fewer than one in twenty', many: 'More than one in twenty' },
      Answer: () => (
        <p>
          It was <Now>{({ trpo }) => formatShare(shareBeyond(trpo) ?? 0)}</Now>. An average is kept by moving
          some states far and most of them little, and nothing says which.
        </p>
      ),
    },
    average: {
      title: 'On average',
      Body: () => (
        <>
          <p>
            A column of the map is one update, a dot of ink is states that moved that far; the line is the
            bound. The average over the whole column is what TRPO and PAPI look at.
          </p>
          <p>
            TRPO’s average never passed{' '}
            <Now>
              {({ trpo }) => {
                const top = metricAt(trpo, 'approx_kl', 'largest');
                return top && formatFixed(top.value, 4);
              }}
            </Now>
            : it keeps its promise. Yet its furthest state moved{' '}
            <Now>
              {({ trpo }) => {
                const far = metricAt(trpo, 'max_kl', 'largest');
                return far && formatFixed(far.value, 2);
              }}
            </Now>{' '}
            nats in iteration <Now>{({ trpo }) => metricAt(trpo, 'max_kl', 'largest')?.iteration}</Now>. PAPI
            projects the whole policy back by one number for all states, and has the same blind spot: choose
            its map.
          </p>
        </>
      ),
    },
    clip: {
      title: 'A clip is no bound',
      Body: () => (
        <>
          <p>
            PPO’s clip acts on probabilities of actions that were taken. Where the ratio has reached 1.2 it
            takes away the reason to go on, but not what pushes from elsewhere: the network is shared by all
            states, and momentum goes on as well.
          </p>
          <p>
            Beyond the bound:{' '}
            <Now>
              {({ ppo }) => {
                const share = shareBeyond(ppo);
                return share === null ? null : formatShare(share);
              }}
            </Now>{' '}
            of its states.
          </p>
        </>
      ),
    },
    layer: {
      title: 'For every state',
      Body: () => (
        <>
          <p>
            The layer projects each state by itself. Switch the map between Proposed and Projected: what the
            layer lets through ends on the line, in every column. Its furthest state is at{' '}
            <Now>
              {({ kl }) => {
                const far = furthest(kl, 'projected');
                return far && formatFixed(far.value, 3);
              }}
            </Now>{' '}
            of the bound.
          </p>
          <p>
            Now the small print. The network that acts is <i>pulled</i> towards its projection, not replaced
            by it:{' '}
            <Now>
              {({ kl }) => {
                const share = shareBeyond(kl);
                return share === null ? null : formatShare(share);
              }}
            </Now>{' '}
            of its states are beyond the bound. The promise holds for the projection, and this page always
            shows both.
          </p>
        </>
      ),
    },
    find: {
      title: 'Find the state behind the average',
      Body: () => (
        <>
          <p>
            Find an iteration in which TRPO’s average was within its 0.01 while its furthest state moved at
            least ten times as far. Click a column of the map, or move the time cursor beneath it.
          </p>
          <When<EverySide> runs={({ trpo }) => isOver(trpo)} before={null}>
            <p>Hint: averages hide most where the policy has become good, so look late.</p>
          </When>
        </>
      ),
    },
  },
  derivation: {
    Body: () => (
      <>
        <p>TRPO and PAPI on the left, the layer on the right, for the same states s of a batch:</p>
        <Maths
          display
          lines={3}
          tex="\mathbb E_s\!\left[\mathrm{KL}(\pi_s\,\Vert\,\pi_{o,s})\right]\le\delta\qquad\text{or}\qquad d_\mu(s)\le\varepsilon_\mu,\; d_\Sigma(s)\le\varepsilon_\Sigma\ \ \forall s"
          label="The expected KL over states is at most delta; or the mean part is at most epsilon mu and the covariance part at most epsilon Sigma for every state."
        />
        <p>
          With N states, an average of δ allows one of them Nδ if the others stay: with a batch of 2,048 and δ
          = 0.01 that is 20 nats.
        </p>
      </>
    ),
    sections: [
      '§7.2 Ratio clip',
      '§8.6 Share of states beyond the bound',
      '§9.1 TRPL',
      '§9.4 TRPO',
      '§9.5 PAPI',
    ],
  },
};
