import { formatShort, formatSignificant } from '../../../../components/format.ts';
import { Term } from '../../../../components/glossary/Term.tsx';
import { Maths } from '../../../../components/Maths.tsx';
import type { ChapterProse } from '../../chapter.ts';
import { Live, Sets, Shows } from '../../prose/Sentences.tsx';
import { distanceBy } from './distances.ts';
import { type RulersStep, states, TASK } from './script.ts';

const by = (ruler: Parameters<typeof distanceBy>[0], state: keyof typeof states) =>
  formatSignificant(distanceBy(ruler, states[state]));

export const prose: ChapterProse<RulersStep> = {
  task: 'find two policies that one ruler calls near and another far apart.',
  steps: {
    three: {
      title: 'How far has it moved?',
      Body: () => (
        <>
          <p>
            A trust region says how far a policy may move in one update. “How far” needs a ruler, and for two
            clouds there are several. Three of them stand under the picture, for the same{' '}
            <Shows part="old">old</Shows> and <Shows part="proposed">proposed</Shows> policy.
          </p>
          <p>
            <Term id="kl">KL</Term> asks how surprised somebody would be who expects the old policy and sees
            actions of the new one: <Live>{({ lab }) => formatSignificant(distanceBy('kl', lab))}</Live> nats.{' '}
            <Term id="wasserstein">W2</Term> asks how far the cloud’s mass has to be carried, squared:{' '}
            <Live>{({ lab }) => formatSignificant(distanceBy('w2', lab))}</Live>.{' '}
            <Term id="frobenius">Frobenius</Term> subtracts the numbers of the two covariances and adds up the
            squares: <Live>{({ lab }) => formatSignificant(distanceBy('frobenius', lab))}</Live>. Their
            numbers have different units, so compare how they change, not their size.
          </p>
        </>
      ),
    },
    narrow: {
      title: 'A step along, a step across',
      Body: () => (
        <>
          <p>
            This policy is ten times as long as wide. It takes the same step of 0.4 once{' '}
            <Sets to={states.along}>along</Sets> and once <Sets to={states.across}>across</Sets>. KL says{' '}
            {by('kl', 'along')} and {by('kl', 'across')}: a hundred times as far, because across the old
            policy is narrow and hardly any of its actions had been expected there.
          </p>
          <p>
            W2 and Frobenius see the same step twice: {by('w2', 'along')}. They are{' '}
            <b>blind to what the old policy knows</b>. And KL is blind to length itself: a step of any size is
            near for it if only the old policy is wide enough.
          </p>
        </>
      ),
    },
    predict: {
      title: 'Who misses the collapse?',
      Body: () => (
        <p>
          Two changes: a wide policy grows by a fifth, from σ = 1 to 1.2. And a narrow one, σ = 0.1, shrinks
          to a tenth, which is the one in the picture: it has all but stopped to try anything out. Which ruler
          finds this collapse <b>smaller</b> than the slight growth?
        </p>
      ),
      options: { kl: 'KL', w2: 'only W2', 'w2-frobenius': 'W2 and Frobenius', none: 'none of them' },
      Answer: () => (
        <p>
          The <Sets to={states.widening}>growth</Sets> is {by('kl', 'widening')} for KL,{' '}
          {by('w2', 'widening')} for W2 and {by('frobenius', 'widening')} for Frobenius; the{' '}
          <Sets to={states.collapse}>collapse</Sets> is {by('kl', 'collapse')}, {by('w2', 'collapse')} and{' '}
          {by('frobenius', 'collapse')}. Where there is little width there is little to carry and little to
          subtract. A bound on them alone lets a narrow policy become certain almost for free.
        </p>
      ),
    },
    sides: {
      title: 'There and back is not the same way',
      Body: () => (
        <>
          <p>
            KL has a weak side too. Becoming <Sets to={states.narrower}>five times narrower</Sets> costs{' '}
            {by('kl', 'narrower')} nats, becoming <Sets to={states.wider}>five times wider</Sets>{' '}
            {by('kl', 'wider')}. Every action of the narrow policy was possible before; most of the wide
            policy’s were not.
          </p>
          <p>
            So KL grows only with the logarithm as a policy gets more certain, and the direction matters. The
            layers here measure KL(new ‖ old). W2 and Frobenius say {by('w2', 'narrower')} and{' '}
            {by('frobenius', 'narrower')} both ways.
          </p>
        </>
      ),
    },
    units: {
      title: 'Metres or half metres',
      Body: () => (
        <>
          <p>
            The same two policies, their actions <Sets to={states.metres}>measured in metres</Sets> and{' '}
            <Sets to={states.halfMetres}>in half metres</Sets>. Nothing has happened, only the numbers have
            doubled. KL does not move: {by('kl', 'metres')} and {by('kl', 'halfMetres')}. W2 counts squared
            lengths and is four times as large, {by('w2', 'halfMetres')}. Frobenius compares variances, which
            count squared: that part is sixteen times as large.
          </p>
          <p>
            A bound for W2 or Frobenius is therefore a bound for one task and its units. A bound for KL means
            the same everywhere.
          </p>
        </>
      ),
    },
    scaled: {
      title: 'A ruler that stretches',
      Body: () => (
        <>
          <p>
            The remedy is a <Term id="scaled-metric">scaled metric</Term>: measure in widths of the old
            policy. With the switch on, W2 says{' '}
            <Live>{({ lab }) => formatSignificant(distanceBy('w2', lab))}</Live> whatever the units, and a
            step across counts for more than one along, as with KL.
          </p>
          <p>
            Frobenius scales its mean but never its covariance: it subtracts the plain numbers. That is what
            it is, and why its bounds look so different from the others’ in every table.
          </p>
        </>
      ),
    },
    task: {
      title: 'Make two rulers disagree',
      Body: () => (
        <>
          <p>
            Find a pair that one ruler calls near and another far: KL at least {formatShort(TASK.klFar)} while
            W2 stays below {formatShort(TASK.w2Near)}, or KL below {formatShort(TASK.klNear)} while W2 exceeds{' '}
            {formatShort(TASK.w2Far)}. Move anything you like.
          </p>
          <p>
            Now KL is <Live>{({ lab }) => formatSignificant(distanceBy('kl', lab))}</Live> and W2 is{' '}
            <Live>{({ lab }) => formatSignificant(distanceBy('w2', { ...lab, scaled: false }))}</Live>.
          </p>
        </>
      ),
    },
  },
  derivation: {
    Body: () => (
      <>
        <p>
          Each distance has a part for the mean, with δ = μ − μₒ, and a part for the covariance. For KL the
          two add up to the divergence of two Gaussians:
        </p>
        <Maths
          display
          lines={3}
          tex="\mathrm{KL}(p\,\Vert\,q)=\tfrac12\,\delta^{\!\top}\Sigma_o^{-1}\delta+\tfrac12\bigl[\operatorname{tr}(\Sigma_o^{-1}\Sigma)-k-\ln\lvert\Sigma_o^{-1}\Sigma\rvert\bigr]"
          label="The divergence is half of delta transposed times the old precision times delta, plus half of the trace of the old precision times the covariance, minus k, minus the logarithm of its determinant."
        />
        <p>
          Along an axis with the variance ratio λ the second part is ½(λ − 1 − ln λ): linear in λ when the
          policy grows, a logarithm when it shrinks. W2, as if both policies shared their axes, and Frobenius:
        </p>
        <Maths
          display
          lines={3}
          tex="W_2^2=\lVert\delta\rVert^2+\lVert S-S_o\rVert_F^2,\qquad d_F=\lVert\delta\rVert^2+\lVert\Sigma-\Sigma_o\rVert_F^2"
          label="W2 squared is the squared shift plus the squared norm of the difference of the roots; Frobenius is the squared shift plus the squared norm of the difference of the covariances."
        />
        <p>
          with S the root of Σ. For policies with different axes the exact distance is that of Bures, which is
          never larger. Scaled, δ and S are multiplied by the inverse root of Σₒ first.
        </p>
      </>
    ),
    sections: ['§2.1 Mean part', '§2.2 KL', '§2.3 W2', '§2.4 Frobenius', '§2.5 Bures'],
  },
};
