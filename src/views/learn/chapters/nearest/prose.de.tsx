import { formatFixed, formatShort, formatSignificant } from '../../../../components/format.ts';
import { Term } from '../../../../components/glossary/Term.tsx';
import { Maths } from '../../../../components/Maths.tsx';
import { SymbolText } from '../../../../components/SymbolText.tsx';
import type { ChapterProse } from '../../chapter.ts';
import { Live, Sets, Shows } from '../../prose/Sentences.tsx';
import { areaRatio } from './areaRatio.ts';
import { type NearestStep, states } from './script.ts';

export const prose: ChapterProse<NearestStep> = {
  task: 'Forme einen Vorschlag, der mehr als die Hälfte des Weges zurückgezogen wird, während sein Mittelwert unberührt bleibt.',
  steps: {
    inside: {
      title: 'Ein Budget für Veränderung',
      Body: () => (
        <>
          <p>
            Die <Shows part="old">alte Policy</Shows> hat die Erfahrung gesammelt, aus der ein Update lernt.
            Was diese Erfahrung sagt, gilt nahe bei der alten Policy und umso weniger, je weiter man sich
            entfernt. Ein Update hat deshalb ein Budget: die <Term id="trust-region">Trust-Region</Term>.
          </p>
          <p>
            Das Budget hat zwei Teile. Der <Term id="mean">Mittelwert</Term> darf sich in der{' '}
            <Shows part="region">gepunkteten Ellipse</Shows> bewegen. Die{' '}
            <Term id="covariance">Kovarianz</Term> darf sich ändern, solange der Umriss im{' '}
            <Shows part="band">schattierten Band</Shows> bleibt und ihr Abstand in der Schranke.
          </p>
          <p>
            Das Netz <Shows part="proposed">schlägt eine Policy vor</Shows>. Diese hier verbraucht{' '}
            <Live>{({ evaluation }) => formatSignificant(evaluation.meanPart.before)}</Live> von{' '}
            <Live>{({ lab }) => formatShort(lab.meanBound)}</Live> für den Mittelwert und{' '}
            <Live>{({ evaluation }) => formatSignificant(evaluation.covariancePart.before)}</Live> von{' '}
            <Live>{({ lab }) => formatShort(lab.covarianceBound)}</Live> für die Kovarianz.{' '}
            <Sets to={states.inside}>Innerhalb beider Schranken</Sets> tut die Schicht gar nichts: Die{' '}
            <Shows part="projected">projizierte Policy</Shows> ist der Vorschlag, bis aufs letzte Bit.
          </p>
        </>
      ),
    },
    mean: {
      title: 'Ein Mittelwert, der zu viel verlangt',
      Body: () => (
        <>
          <p>
            Jetzt <Sets to={states.mean}>verlässt der Mittelwert seine Region</Sets>. Die Schicht holt ihn auf
            der geraden Linie zum <Shows part="old">alten Mittelwert</Shows> zurück und hält dort an, wo die
            Linie den <Shows part="region">Rand</Shows> trifft. Kein erlaubter Mittelwert liegt näher, mit
            demselben Maß gemessen.
          </p>
          <p>
            Verlangt waren <Live>{({ evaluation }) => formatSignificant(evaluation.meanPart.before)}</Live>,
            erlaubt ist <Live>{({ lab }) => formatShort(lab.meanBound)}</Live>. Deshalb wird die Verschiebung
            durch 1 + ω ={' '}
            <Live>{({ evaluation }) => formatSignificant(1 + evaluation.meanPart.multiplier)}</Live> geteilt.
            Auch <Sets to={states.farther}>doppelt so weit</Sets> in dieselbe Richtung wäre er an derselben
            Stelle gelandet.
          </p>
          <p>
            Zieh den <Shows part="proposed">orangen Punkt</Shows> um den alten Mittelwert herum: Der
            projizierte gleitet am Rand entlang.
          </p>
        </>
      ),
    },
    predict: {
      title: 'Beides zugleich: Wo landet sie?',
      Body: () => (
        <p>
          Hier ist der <Shows part="proposed">Vorschlag</Shows> zu weit weg <i>und</i> hat eine andere Form.
          Gib deine Antwort, bevor du die richtige siehst: Zieh die gepunktete blaue Ellipse dorthin, wo die
          Schicht die Policy deiner Meinung nach hinsetzt, und forme sie mit den beiden Punkten auf ihren
          Achsen.
        </p>
      ),
      Answer: () => (
        <p>
          Der Mittelwert sitzt auf dem <Shows part="region">Rand</Shows>, zurückgezogen mit ω ={' '}
          <Live>{({ evaluation }) => formatSignificant(evaluation.meanPart.multiplier)}</Live>. Die Form hat
          ihre eigene Schranke und ihren eigenen Zug, η ={' '}
          <Live>{({ evaluation }) => formatSignificant(evaluation.covariancePart.multiplier)}</Live>: Keiner
          verbraucht das Budget des anderen.
        </p>
      ),
    },
    ways: {
      title: 'Es gibt mehr als einen Weg zurück',
      Body: () => (
        <>
          <p>
            Für einen Mittelwert ist der Weg zurück eine gerade Linie. Für eine Form kommt es darauf an, was
            gemischt wird. Hier ist der Vorschlag die alte Policy, um 75° gedreht, weder breiter noch
            schmaler, und die Spur zeigt den Weg von ihm zurück.
          </p>
          <p>
            <Sets to={states.kl}>KL</Sets> mischt <Term id="precision">Präzisionen</Term>, 1/σ², bei denen das
            Schmale am meisten zählt. Unterwegs ist die Form kleiner als an beiden Enden: Ihre Fläche ist das{' '}
            <Live>{({ lab }) => formatFixed(areaRatio('kl', lab))}</Live>-Fache der alten.{' '}
            <Sets to={states.w2}>W2</Sets> mischt Standardabweichungen und kommt beim{' '}
            <Live>{({ lab }) => formatFixed(areaRatio('w2', lab))}</Live>-Fachen an.{' '}
            <Sets to={states.frobenius}>Frobenius</Sets> mischt Varianzen, bei denen das Breite am meisten
            zählt, und endet beim <Live>{({ lab }) => formatFixed(areaRatio('frobenius', lab))}</Live>-Fachen.{' '}
            <Sets to={states.bures}>Bures</Sets> verschiebt die Masse der Wolke so billig wie möglich:{' '}
            <Live>{({ lab }) => formatFixed(areaRatio('bures', lab))}</Live>.
          </p>
          <p>
            Das Maß entscheidet also nicht nur, wie weit eine Policy gehen darf, sondern auch, wie sie dort
            aussieht, und damit, wie viel der Agent noch ausprobiert.
          </p>
        </>
      ),
    },
    multipliers: {
      title: 'Wie stark es zieht',
      Body: () => (
        <>
          <p>
            Das sagen die <Term id="multiplier">Multiplikatoren</Term>. Bei η = 0 zieht die Schicht nicht; bei
            η = 1 zählen alte und vorgeschlagene Policy gleich viel; je größer η, desto mehr bleibt nur die
            alte. Jetzt ist η ={' '}
            <Live>{({ evaluation }) => formatSignificant(evaluation.covariancePart.multiplier)}</Live>, der
            Vorschlag zählt also{' '}
            <Live>
              {({ evaluation }) => `${formatFixed(100 / (1 + evaluation.covariancePart.multiplier), 0)} %`}
            </Live>
            .
          </p>
          <p>
            Niemand wählt ω und η. Du wählst die Schranken, und die Schicht findet die Multiplikatoren, mit
            denen sie gerade eingehalten sind. <Sets to={states.tight}>Enge Schranken</Sets> behalten die alte
            Policy. <Sets to={states.loose}>Weite Schranken</Sets> lassen fast alles durch. Verschieb sie
            selbst und sieh zu, wie die Policy zwischen den beiden wandert.
          </p>
        </>
      ),
    },
    task: {
      title: 'Zieh sie mehr als die Hälfte zurück',
      Body: () => (
        <>
          <p>
            Forme einen Vorschlag, den die Schicht mehr als die Hälfte des Weges zurückzieht, <b>η über 1</b>,
            während sein Mittelwert innen bleibt und unberührt durchgeht. Fass die Punkte auf seinen Achsen
            an.
          </p>
          <p>
            Eine Achse breiter zu machen <Sets to={states.wide}>reicht nicht</Sets>, egal wie breit. Eine
            breite Policy hat kaum Präzision, darum überwiegt die alte leicht. Schwer zurückzuholen ist
            Gewissheit.
          </p>
        </>
      ),
    },
  },
  derivation: {
    Body: () => (
      <>
        <p>
          Der Mittelwert liegt auf einer Kugel um den alten und geht auf ihrem Radius zurück. Weil der Abstand
          eine quadratische Form ist, ist der Anteil des Weges die Wurzel aus Schranke durch Abstand:
        </p>
        <Maths
          display
          lines={3}
          tex="\tilde\mu = \frac{\mu+\omega\,\mu_o}{1+\omega},\qquad \omega=\sqrt{d_\mu/\varepsilon_\mu}-1"
          label="Der projizierte Mittelwert ist my plus omega mal alter Mittelwert, durch eins plus omega; omega ist die Wurzel aus Abstand durch Schranke, minus eins."
        />
        <p>Für die Kovarianz fragt KL nach der erlaubten Policy mit der kleinsten Divergenz vom Vorschlag:</p>
        <Maths
          display
          lines={3}
          tex="\min_{\tilde\Sigma}\ \mathrm{KL}(\tilde p\,\Vert\,p)\quad\text{mit}\quad \mathrm{KL}(\tilde p\,\Vert\,q)\le\varepsilon_\Sigma"
          label="Die Divergenz der projizierten von der vorgeschlagenen Policy ist so klein wie möglich, während ihre Divergenz von der alten in der Schranke bleibt."
        />
        <p>
          <SymbolText text="Die Lagrange-Funktion ist KL(p̃‖p) + η (KL(p̃‖q) − ε). Die Kovarianz kommt darin als ½ tr(ΛΣ̃) vor, einmal für jede der beiden, und als −½(1 + η) ln|Σ̃|. Wo die Ableitung null ist, werden Präzisionen gemischt:" />
        </p>
        <Maths
          display
          lines={3}
          tex="\tilde\Sigma^{-1}=\frac{\Sigma^{-1}+\eta\,\Sigma_o^{-1}}{1+\eta}"
          label="Das Inverse der projizierten Kovarianz ist die vorgeschlagene Präzision plus eta mal die alte, durch eins plus eta."
        />
        <p>
          Auf einer Achse, auf der die Varianz des Vorschlags das λ-Fache der alten ist, kommt das (1 + η)λ/(1
          + ηλ)-Fache der alten heraus. Für λ → ∞ ist das 1 + 1/η: Die Schranke ist bei einem η erreicht, das
          keine Breite übersteigt.
        </p>
      </>
    ),
    sections: ['§3.1 Mean', '§3.2 Radial multiplier', '§3.3 KL', '§3.7 The KL multiplier'],
  },
};
