import { formatCount } from '../../../../components/axisTicks.ts';
import { formatFixed } from '../../../../components/format.ts';
import { Term } from '../../../../components/glossary/Term.tsx';
import { Maths } from '../../../../components/Maths.tsx';
import { Told, When } from '../../train/reading.tsx';
import { bestReturn, finalReturn, isOver, metricAt } from '../../train/runFacts.ts';
import type { ExplorationProse } from './Chapter.tsx';
import { CAR, type ExplorationSide } from './script.ts';

const Now = Told<ExplorationSide>;
const end = (value: number | null) => (value === null ? null : formatFixed(value, 0));
const tenth = (moment: { readonly value: number } | null) => moment && formatFixed(moment.value, 1);

export const prose: ExplorationProse = {
  task: 'Finde eine Untergrenze, mit der das Auto die Fahne erreicht.',
  sides: { unbounded: 'Kovarianz frei', bounded: 'Kovarianz beschränkt', car: 'Ohne Untergrenze' },
  floor: 'Mit Untergrenze',
  steps: {
    noise: {
      title: 'Wozu Rauschen gut ist',
      Body: () => (
        <>
          <p>
            Eine Policy zieht ihre Aktionen zufällig um einen Mittelwert. Durch die Breite dieser Wolke
            erfährt ein Agent etwas über Aktionen, die er noch nicht wählt: Das ist seine{' '}
            <Term id="exploration">Exploration</Term>. Die <Term id="entropy">Entropie</Term> misst sie mit
            einer Zahl.
          </p>
          <p>
            Dieser Arm hat fünf Gelenke und es schwer: In 200 Schritten erfährt er nur einmal, ganz am
            Schluss, wie nah seine Spitze dem Ziel kam. Wer vorher aufhört zu probieren, lernt nichts mehr
            dazu.
          </p>
        </>
      ),
    },
    predict: {
      title: 'Mit oder ohne Schranke für die Kovarianz?',
      Body: () => (
        <p>
          Beide Arme haben denselben Seed und dieselben Einstellungen, und beide Mittelwerte sind beschränkt.
          Rechts ist es auch die Kovarianz: Sie darf sich je Update um 0,001 ändern. Links darf sie, was sie
          will. Welcher kommt dem Ziel näher? Leg dich fest und starte beide; mit voller Geschwindigkeit
          dauert es etwa eine halbe Minute.
        </p>
      ),
      options: { unbounded: 'Der freie', same: 'Beide gleich', bounded: 'Der beschränkte' },
      Answer: () => (
        <p>
          Die Returns am Ende: frei <Now>{({ unbounded }) => end(finalReturn(unbounded))}</Now>, beschränkt{' '}
          <Now>{({ bounded }) => end(finalReturn(bounded))}</Now> (0 wäre vollkommen). Mit offener Schranke
          kam es bei jedem der Seeds 1 bis 5 so.
        </p>
      ),
    },
    bound: {
      title: 'Zwei Schranken, nicht eine',
      Body: () => (
        <>
          <p>
            Ein Gradient kann eine gute Aktion auf zwei Arten wahrscheinlicher machen: den Mittelwert dorthin
            schieben oder die Wolke darum verkleinern. Verkleinern geht schnell und ist schwer rückgängig zu
            machen: Wer nichts mehr ausprobiert, sieht nicht, was ihm entgeht. Darum gibt die Schicht der{' '}
            <Term id="covariance-bound">Kovarianz</Term> ein eigenes, viel kleineres Budget.
          </p>
          <p>
            Sieh dir die Entropien an. Beschränkt ging sie langsam von{' '}
            <Now>{({ bounded }) => tenth(metricAt(bounded, 'entropy', 'first'))}</Now> auf{' '}
            <Now>{({ bounded }) => tenth(metricAt(bounded, 'entropy', 'last'))}</Now> Nats. Frei springt sie:
            Ein Update nimmt, was viele aufgebaut haben.
          </p>
        </>
      ),
    },
    still: {
      title: 'Es hat gelernt, nichts zu tun',
      Body: () => (
        <>
          <p>
            Eine Schranke bremst den Verlust der Exploration; sie verhindert ihn nicht. Hier kostet Schub ein
            wenig, und nur die Fahne zahlt. Starte den Lauf: Dieses Auto, hinter beiden Schranken, findet die
            Fahne zufällig nicht rechtzeitig. Es lernt das Nächstbeste: stillzustehen.
          </p>
          <When<ExplorationSide> runs={({ car }) => isOver(car)} before={null}>
            <p>
              Es endet bei <Now>{({ car }) => end(finalReturn(car))}</Now>, am besten war es bei{' '}
              <Now>{({ car }) => end(bestReturn(car)?.value ?? null)}</Now>; die Fahne zu erreichen ist etwa
              90 wert. Seine Entropie sank die ganze Zeit: Immer unwahrscheinlicher wird, dass es das noch
              erfährt.
            </p>
          </When>
        </>
      ),
    },
    floor: {
      title: 'Zieh einen Boden ein',
      Body: () => (
        <>
          <p>
            Eine <Term id="entropy-floor">Untergrenze der Entropie</Term> macht die Wolke wieder breiter, wo
            sie zu schmal wird. Sie beginnt bei der Entropie der ersten Policy und sinkt gleichmäßig dorthin,
            wo du sagst. Derselbe Seed, dasselbe Auto: Finde eine, mit der es die Fahne erreicht.
          </p>
          <p>
            Dann übertreib es: Bei 1,4 Nats sinkt sie kaum. Das Auto findet die Fahne auch, zittert aber immer
            weiter, und das kostet Schub. Die Schranke entscheidet, wie schnell Exploration verschwinden darf,
            die Untergrenze, wie viel bleibt.
          </p>
        </>
      ),
    },
  },
  derivation: {
    Body: () => (
      <>
        <p>
          Die Entropie einer Gauß-Verteilung hängt nur von ihrer Kovarianz ab; S mit c zu strecken hebt sie um
          k ln c:
        </p>
        <Maths
          display
          lines={3}
          tex="H=\tfrac k2\ln(2\pi e)+\tfrac12\ln\lvert\Sigma\rvert,\qquad \tilde S = S\,e^{(\beta-H)/k}\ \text{ wo } H<\beta"
          label="Die Entropie ist k halbe mal Logarithmus von zwei pi e plus die Hälfte des Logarithmus der Determinante; die projizierte Abweichung ist S mal e hoch beta minus H durch k, wo H unter beta liegt."
        />
        <p>
          Die lineare Untergrenze geht über die {formatCount(CAR.steps)} Schritte des Laufs von der ersten
          Entropie H₀ nach H*. Sie kommt nach der Trust-Region und darf sie also verlassen: „Training“ zeigt,
          wo sie es tut.
        </p>
      </>
    ),
    sections: ['§5.1 Entropy', '§5.2 The floor', '§5.3 Schedules'],
  },
};
