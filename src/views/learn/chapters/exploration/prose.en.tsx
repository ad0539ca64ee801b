import { formatCount } from '../../../../components/axisTicks.ts';
import { formatFixed } from '../../../../components/format.ts';
import { Term } from '../../../../components/glossary/Term.tsx';
import { Maths } from '../../../../components/Maths.tsx';
import { Told, When } from '../../train/reading.tsx';
import { bestReturn, finalReturn, isOver, metricAt } from '../../train/runFacts.ts';
import type { ExplorationProse } from './Chapter.tsx';
import { CAR, type ExplorationSide } from './script.ts';

const Now = Told<ExplorationSide>;

export const prose: ExplorationProse = {
  task: 'find a floor with which the car reaches the flag.',
  sides: { unbounded: 'Covariance free', bounded: 'Covariance bounded', car: 'Without a floor' },
  floor: 'With a floor',
  steps: {
    noise: {
      title: 'What noise is for',
      Body: () => (
        <>
          <p>
            A policy draws its actions at random around a mean. The width of that cloud is how an agent finds
            out about actions it does not take yet: its <Term id="exploration">exploration</Term>. The{' '}
            <Term id="entropy">entropy</Term> measures it in one number.
          </p>
          <p>
            This arm has five joints, and a hard time: in 200 steps it is told only once, at the very end, how
            close its tip came to the goal. Who stops exploring before that pays learns nothing more.
          </p>
        </>
      ),
    },
    predict: {
      title: 'With or without a covariance bound?',
      Body: () => (
        <p>
          Both arms have the same seed and settings, and both means are bounded. On the right the covariance
          is as well: it may change by 0.001 an update. On the left it may do what it likes. Which comes
          nearer to the goal? Choose, then press Watch; at full speed it takes half a minute or so.
        </p>
      ),
      options: { unbounded: 'The free one', same: 'Both the same', bounded: 'The bounded one' },
      Answer: () => (
        <p>
          The returns at the end: free{' '}
          <Now>
            {({ unbounded }) => {
              const end = finalReturn(unbounded);
              return end === null ? null : formatFixed(end, 0);
            }}
          </Now>
          , bounded{' '}
          <Now>
            {({ bounded }) => {
              const end = finalReturn(bounded);
              return end === null ? null : formatFixed(end, 0);
            }}
          </Now>{' '}
          (0 would be perfect). With an open bound the same happened with each of seeds 1 to 5.
        </p>
      ),
    },
    bound: {
      title: 'Two bounds, not one',
      Body: () => (
        <>
          <p>
            A gradient can raise the chance of a good action in two ways: move the mean there, or shrink the
            cloud around it. Shrinking is quick, and hard to undo: an agent that no longer tries things cannot
            see what it misses. So the layer gives the <Term id="covariance-bound">covariance</Term> a budget
            of its own, a far smaller one.
          </p>
          <p>
            Look at the entropies. Bounded, it went from{' '}
            <Now>
              {({ bounded }) => {
                const at = metricAt(bounded, 'entropy', 'first');
                return at && formatFixed(at.value, 1);
              }}
            </Now>{' '}
            to{' '}
            <Now>
              {({ bounded }) => {
                const at = metricAt(bounded, 'entropy', 'last');
                return at && formatFixed(at.value, 1);
              }}
            </Now>{' '}
            nats, slowly. Free, it jumps about: one update takes away what many had built.
          </p>
        </>
      ),
    },
    still: {
      title: 'It learned to do nothing',
      Body: () => (
        <>
          <p>
            A bound slows the loss of exploration; it does not stop it. Here thrust costs a little and only
            the flag pays. Press Watch: this car, behind both bounds, does not happen to find the flag in
            time. It learns the next best thing, to stand still.
          </p>
          <When<ExplorationSide> runs={({ car }) => isOver(car)} before={null}>
            <p>
              It ends at{' '}
              <Now>
                {({ car }) => {
                  const end = finalReturn(car);
                  return end === null ? null : formatFixed(end, 0);
                }}
              </Now>
              , and its best was{' '}
              <Now>
                {({ car }) => {
                  const best = bestReturn(car);
                  return best && formatFixed(best.value, 0);
                }}
              </Now>
              ; reaching the flag is worth about 90. Its entropy fell all the while: it is ever less likely to
              find out.
            </p>
          </When>
        </>
      ),
    },
    floor: {
      title: 'Put a floor under it',
      Body: () => (
        <>
          <p>
            An <Term id="entropy-floor">entropy floor</Term> widens the cloud again wherever it gets too
            narrow. It starts at the entropy of the first policy and sinks evenly to where you say. Same seed,
            same car: find a floor with which it reaches the flag.
          </p>
          <p>
            Then go too far: a floor at 1.4 nats hardly sinks. It finds the flag too, but never stops
            trembling, which costs thrust. The layer decides how fast exploration may go; the floor how much
            is to be left.
          </p>
        </>
      ),
    },
  },
  derivation: {
    Body: () => (
      <>
        <p>
          The entropy of a Gaussian depends on its covariance alone, and scaling S by c raises it by k ln c:
        </p>
        <Maths
          display
          lines={3}
          tex="H=\tfrac k2\ln(2\pi e)+\tfrac12\ln\lvert\Sigma\rvert,\qquad \tilde S = S\,e^{(\beta-H)/k}\ \text{ where } H<\beta"
          label="The entropy is k halves of log two pi e plus half of the log determinant; the projected deviation is S times e to the beta minus H over k where H is below beta."
        />
        <p>
          The linear floor goes from the first entropy H₀ to H* over the {formatCount(CAR.steps)} steps of the
          run. It is applied after the trust region, so it may leave it: Train shows where it does.
        </p>
      </>
    ),
    sections: ['§5.1 Entropy', '§5.2 The floor', '§5.3 Schedules'],
  },
};
