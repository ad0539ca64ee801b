import { formatCount } from '../../../../components/axisTicks.ts';
import { formatFixed, formatSignificant } from '../../../../components/format.ts';
import { Term } from '../../../../components/glossary/Term.tsx';
import { Maths } from '../../../../components/Maths.tsx';
import type { ChapterProse } from '../../chapter.ts';
import { Live, Sets, Shows } from '../../prose/Sentences.tsx';
import { DRAWS, drawnWithin, entropyOf, peakDensity, shareWithin } from './cloudNumbers.ts';
import { type CloudStep, states, TASK_ENTROPY } from './script.ts';

const percent = (share: number) => `${formatFixed(100 * share, 0)} %`;

export const prose: ChapterProse<CloudStep> = {
  task: 'make the round cloud three times as long as wide without changing its entropy.',
  steps: {
    dice: {
      title: 'An agent that rolls dice',
      Body: () => (
        <>
          <p>
            An agent that learns must try things out. So what it does is not one action but a bet: in every
            situation its <Term id="policy">policy</Term> is a bell curve over{' '}
            <Term id="action">actions</Term>, and each time the agent draws one.
          </p>
          <p>
            Here an action is two numbers, say how hard to push to the right and how hard to push up. Two bell
            curves at once make a <Shows part="old">cloud</Shows>. Each of the {formatCount(DRAWS)} dots is
            one action that was drawn.
          </p>
        </>
      ),
    },
    mean: {
      title: 'Where it is: the mean',
      Body: () => (
        <>
          <p>
            The <Term id="mean">mean</Term> μ is the middle of the cloud, the action the agent would take if
            it had to stop rolling dice. <Sets to={states.moved}>Moving the mean</Sets> moves every dot by the
            same way and changes nothing else.
          </p>
          <p>
            Take hold of the dot in the middle and move it yourself. It is now at{' '}
            <Live>{({ lab }) => `${formatFixed(lab.old.mean[0])}, ${formatFixed(lab.old.mean[1])}`}</Live>.
          </p>
        </>
      ),
    },
    covariance: {
      title: 'What shape it has: the covariance',
      Body: () => (
        <>
          <p>
            A bell curve has a width, its <Term id="standard-deviation">standard deviation</Term> σ. A cloud
            has one for each direction, and the <Term id="covariance">covariance</Term> Σ holds them all. It
            can be <Sets to={states.round}>round</Sets>: as unsure about one action as about the other. It can
            be <Sets to={states.long}>long</Sets>: sure about pushing up, unsure about pushing right.
          </p>
          <p>
            And it can be <Sets to={states.tilted}>tilted</Sets>: when the agent pushes harder to the right it
            tends to push harder upwards as well. That is the number beside the diagonal, now{' '}
            <Live>
              {({ lab: { old } }) => {
                const turn = (2 * old.angle * Math.PI) / 180;
                return formatFixed(((old.sigma1 ** 2 - old.sigma2 ** 2) / 2) * Math.sin(turn));
              }}
            </Live>
            . A policy without it can only stretch along the axes.
          </p>
          <p>The two hollow dots pull and turn the axes.</p>
        </>
      ),
    },
    predict: {
      title: 'How much lies inside the line?',
      Body: () => (
        <p>
          The <Shows part="old">inner line</Shows> is drawn at 1σ in every direction. You may know that 68 %
          of a bell curve lies within one standard deviation. Without counting: how many of the cloud’s dots
          lie inside the line?
        </p>
      ),
      options: { third: '39 %', half: '50 %', most: '68 %', nearly: '95 %' },
      Answer: () => (
        <p>
          {formatCount(drawnWithin(1))} of the {formatCount(DRAWS)} dots do; of endlessly many it would be{' '}
          {percent(shareWithin(1))}. 68 % hold for each action alone, but a dot has two chances to be unusual.
          Inside the outer line, at 2σ, it is {percent(shareWithin(2))}. The share is the same for every
          Gaussian cloud of two actions, round or long; with more actions it falls further.
        </p>
      ),
    },
    density: {
      title: 'How likely an action is: the density',
      Body: () => (
        <>
          <p>
            Dots crowd in the middle. How densely is the policy’s <Term id="density">density</Term> there: at
            the mean <Live>{({ lab }) => formatSignificant(peakDensity(lab.old))}</Live>, and less by a factor
            of {formatFixed(Math.exp(0.5))} on the <Shows part="old">1σ line</Shows>, wherever on it.
          </p>
          <p>
            All densities together must make one, so a <Sets to={states.certain}>narrow cloud is tall</Sets>{' '}
            and a <Sets to={states.wide}>wide one is flat</Sets>: half as wide in both directions is four
            times as tall. A density is not a probability, it may exceed 1. It is what algorithms compare when
            they ask how much likelier an action has become.
          </p>
        </>
      ),
    },
    entropy: {
      title: 'How unsure it is: the entropy',
      Body: () => (
        <>
          <p>
            One number says how spread out a policy is: its <Term id="entropy">entropy</Term>, counted in{' '}
            <Term id="nats">nats</Term>. Now it is <Live>{({ lab }) => formatFixed(entropyOf(lab))}</Live>. It
            knows nothing of where the cloud is or which way it points, only how large its ellipse is.
          </p>
          <p>
            <Sets to={states.wide}>Twice as wide</Sets> in both directions adds 2 · ln 2 ={' '}
            {formatFixed(2 * Math.LN2)} nats, <Sets to={states.certain}>half as wide</Sets> takes them away.
            It may fall below zero and has no bottom: a policy that becomes certain loses entropy without end,
            and with it the dice it explores with.
          </p>
        </>
      ),
    },
    task: {
      title: 'Another shape, as unsure as before',
      Body: () => (
        <>
          <p>
            This cloud is round and its entropy is {formatFixed(TASK_ENTROPY)} nats. Make it{' '}
            <b>three times as long as wide</b> and keep its entropy to within 0.05. Now it is{' '}
            <Live>{({ lab }) => formatFixed(entropyOf(lab))}</Live>.
          </p>
          <p>
            That two so different clouds can be equally unsure is worth remembering: an update that only
            watches the entropy sees neither.
          </p>
        </>
      ),
    },
  },
  derivation: {
    Body: () => (
      <>
        <p>The density of a Gaussian policy over k actions:</p>
        <Maths
          display
          lines={3}
          tex="\ln \pi(a) = -\tfrac k2\ln 2\pi-\tfrac12\ln\lvert\Sigma\rvert-\tfrac12\,(a-\mu)^{\!\top}\Sigma^{-1}(a-\mu)"
          label="The logarithm of the density is minus k halves of the logarithm of two pi, minus half the logarithm of the determinant, minus half the squared distance from the mean in units of sigma."
        />
        <p>
          An action is drawn as μ + Fξ, with FFᵀ = Σ and ξ of independent standard bell curves. Its distance
          from the mean in units of σ is ‖ξ‖. For two actions ‖ξ‖² has the density ½e^(−s/2), so that within r
          lie
        </p>
        <Maths
          display
          lines={2}
          tex="P(\lVert\xi\rVert\le r) = \int_0^{r^2}\tfrac12 e^{-s/2}\,\mathrm ds = 1-e^{-r^2/2}"
          label="The probability to lie within r is one minus e to the minus r squared over two."
        />
        <p>The entropy is the expectation of −ln π, in which the distance leaves k/2:</p>
        <Maths
          display
          lines={2}
          tex="H = \tfrac k2\ln(2\pi e)+\tfrac12\ln\lvert\Sigma\rvert,\qquad \tfrac12\ln\lvert\Sigma\rvert=\textstyle\sum_i\ln\sigma_i"
          label="The entropy is k halves of the logarithm of two pi e plus half the logarithm of the determinant, which is the sum of the logarithms of the standard deviations along the axes."
        />
      </>
    ),
    sections: ['§5.1 Entropy', '§6.1 Log-density and its gradient', '§6.2 Samples'],
  },
};
