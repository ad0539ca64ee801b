import { formatFixed, formatShort, formatSignificant } from '../../../../components/format.ts';
import { Term } from '../../../../components/glossary/Term.tsx';
import { Maths } from '../../../../components/Maths.tsx';
import { SymbolText } from '../../../../components/SymbolText.tsx';
import type { ChapterProse } from '../../chapter.ts';
import { Live, Sets, Shows } from '../../prose/Sentences.tsx';
import { areaRatio } from './areaRatio.ts';
import { type NearestStep, states } from './script.ts';

export const prose: ChapterProse<NearestStep> = {
  task: 'shape a proposal that is pulled more than half of the way back while its mean passes untouched.',
  steps: {
    inside: {
      title: 'A budget for change',
      Body: () => (
        <>
          <p>
            The <Shows part="old">old policy</Shows> collected the experience that an update learns from. What
            that experience says is reliable near the old policy and gets worse with distance. So an update
            has a budget: the <Term id="trust-region">trust region</Term>.
          </p>
          <p>
            The budget has two parts. The mean may move within the <Shows part="region">dotted ellipse</Shows>
            . The covariance may change as long as the outline stays in the{' '}
            <Shows part="band">shaded band</Shows>.
          </p>
          <p>
            The network <Shows part="proposed">proposes</Shows> a policy. This one spends{' '}
            <Live>{({ evaluation }) => formatSignificant(evaluation.meanPart.before)}</Live> of{' '}
            <Live>{({ lab }) => formatShort(lab.meanBound)}</Live> on its mean and{' '}
            <Live>{({ evaluation }) => formatSignificant(evaluation.covariancePart.before)}</Live> of{' '}
            <Live>{({ lab }) => formatShort(lab.covarianceBound)}</Live> on its covariance.{' '}
            <Sets to={states.inside}>Inside both bounds</Sets> the layer does nothing at all: the{' '}
            <Shows part="projected">projected policy</Shows> is the proposal, to the last bit.
          </p>
        </>
      ),
    },
    mean: {
      title: 'A mean that asks for too much',
      Body: () => (
        <>
          <p>
            Now the mean <Sets to={states.mean}>leaves its region</Sets>. The layer takes it back along the
            straight line to the <Shows part="old">old mean</Shows>, and stops where the line meets the{' '}
            <Shows part="region">edge</Shows>. No allowed mean is nearer, by the same ruler.
          </p>
          <p>
            It asked for <Live>{({ evaluation }) => formatSignificant(evaluation.meanPart.before)}</Live> and{' '}
            <Live>{({ lab }) => formatShort(lab.meanBound)}</Live> is allowed, so the shift is divided by 1 +
            ω = <Live>{({ evaluation }) => formatSignificant(1 + evaluation.meanPart.multiplier)}</Live>. Had
            it gone <Sets to={states.farther}>twice as far</Sets> in the same direction, it would have landed
            on the same spot.
          </p>
          <p>
            Drag the <Shows part="proposed">orange dot</Shows> around the old mean: the projected one slides
            along the edge.
          </p>
        </>
      ),
    },
    predict: {
      title: 'Both at once: where does it land?',
      Body: () => (
        <p>
          Here the <Shows part="proposed">proposal</Shows> is too far away <i>and</i> has another shape.
          Before you see the answer, give yours: drag the dotted blue ellipse to where you think the layer
          will put the policy, and shape it with the two dots on its axes.
        </p>
      ),
      Answer: () => (
        <p>
          The mean sits on the <Shows part="region">edge</Shows>, pulled back by ω ={' '}
          <Live>{({ evaluation }) => formatSignificant(evaluation.meanPart.multiplier)}</Live>. The shape has
          its own bound and its own pull, η ={' '}
          <Live>{({ evaluation }) => formatSignificant(evaluation.covariancePart.multiplier)}</Live>: neither
          uses up the budget of the other.
        </p>
      ),
    },
    ways: {
      title: 'There is more than one way back',
      Body: () => (
        <>
          <p>
            For a mean, the way back is a straight line. For a shape that depends on what is mixed. Here the
            proposal is the old policy turned by 75°, no wider and no narrower, and the trail shows the way
            from it.
          </p>
          <p>
            <Sets to={states.kl}>KL</Sets> mixes <Term id="precision">precisions</Term>, 1/σ², where narrow
            counts most. The shape on the way is smaller than both ends: its area is{' '}
            <Live>{({ lab }) => formatFixed(areaRatio('kl', lab))}</Live> of the old one’s.{' '}
            <Sets to={states.w2}>W2</Sets> mixes standard deviations and arrives at{' '}
            <Live>{({ lab }) => formatFixed(areaRatio('w2', lab))}</Live>.{' '}
            <Sets to={states.frobenius}>Frobenius</Sets> mixes variances, where wide counts most, and ends at{' '}
            <Live>{({ lab }) => formatFixed(areaRatio('frobenius', lab))}</Live>.{' '}
            <Sets to={states.bures}>Bures</Sets> moves the cloud’s mass as cheaply as it can:{' '}
            <Live>{({ lab }) => formatFixed(areaRatio('bures', lab))}</Live>.
          </p>
          <p>
            So the ruler decides not only how far a policy may go but also what it looks like when it gets
            there, and with it how much the agent explores.
          </p>
        </>
      ),
    },
    multipliers: {
      title: 'How hard it pulls',
      Body: () => (
        <>
          <p>
            The <Term id="multiplier">multipliers</Term> say how hard. With η = 0 the layer does not pull;
            with η = 1 old and proposed policy count the same; as η grows the old policy is all that is left.
            Now η = <Live>{({ evaluation }) => formatSignificant(evaluation.covariancePart.multiplier)}</Live>
            , so that the proposal counts for{' '}
            <Live>
              {({ evaluation }) => `${formatFixed(100 / (1 + evaluation.covariancePart.multiplier), 0)} %`}
            </Live>
            .
          </p>
          <p>
            Nobody chooses ω and η. You choose the bounds, and the layer finds the multipliers that just meet
            them. <Sets to={states.tight}>Tight bounds</Sets> keep the old policy.{' '}
            <Sets to={states.loose}>Loose bounds</Sets> let nearly everything pass. Move them yourself and
            watch the policy walk between the two.
          </p>
        </>
      ),
    },
    task: {
      title: 'Pull it more than half of the way back',
      Body: () => (
        <>
          <p>
            Shape a proposal that the layer pulls more than half of the way back, <b>η above 1</b>, while its
            mean stays inside and passes untouched. Take hold of the dots on its axes.
          </p>
          <p>
            Making one axis wider <Sets to={states.wide}>will not do</Sets>, however wide. A wide policy has
            hardly any precision, so the old policy outweighs it easily. What is hard to take back is
            certainty.
          </p>
        </>
      ),
    },
  },
  derivation: {
    Body: () => (
      <>
        <p>
          The mean lies on a ball around the old one and goes back along its radius. With the distance a
          quadratic form, the share of the way is the root of bound over distance:
        </p>
        <Maths
          display
          lines={3}
          tex="\tilde\mu = \frac{\mu+\omega\,\mu_o}{1+\omega},\qquad \omega=\sqrt{d_\mu/\varepsilon_\mu}-1"
          label="The projected mean is mu plus omega times the old mean, over one plus omega; omega is the root of the distance over the bound, minus one."
        />
        <p>For the covariance, KL asks for the allowed policy with the least divergence from the proposal:</p>
        <Maths
          display
          lines={3}
          tex="\min_{\tilde\Sigma}\ \mathrm{KL}(\tilde p\,\Vert\,p)\quad\text{so that}\quad \mathrm{KL}(\tilde p\,\Vert\,q)\le\varepsilon_\Sigma"
          label="Minimise the divergence of the projected from the proposed policy so that its divergence from the old one is within the bound."
        />
        <p>
          <SymbolText text="Its Lagrangian is KL(p̃‖p) + η (KL(p̃‖q) − ε). The covariance enters as ½ tr(ΛΣ̃) for each of the two, and as −½(1 + η) ln|Σ̃|. Where the derivative vanishes, precisions are mixed:" />
        </p>
        <Maths
          display
          lines={3}
          tex="\tilde\Sigma^{-1}=\frac{\Sigma^{-1}+\eta\,\Sigma_o^{-1}}{1+\eta}"
          label="The inverse of the projected covariance is the proposed precision plus eta times the old precision, over one plus eta."
        />
        <p>
          Along an axis on which the proposal is λ times as wide (in variance), the result is (1 + η)λ/(1 +
          ηλ) times the old variance. For λ → ∞ that is 1 + 1/η: the bound is met at an η that no width
          exceeds.
        </p>
      </>
    ),
    sections: ['§3.1 Mean', '§3.2 Radial multiplier', '§3.3 KL', '§3.7 The KL multiplier'],
  },
};
