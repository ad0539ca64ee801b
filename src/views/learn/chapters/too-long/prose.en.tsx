import { formatFixed, formatSignificant } from '../../../../components/format.ts';
import { Term } from '../../../../components/glossary/Term.tsx';
import { Maths } from '../../../../components/Maths.tsx';
import { formatBounds } from '../../../../components/valueAxis.ts';
import { Told, When } from '../../train/reading.tsx';
import { bestReturn, finalReturn, furthest, isOver, lostReturn, metricAt } from '../../train/runFacts.ts';
import type { TooLongProse } from './Chapter.tsx';
import type { TooLongSide } from './script.ts';

const Now = Told<TooLongSide>;
const whole = (value: number | null | undefined) => (value == null ? null : formatFixed(value, 0));

export const prose: TooLongProse = {
  task: 'go back to an early iteration and save the agent that forgets.',
  sides: { free: 'Nothing holds its steps', held: 'Behind a trust region' },
  rescued: 'Saved?',
  steps: {
    task: {
      title: 'Two agents, one task',
      Body: () => (
        <>
          <p>
            Both agents should swing a rod up and hold it there. In every moment they choose a torque; the{' '}
            <Term id="return">return</Term> says how well an attempt went. Choosing at random gets about
            −1,200. At −170 the task counts as solved.
          </p>
          <p>
            They learn in rounds, called <Term id="iteration">iterations</Term>: try, look what worked, change
            the <Term id="policy">policy</Term> a little, try again. Both begin with the same network, the
            same luck and the same settings. There is one difference: how far the left agent may change its
            policy in one round is limited by nothing. The right one has a{' '}
            <Term id="trust-region">trust region</Term>.
          </p>
        </>
      ),
    },
    predict: {
      title: 'What will become of the left one?',
      Body: () => (
        <p>Choose first. Then press Watch under the pictures: the runs are trained here and now.</p>
      ),
      options: {
        slower: 'It learns, but ends worse',
        same: 'It learns as well as the right one',
        loses: 'It learns, then loses it again',
      },
      Answer: () => (
        <p>
          Nobody told it to forget. It followed the advice of its own experience, as the right one did, only
          further each time.
        </p>
      ),
    },
    collapse: {
      title: 'Learned, and lost',
      Body: () => (
        <When<TooLongSide>
          runs={({ free }) => lostReturn(free) !== null}
          before={<p>Press Watch and follow the two returns. The left one is worth waiting for.</p>}
        >
          <p>
            The left agent had the task solved: its return was{' '}
            <Now>{({ free }) => whole(lostReturn(free)?.before)}</Now> at iteration{' '}
            <Now>{({ free }) => lostReturn(free)?.lastGood}</Now>. By iteration{' '}
            <Now>{({ free }) => lostReturn(free)?.iteration}</Now> four fifths of what it had learned were
            gone, and the return was <Now>{({ free }) => whole(lostReturn(free)?.value)}</Now>.
          </p>
          <p>
            The right agent was at <Now>{({ held }) => whole(bestReturn(held)?.value)}</Now> at its best and
            ends at <Now unknown="… (still training)">{({ held }) => whole(finalReturn(held))}</Now>. This is
            no rare accident: with these settings each of the first ten seeds forgets without the trust
            region. You can try others in Train.
          </p>
        </When>
      ),
    },
    why: {
      title: 'The step was too long',
      Body: () => (
        <>
          <p>
            An update trusts a batch of experience that the <Term id="old-policy">old policy</Term> collected.
            What it says holds for policies that act nearly the same. A long step leaves that neighbourhood,
            and there the advice may be wrong. A worse policy then collects worse experience, and the next
            step starts from there.
          </p>
          <p>
            The chart measures the step: how far the policy moved in its furthest state, in multiples of what
            the trust region allows. Behind the layer the projection never passes 1. The left agent reached{' '}
            <Now>
              {({ free }) => {
                const far = furthest(free);
                return far && `${formatBounds(far.value)} (iteration ${far.iteration})`;
              }}
            </Now>
            .
          </p>
          <p>
            Look at the <Term id="entropy">entropy</Term> as well. The left policy grew ever surer of itself,
            from{' '}
            <Now>
              {({ free }) => {
                const e = metricAt(free, 'entropy', 'first');
                return e && formatSignificant(e.value, 2);
              }}
            </Now>{' '}
            to{' '}
            <Now>
              {({ free }) => {
                const e = metricAt(free, 'entropy', 'last');
                return e && formatSignificant(e.value, 2);
              }}
            </Now>{' '}
            nats. For a policy that is narrow, the same step is a far longer one.
          </p>
        </>
      ),
    },
    save: {
      title: 'Save it',
      Body: () => (
        <>
          <p>
            Go back in time. Pick an iteration of the left run, and let the same networks go on from there
            with a trust region around every step. From which iteration on is it too late?
          </p>
          <p>
            <When<TooLongSide> runs={({ free }) => isOver(free)} before={null}>
              Where its return was best, at iteration <Now>{({ free }) => bestReturn(free)?.iteration}</Now>,
              looks like the natural place. Try it, then try earlier ones.
            </When>
          </p>
        </>
      ),
    },
  },
  derivation: {
    Body: () => (
      <>
        <p>
          An update climbs the surrogate: how good the actions that were taken would be under the new policy
          p, judged by advantages that were measured under the old one, q.
        </p>
        <Maths
          display
          lines={3}
          tex="\mathcal L(p)=\mathbb E_{a\sim q}\!\left[\frac{p(a\mid s)}{q(a\mid s)}\,A(s,a)\right]"
          label="The surrogate is the expectation under q of p over q, times the advantage."
        />
        <p>
          The states in it are those that q visits. That is right to first order at p = q; the error grows
          with the largest divergence between p and q in any state. That is why it is bounded there, in every
          state.
        </p>
        <p>
          The mean part of the distance is measured in the old policy’s own standard deviations, ½(μ −
          μₒ)²/σₒ²: when σₒ shrinks tenfold, the same shift of the mean costs a hundred times as much.
        </p>
      </>
    ),
    sections: ['§2.2 KL', '§7.1 Importance ratio and surrogate', '§8.12 Signs of trouble', '§9.3 PG'],
  },
};
