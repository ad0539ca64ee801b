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
  task: 'Mach die runde Wolke dreimal so lang wie breit, ohne ihre Entropie zu ändern.',
  steps: {
    dice: {
      title: 'Ein Agent, der würfelt',
      Body: () => (
        <>
          <p>
            Ein Agent, der lernt, muss etwas ausprobieren. Was er tut, ist deshalb keine einzelne Aktion,
            sondern ein Würfelwurf: In jeder Lage ist seine <Term id="policy">Policy</Term> eine Glockenkurve
            über <Term id="action">Aktionen</Term>, aus der er jedes Mal eine zieht.
          </p>
          <p>
            Hier besteht eine Aktion aus zwei Zahlen, etwa wie stark er nach rechts und wie stark er nach oben
            drückt. Zwei Glockenkurven zugleich ergeben eine <Shows part="old">Wolke</Shows>. Jeder der{' '}
            {formatCount(DRAWS)} Punkte ist eine Aktion, die gezogen wurde.
          </p>
        </>
      ),
    },
    mean: {
      title: 'Wo sie ist: der Mittelwert',
      Body: () => (
        <>
          <p>
            Der <Term id="mean">Mittelwert</Term> μ ist die Mitte der Wolke, die Aktion, die der Agent nähme,
            wenn er nicht mehr würfeln dürfte. <Sets to={states.moved}>Den Mittelwert zu verschieben</Sets>{' '}
            verschiebt jeden Punkt um denselben Weg und ändert sonst nichts.
          </p>
          <p>
            Fass den Punkt in der Mitte an und verschieb ihn selbst. Jetzt liegt er bei{' '}
            <Live>{({ lab }) => `${formatFixed(lab.old.mean[0])}; ${formatFixed(lab.old.mean[1])}`}</Live>.
          </p>
        </>
      ),
    },
    covariance: {
      title: 'Welche Form sie hat: die Kovarianz',
      Body: () => (
        <>
          <p>
            Eine Glockenkurve hat eine Breite, ihre <Term id="standard-deviation">Standardabweichung</Term> σ.
            Eine Wolke hat eine für jede Richtung, und die <Term id="covariance">Kovarianz</Term> Σ enthält
            sie alle. Sie kann <Sets to={states.round}>rund</Sets> sein: bei der einen Aktion so unsicher wie
            bei der anderen. Sie kann <Sets to={states.long}>lang</Sets> sein: sicher, wie stark nach oben,
            unsicher, wie stark nach rechts.
          </p>
          <p>
            Und sie kann <Sets to={states.tilted}>schräg</Sets> liegen: Drückt der Agent stärker nach rechts,
            dann meist auch stärker nach oben. Das sagt die Zahl neben der Diagonale, jetzt{' '}
            <Live>
              {({ lab: { old } }) => {
                const turn = (2 * old.angle * Math.PI) / 180;
                return formatFixed(((old.sigma1 ** 2 - old.sigma2 ** 2) / 2) * Math.sin(turn));
              }}
            </Live>
            . Ohne sie kann sich eine Policy nur entlang der Achsen strecken.
          </p>
          <p>Die beiden hohlen Punkte ziehen und drehen die Achsen.</p>
        </>
      ),
    },
    predict: {
      title: 'Wie viel liegt innerhalb der Linie?',
      Body: () => (
        <p>
          Die <Shows part="old">innere Linie</Shows> liegt in jeder Richtung bei 1σ. Vielleicht weißt du, dass
          68 % einer Glockenkurve innerhalb einer Standardabweichung liegen. Ohne zu zählen: Wie viele Punkte
          der Wolke liegen innerhalb der Linie?
        </p>
      ),
      options: { third: '39 %', half: '50 %', most: '68 %', nearly: '95 %' },
      Answer: () => (
        <p>
          {formatCount(drawnWithin(1))} der {formatCount(DRAWS)} Punkte; von unendlich vielen wären es{' '}
          {percent(shareWithin(1))}. 68 % gelten für jede Aktion allein, aber ein Punkt hat zwei
          Gelegenheiten, ungewöhnlich zu sein. Innerhalb der äußeren Linie bei 2σ sind es{' '}
          {percent(shareWithin(2))}. Der Anteil ist für jede Gaußsche Wolke aus zwei Aktionen gleich, ob rund
          oder lang; mit mehr Aktionen sinkt er weiter.
        </p>
      ),
    },
    density: {
      title: 'Wie wahrscheinlich eine Aktion ist: die Dichte',
      Body: () => (
        <>
          <p>
            In der Mitte drängen sich die Punkte. Wie sehr, sagt die <Term id="density">Dichte</Term>: am
            Mittelwert <Live>{({ lab }) => formatSignificant(peakDensity(lab.old))}</Live>, und überall auf
            der <Shows part="old">1σ-Linie</Shows> um den Faktor {formatFixed(Math.exp(0.5))} weniger.
          </p>
          <p>
            Alle Dichten zusammen müssen eins ergeben. Deshalb ist eine{' '}
            <Sets to={states.certain}>schmale Wolke hoch</Sets> und eine{' '}
            <Sets to={states.wide}>breite flach</Sets>: in beiden Richtungen halb so breit heißt viermal so
            hoch. Eine Dichte ist keine Wahrscheinlichkeit, sie darf größer als 1 sein. Sie ist, was
            Algorithmen vergleichen, wenn sie fragen, um wie viel wahrscheinlicher eine Aktion geworden ist.
          </p>
        </>
      ),
    },
    entropy: {
      title: 'Wie unsicher sie ist: die Entropie',
      Body: () => (
        <>
          <p>
            Eine Zahl sagt, wie breit gestreut eine Policy ist: ihre <Term id="entropy">Entropie</Term>,
            gezählt in <Term id="nats">Nats</Term>. Jetzt sind es{' '}
            <Live>{({ lab }) => formatFixed(entropyOf(lab))}</Live>. Sie weiß nicht, wo die Wolke liegt und
            wohin sie zeigt, nur, wie groß ihre Ellipse ist.
          </p>
          <p>
            <Sets to={states.wide}>Doppelt so breit</Sets> in beiden Richtungen bringt 2 · ln 2 ={' '}
            {formatFixed(2 * Math.LN2)} Nats dazu, <Sets to={states.certain}>halb so breit</Sets> nimmt sie
            weg. Sie darf unter null fallen und hat keinen Boden: Eine Policy, die sich immer sicherer wird,
            verliert ohne Ende Entropie und damit die Würfel, mit denen sie ausprobiert.
          </p>
        </>
      ),
    },
    task: {
      title: 'Eine andere Form, so unsicher wie zuvor',
      Body: () => (
        <>
          <p>
            Diese Wolke ist rund, ihre Entropie ist {formatFixed(TASK_ENTROPY)} Nats. Mach sie{' '}
            <b>dreimal so lang wie breit</b> und halte ihre Entropie bis auf 0,05. Jetzt sind es{' '}
            <Live>{({ lab }) => formatFixed(entropyOf(lab))}</Live>.
          </p>
          <p>
            Dass zwei so verschiedene Wolken gleich unsicher sein können, ist wichtig: Ein Update, das nur auf
            die Entropie achtet, sieht keinen Unterschied.
          </p>
        </>
      ),
    },
  },
  derivation: {
    Body: () => (
      <>
        <p>Die Dichte einer Gaußschen Policy über k Aktionen:</p>
        <Maths
          display
          lines={3}
          tex="\ln \pi(a) = -\tfrac k2\ln 2\pi-\tfrac12\ln\lvert\Sigma\rvert-\tfrac12\,(a-\mu)^{\!\top}\Sigma^{-1}(a-\mu)"
          label="Der Logarithmus der Dichte ist minus k Halbe mal Logarithmus von zwei pi, minus der halbe Logarithmus der Determinante, minus das halbe Quadrat des Abstands vom Mittelwert in Einheiten von sigma."
        />
        <p>
          Eine Aktion wird als μ + Fξ gezogen, mit FFᵀ = Σ und ξ aus unabhängigen Standardglockenkurven. Ihr
          Abstand vom Mittelwert in Einheiten von σ ist ‖ξ‖. Für zwei Aktionen hat ‖ξ‖² die Dichte ½e^(−s/2),
          also liegen innerhalb von r
        </p>
        <Maths
          display
          lines={2}
          tex="P(\lVert\xi\rVert\le r) = \int_0^{r^2}\tfrac12 e^{-s/2}\,\mathrm ds = 1-e^{-r^2/2}"
          label="Die Wahrscheinlichkeit, innerhalb von r zu liegen, ist eins minus e hoch minus r Quadrat Halbe."
        />
        <p>Die Entropie ist der Erwartungswert von −ln π; der Abstand trägt dazu k/2 bei:</p>
        <Maths
          display
          lines={2}
          tex="H = \tfrac k2\ln(2\pi e)+\tfrac12\ln\lvert\Sigma\rvert,\qquad \tfrac12\ln\lvert\Sigma\rvert=\textstyle\sum_i\ln\sigma_i"
          label="Die Entropie ist k Halbe mal Logarithmus von zwei pi e plus der halbe Logarithmus der Determinante, also die Summe der Logarithmen der Standardabweichungen entlang der Achsen."
        />
      </>
    ),
    sections: ['§5.1 Entropy', '§6.1 Log-density and its gradient', '§6.2 Samples'],
  },
};
