import { formatFixed, formatSignificant } from '../../../../components/format.ts';
import { Term } from '../../../../components/glossary/Term.tsx';
import { Maths } from '../../../../components/Maths.tsx';
import type { ChapterProse } from '../../chapter.ts';
import { Live, Sets, Shows } from '../../prose/Sentences.tsx';
import { type GradientsStep, shareLeft, states } from './script.ts';

const percent = (share: number) => `${formatFixed(100 * share, 0)} %`;

export const prose: ChapterProse<GradientsStep> = {
  task: 'place a proposal beyond its bound where the layer leaves less than a tenth of the gradient.',
  steps: {
    downhill: {
      title: 'A slope for a policy',
      Body: () => (
        <>
          <p>
            A network learns downhill: a loss says what is bad, and its <Term id="gradient">gradient</Term>{' '}
            says which way the <Shows part="proposed">proposed mean</Shows> should move to have less of it.
            Here the loss is as simple as can be: how far actions are from a target, squared.
          </p>
          <p>
            Each arrow says where a mean at that place would be pushed. They all point to the target and are
            the longer, the farther away it is. Nothing stops the proposal from going all the way in one leap.
          </p>
        </>
      ),
    },
    layer: {
      title: 'What the layer lets through',
      Body: () => (
        <>
          <p>
            Now the <Term id="layer">layer</Term> stands between. The loss sees only the{' '}
            <Shows part="projected">projected policy</Shows>, and the gradient has to come back to the network
            through the projection. The green arrows are what arrives.
          </p>
          <p>
            <Sets to={states.inside}>Inside the region</Sets> both arrows are the same: the layer changed
            nothing, so it changes no gradient. <Sets to={states.far}>Beyond it</Sets> the arrow is turned
            along the <Shows part="region">edge</Shows> and shorter. What points away from the old mean is
            gone, since going farther would not move the projected policy. Of the rest 1/(1 + ω) is left, here{' '}
            <Live>{({ evaluation }) => percent(1 / (1 + evaluation.meanPart.multiplier))}</Live>.
          </p>
          <p>Drag the proposal over the edge and back.</p>
        </>
      ),
    },
    predict: {
      title: 'Straight on',
      Body: () => (
        <p>
          This proposal lies beyond the edge, exactly on the way from the old mean to the target. Without the
          layer the slope there says: go on. What does the layer leave of it?
        </p>
      ),
      options: {
        whole: 'All of it',
        turned: 'Some, in another direction',
        nothing: 'Nothing at all',
      },
      Answer: () => (
        <p>
          Of a slope of this kind <Live>{({ lab }) => percent(shareLeft(lab))}</Live> is left. The projected
          mean already stands where the edge is nearest to the target: no allowed policy is better, and the
          layer knows it. The gradient vanishes because the goal within the region is reached, not because
          anything was cut off.
        </p>
      ),
    },
    slides: {
      title: 'It slides, and does not come back by itself',
      Body: () => (
        <>
          <p>
            From <Sets to={states.far}>here</Sets>, follow the arrows downhill. After{' '}
            <Sets to={states.five}>five steps</Sets> and after <Sets to={states.twenty}>twenty</Sets> the{' '}
            <Shows part="projected">projected policy</Shows> has slid along the edge to its best place.
          </p>
          <p>
            Look at the <Shows part="proposed">proposal</Shows> as well: every arrow is at a right angle to
            the way home, so it drifts outwards, now at{' '}
            <Live>{({ evaluation }) => formatSignificant(evaluation.meanPart.before)}</Live> where{' '}
            <Live>{({ evaluation }) => formatSignificant(evaluation.meanPart.bound)}</Live> is allowed. The
            layer alone never calls it back. That is why training adds the{' '}
            <Term id="trust-region-loss">trust-region loss</Term>, a pull of the network towards its own
            projection.
          </p>
        </>
      ),
    },
    clip: {
      title: 'PPO’s way: silence',
      Body: () => (
        <>
          <p>
            <Term id="ppo">PPO</Term> has no layer. It looks at one action that turned out better than
            expected and raises its probability, until the action is 1.2 times as likely as before. There its{' '}
            <Term id="clip">clip</Term> cuts in: wherever you see a cross, it leaves a gradient of exactly
            zero.
          </p>
          <p>
            <Sets to={states.unmoved}>On the old mean</Sets> the whole slope is there;{' '}
            <Sets to={states.nudged}>a small step</Sets> towards the action, and nothing is left. Zero also
            means that nothing holds a policy that has gone too far already: momentum or the other actions of
            the batch may carry it on. The layer’s arrows go on along the edge, and the policy that acts never
            leaves it.
          </p>
        </>
      ),
    },
    task: {
      title: 'Silence it yourself',
      Body: () => (
        <>
          <p>
            Place the proposal <b>beyond the edge</b> where the layer leaves <b>less than a tenth</b> of the
            gradient. Now it is <Live>{({ lab }) => percent(shareLeft(lab))}</Live>.
          </p>
          <p>You know one line on which that is so. There is more of it than the step before last showed.</p>
        </>
      ),
    },
  },
  derivation: {
    Body: () => (
      <>
        <p>
          Beyond the bound the projected mean lies on a ray from the old one, at the distance that is allowed:
        </p>
        <Maths
          display
          lines={3}
          tex="\tilde\mu=\mu_o+w\,\delta,\qquad \delta=\mu-\mu_o,\qquad w=\sqrt{\varepsilon_\mu/d_\mu(\delta)}=\frac1{1+\omega}"
          label="The projected mean is the old mean plus w times delta; w is the root of the bound over the distance, which is one over one plus omega."
        />
        <p>
          w depends on δ as well, so its derivative is part of the answer. With g the gradient in the
          projected mean:
        </p>
        <Maths
          display
          lines={3}
          tex="\frac{\partial L}{\partial\mu}=\frac1{1+\omega}\Bigl(g-\frac{\langle g,\delta\rangle}{2d_\mu}\,\nabla d_\mu\Bigr)"
          label="The gradient in mu is one over one plus omega, times g minus its part along delta."
        />
        <p>
          Its product with δ is zero: ⟨∇d, δ⟩ = 2d for a quadratic form. For a round old policy it is the
          projection of g onto the tangent of the circle. A step of it grows the distance: |δ + s|² = |δ|² +
          |s|².
        </p>
      </>
    ),
    sections: ['§4.1 Mean', '§4.2 Radial projections', '§7.2 Ratio clip', '§7.3 Trust-region loss'],
  },
};
