import { formatFixed, formatSignificant } from '../../../../components/format.ts';
import { Term } from '../../../../components/glossary/Term.tsx';
import { Maths } from '../../../../components/Maths.tsx';
import type { ChapterProse } from '../../chapter.ts';
import { Live, Sets, Shows } from '../../prose/Sentences.tsx';
import { type GradientsStep, shareLeft, states } from './script.ts';

const percent = (share: number) => `${formatFixed(100 * share, 0)} %`;

export const prose: ChapterProse<GradientsStep> = {
  task: 'Setz einen Vorschlag jenseits seiner Schranke dorthin, wo die Schicht weniger als ein Zehntel des Gradienten übrig lässt.',
  steps: {
    downhill: {
      title: 'Ein Gefälle für eine Policy',
      Body: () => (
        <>
          <p>
            Ein Netz lernt bergab: Ein Verlust sagt, was schlecht ist, und sein{' '}
            <Term id="gradient">Gradient</Term> sagt, wohin sich der{' '}
            <Shows part="proposed">vorgeschlagene Mittelwert</Shows> bewegen soll, damit es weniger davon
            gibt. Hier ist der Verlust so einfach wie möglich: wie weit Aktionen von einem Ziel entfernt sind,
            im Quadrat.
          </p>
          <p>
            Jeder Pfeil sagt, wohin ein Mittelwert an dieser Stelle geschoben würde. Alle zeigen zum Ziel und
            sind umso länger, je weiter es weg ist. Nichts hindert den Vorschlag, den ganzen Weg in einem
            Sprung zu gehen.
          </p>
        </>
      ),
    },
    layer: {
      title: 'Was die Schicht durchlässt',
      Body: () => (
        <>
          <p>
            Jetzt steht die <Term id="layer">Schicht</Term> dazwischen. Der Verlust sieht nur die{' '}
            <Shows part="projected">projizierte Policy</Shows>, und der Gradient muss durch die Projektion zum
            Netz zurück. Die grünen Pfeile sind, was ankommt.
          </p>
          <p>
            <Sets to={states.inside}>Innerhalb der Region</Sets> sind beide Pfeile gleich: Die Schicht hat
            nichts geändert, also ändert sie auch keinen Gradienten. <Sets to={states.far}>Jenseits</Sets> ist
            der Pfeil am <Shows part="region">Rand</Shows> entlang gedreht und kürzer. Was vom alten
            Mittelwert weg zeigt, ist fort, denn weiter zu gehen würde die projizierte Policy nicht bewegen.
            Vom Rest bleibt 1/(1 + ω), hier{' '}
            <Live>{({ evaluation }) => percent(1 / (1 + evaluation.meanPart.multiplier))}</Live>.
          </p>
          <p>Zieh den Vorschlag über den Rand und zurück.</p>
        </>
      ),
    },
    predict: {
      title: 'Geradeaus',
      Body: () => (
        <p>
          Dieser Vorschlag liegt jenseits des Randes, genau auf dem Weg vom alten Mittelwert zum Ziel. Ohne
          die Schicht sagt das Gefälle dort: weiter so. Was lässt die Schicht davon übrig?
        </p>
      ),
      options: {
        whole: 'Alles',
        turned: 'Etwas, in anderer Richtung',
        nothing: 'Gar nichts',
      },
      Answer: () => (
        <p>
          Von einem solchen Gefälle bleiben <Live>{({ lab }) => percent(shareLeft(lab))}</Live>. Der
          projizierte Mittelwert steht schon dort, wo der Rand dem Ziel am nächsten ist: Keine erlaubte Policy
          ist besser, und die Schicht weiß es. Der Gradient verschwindet, weil das Ziel innerhalb der Region
          erreicht ist, nicht weil etwas abgeschnitten wurde.
        </p>
      ),
    },
    slides: {
      title: 'Sie gleitet und kommt nicht von selbst zurück',
      Body: () => (
        <>
          <p>
            Folge von <Sets to={states.far}>hier</Sets> den Pfeilen bergab. Nach{' '}
            <Sets to={states.five}>fünf Schritten</Sets> und nach <Sets to={states.twenty}>zwanzig</Sets> ist
            die <Shows part="projected">projizierte Policy</Shows> am Rand entlang an ihre beste Stelle
            geglitten.
          </p>
          <p>
            Sieh dir auch den <Shows part="proposed">Vorschlag</Shows> an: Jeder Pfeil steht senkrecht auf dem
            Weg nach Hause, deshalb treibt er nach außen, jetzt bei{' '}
            <Live>{({ evaluation }) => formatSignificant(evaluation.meanPart.before)}</Live>, wo{' '}
            <Live>{({ evaluation }) => formatSignificant(evaluation.meanPart.bound)}</Live> erlaubt ist. Die
            Schicht allein ruft ihn nie zurück. Darum kommt beim Training der{' '}
            <Term id="trust-region-loss">Trust-Region-Verlust</Term> dazu, der das Netz zu seiner eigenen
            Projektion zieht.
          </p>
        </>
      ),
    },
    clip: {
      title: 'PPOs Art: Stille',
      Body: () => (
        <>
          <p>
            <Term id="ppo">PPO</Term> hat keine Schicht. Es betrachtet eine Aktion, die besser war als
            erwartet, und macht sie wahrscheinlicher, bis sie 1,2-mal so wahrscheinlich ist wie zuvor. Dort
            greift sein <Term id="clip">Clip</Term>: Wo ein Kreuz steht, lässt er einen Gradienten von genau
            null übrig.
          </p>
          <p>
            <Sets to={states.unmoved}>Auf dem alten Mittelwert</Sets> ist das ganze Gefälle da;{' '}
            <Sets to={states.nudged}>ein kleiner Schritt</Sets> zur Aktion hin, und nichts ist übrig. Null
            heißt auch, dass nichts eine Policy hält, die schon zu weit gegangen ist: Schwung oder die anderen
            Aktionen des Stapels können sie weitertragen. Die Pfeile der Schicht gehen am Rand entlang weiter,
            und die Policy, die handelt, verlässt die Region nie.
          </p>
        </>
      ),
    },
    task: {
      title: 'Bring sie selbst zum Schweigen',
      Body: () => (
        <>
          <p>
            Setz den Vorschlag <b>jenseits des Randes</b> dorthin, wo die Schicht{' '}
            <b>weniger als ein Zehntel</b> des Gradienten übrig lässt. Jetzt sind es{' '}
            <Live>{({ lab }) => percent(shareLeft(lab))}</Live>.
          </p>
          <p>
            Eine Linie, auf der das so ist, kennst du. Sie ist länger, als der Schritt mit der Voraussage
            zeigte.
          </p>
        </>
      ),
    },
  },
  derivation: {
    Body: () => (
      <>
        <p>
          Jenseits der Schranke liegt der projizierte Mittelwert auf einem Strahl vom alten aus, im erlaubten
          Abstand:
        </p>
        <Maths
          display
          lines={3}
          tex="\tilde\mu=\mu_o+w\,\delta,\qquad \delta=\mu-\mu_o,\qquad w=\sqrt{\varepsilon_\mu/d_\mu(\delta)}=\frac1{1+\omega}"
          label="Der projizierte Mittelwert ist der alte plus w mal delta; w ist die Wurzel aus Schranke durch Abstand, also eins durch eins plus omega."
        />
        <p>
          Auch w hängt von δ ab, seine Ableitung gehört also zur Antwort. Mit g, dem Gradienten im
          projizierten Mittelwert:
        </p>
        <Maths
          display
          lines={3}
          tex="\frac{\partial L}{\partial\mu}=\frac1{1+\omega}\Bigl(g-\frac{\langle g,\delta\rangle}{2d_\mu}\,\nabla d_\mu\Bigr)"
          label="Der Gradient in my ist eins durch eins plus omega, mal g minus sein Teil entlang delta."
        />
        <p>
          Sein Produkt mit δ ist null: ⟨∇d, δ⟩ = 2d für eine quadratische Form. Für eine runde alte Policy ist
          er die Projektion von g auf die Tangente des Kreises. Ein Schritt entlang macht den Abstand größer:
          |δ + s|² = |δ|² + |s|².
        </p>
      </>
    ),
    sections: ['§4.1 Mean', '§4.2 Radial projections', '§7.2 Ratio clip', '§7.3 Trust-region loss'],
  },
};
