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
  task: 'Finde zwei Policies, die ein Maßstab nah und ein anderer weit auseinander nennt.',
  steps: {
    three: {
      title: 'Wie weit hat sie sich bewegt?',
      Body: () => (
        <>
          <p>
            Eine Trust-Region sagt, wie weit sich eine Policy in einem Update bewegen darf. „Wie weit“ braucht
            einen Maßstab, und für zwei Wolken gibt es mehrere. Drei davon stehen unter dem Bild, für dieselbe{' '}
            <Shows part="old">alte</Shows> und <Shows part="proposed">vorgeschlagene</Shows> Policy.
          </p>
          <p>
            <Term id="kl">KL</Term> fragt, wie überrascht jemand wäre, der die alte Policy erwartet und
            Aktionen der neuen sieht: <Live>{({ lab }) => formatSignificant(distanceBy('kl', lab))}</Live>{' '}
            Nats. <Term id="wasserstein">W2</Term> fragt, wie weit die Masse der Wolke getragen werden muss,
            im Quadrat: <Live>{({ lab }) => formatSignificant(distanceBy('w2', lab))}</Live>.{' '}
            <Term id="frobenius">Frobenius</Term> zieht die Zahlen der beiden Kovarianzen voneinander ab und
            summiert die Quadrate: <Live>{({ lab }) => formatSignificant(distanceBy('frobenius', lab))}</Live>
            . Die Zahlen haben verschiedene Einheiten; vergleich also, wie sie sich ändern, nicht, wie groß
            sie sind.
          </p>
        </>
      ),
    },
    narrow: {
      title: 'Ein Schritt längs, ein Schritt quer',
      Body: () => (
        <>
          <p>
            Diese Policy ist zehnmal so lang wie breit. Sie macht denselben Schritt von 0,4 einmal{' '}
            <Sets to={states.along}>längs</Sets> und einmal <Sets to={states.across}>quer</Sets>. KL sagt{' '}
            {by('kl', 'along')} und {by('kl', 'across')}: hundertmal so weit, denn quer ist die alte Policy
            schmal, und dort war kaum eine ihrer Aktionen zu erwarten.
          </p>
          <p>
            W2 und Frobenius sehen zweimal denselben Schritt: {by('w2', 'along')}. Sie sind{' '}
            <b>blind dafür, was die alte Policy weiß</b>. Und KL ist blind für die Länge selbst: Jeder noch so
            große Schritt ist nah, wenn die alte Policy nur breit genug ist.
          </p>
        </>
      ),
    },
    predict: {
      title: 'Wer übersieht den Zusammenbruch?',
      Body: () => (
        <p>
          Zwei Veränderungen: Eine breite Policy wächst um ein Fünftel, von σ = 1 auf 1,2. Und eine schmale, σ
          = 0,1, schrumpft auf ein Zehntel; das ist die im Bild, sie hat fast aufgehört, etwas auszuprobieren.
          Welcher Maßstab hält diesen Zusammenbruch für <b>kleiner</b> als das leichte Wachsen?
        </p>
      ),
      options: { kl: 'KL', w2: 'nur W2', 'w2-frobenius': 'W2 und Frobenius', none: 'keiner' },
      Answer: () => (
        <p>
          Das <Sets to={states.widening}>Wachsen</Sets> ist für KL {by('kl', 'widening')}, für W2{' '}
          {by('w2', 'widening')} und für Frobenius {by('frobenius', 'widening')}; der{' '}
          <Sets to={states.collapse}>Zusammenbruch</Sets> ist {by('kl', 'collapse')}, {by('w2', 'collapse')}{' '}
          und {by('frobenius', 'collapse')}. Wo wenig Breite ist, gibt es wenig zu tragen und wenig
          abzuziehen. Eine Schranke nur für sie lässt eine schmale Policy fast umsonst gewiss werden.
        </p>
      ),
    },
    sides: {
      title: 'Hin und zurück ist nicht derselbe Weg',
      Body: () => (
        <>
          <p>
            Auch KL hat eine schwache Seite. <Sets to={states.narrower}>Fünfmal schmaler</Sets> zu werden
            kostet {by('kl', 'narrower')} Nats, <Sets to={states.wider}>fünfmal breiter</Sets>{' '}
            {by('kl', 'wider')}. Jede Aktion der schmalen Policy war vorher möglich; die meisten der breiten
            waren es nicht.
          </p>
          <p>
            KL wächst also nur mit dem Logarithmus, wenn eine Policy gewisser wird, und auf die Richtung kommt
            es an. Die Schichten hier messen KL(neu ‖ alt). W2 und Frobenius sagen in beide Richtungen{' '}
            {by('w2', 'narrower')} und {by('frobenius', 'narrower')}.
          </p>
        </>
      ),
    },
    units: {
      title: 'Meter oder halbe Meter',
      Body: () => (
        <>
          <p>
            Dieselben zwei Policies, ihre Aktionen <Sets to={states.metres}>in Metern gemessen</Sets> und{' '}
            <Sets to={states.halfMetres}>in halben Metern</Sets>. Passiert ist nichts, nur die Zahlen haben
            sich verdoppelt. KL rührt sich nicht: {by('kl', 'metres')} und {by('kl', 'halfMetres')}. W2 zählt
            quadrierte Längen und ist viermal so groß, {by('w2', 'halfMetres')}. Frobenius vergleicht
            Varianzen im Quadrat: Dieser Teil ist sechzehnmal so groß.
          </p>
          <p>
            Eine Schranke für W2 oder Frobenius gilt darum für eine Aufgabe und ihre Einheiten. Eine Schranke
            für KL bedeutet überall dasselbe.
          </p>
        </>
      ),
    },
    scaled: {
      title: 'Ein Maßstab, der sich dehnt',
      Body: () => (
        <>
          <p>
            Abhilfe schafft eine <Term id="scaled-metric">skalierte Metrik</Term>: in Breiten der alten Policy
            messen. Ist sie eingeschaltet, sagt W2{' '}
            <Live>{({ lab }) => formatSignificant(distanceBy('w2', lab))}</Live>, welche Einheiten es auch
            sind, und ein Schritt quer zählt wie bei KL mehr als einer längs.
          </p>
          <p>
            Frobenius skaliert den Mittelwert, die Kovarianz aber nie: Es zieht die bloßen Zahlen voneinander
            ab. Darum sehen seine Schranken in jeder Tabelle so anders aus als die der anderen.
          </p>
        </>
      ),
    },
    task: {
      title: 'Bring zwei Maßstäbe auseinander',
      Body: () => (
        <>
          <p>
            Finde ein Paar, das ein Maßstab nah nennt und ein anderer fern: KL mindestens{' '}
            {formatShort(TASK.klFar)}, während W2 unter {formatShort(TASK.w2Near)} bleibt, oder KL unter{' '}
            {formatShort(TASK.klNear)}, während W2 über {formatShort(TASK.w2Far)} liegt. Beweg, was du willst.
          </p>
          <p>
            Jetzt ist KL <Live>{({ lab }) => formatSignificant(distanceBy('kl', lab))}</Live> und W2{' '}
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
          Jeder Abstand hat einen Teil für den Mittelwert, mit δ = μ − μₒ, und einen für die Kovarianz. Bei KL
          ergeben sie zusammen die Divergenz zweier Gaußverteilungen:
        </p>
        <Maths
          display
          lines={3}
          tex="\mathrm{KL}(p\,\Vert\,q)=\tfrac12\,\delta^{\!\top}\Sigma_o^{-1}\delta+\tfrac12\bigl[\operatorname{tr}(\Sigma_o^{-1}\Sigma)-k-\ln\lvert\Sigma_o^{-1}\Sigma\rvert\bigr]"
          label="Die Divergenz ist ein halbes delta transponiert mal alte Präzision mal delta, plus die Hälfte aus Spur der alten Präzision mal Kovarianz, minus k, minus Logarithmus ihrer Determinante."
        />
        <p>
          Auf einer Achse mit dem Varianzverhältnis λ ist der zweite Teil ½(λ − 1 − ln λ): linear in λ, wenn
          die Policy wächst, ein Logarithmus, wenn sie schrumpft. W2, als hätten beide Policies dieselben
          Achsen, und Frobenius:
        </p>
        <Maths
          display
          lines={3}
          tex="W_2^2=\lVert\delta\rVert^2+\lVert S-S_o\rVert_F^2,\qquad d_F=\lVert\delta\rVert^2+\lVert\Sigma-\Sigma_o\rVert_F^2"
          label="W2 im Quadrat ist die quadrierte Verschiebung plus die quadrierte Norm der Differenz der Wurzeln; Frobenius ist die quadrierte Verschiebung plus die quadrierte Norm der Differenz der Kovarianzen."
        />
        <p>
          mit S der Wurzel von Σ. Für Policies mit verschiedenen Achsen ist der exakte Abstand der von Bures,
          der nie größer ist. Skaliert werden δ und S zuerst mit der inversen Wurzel von Σₒ multipliziert.
        </p>
      </>
    ),
    sections: ['§2.1 Mean part', '§2.2 KL', '§2.3 W2', '§2.4 Frobenius', '§2.5 Bures'],
  },
};
