import { formatShare } from '../../../../components/axisTicks.ts';
import { formatFixed } from '../../../../components/format.ts';
import { Term } from '../../../../components/glossary/Term.tsx';
import { Maths } from '../../../../components/Maths.tsx';
import { Told, When } from '../../train/reading.tsx';
import { furthest, isOver, metricAt, shareBeyond } from '../../train/runFacts.ts';
import type { EveryProse } from './Chapter.tsx';
import type { EverySide } from './script.ts';

const Now = Told<EverySide>;

export const prose: EveryProse = {
  task: 'Finde eine Iteration, deren Mittel seine Schranke hielt, während ein Zustand zehnmal so weit ging.',
  sides: { trpo: 'TRPO', papi: 'PAPI', ppo: 'PPO', kl: 'KL-Schicht' },
  steps: {
    promise: {
      title: 'Wer verspricht was',
      Body: () => (
        <>
          <p>
            Eine Policy antwortet auf jeden <Term id="state">Zustand</Term> mit einer eigenen Glockenkurve.
            „Wie weit hat sie sich bewegt“ hat also so viele Antworten, wie es Zustände gibt, und vier
            Methoden versprechen Verschiedenes:
          </p>
          <p>
            <Term id="trpo">TRPO</Term> und <Term id="papi">PAPI</Term> beschränken das <i>Mittel</i> über die
            Zustände eines Batches. <Term id="ppo">PPO</Term> beschränkt nichts: Es belohnt eine Aktion nicht
            weiter, wenn sich ihre Wahrscheinlichkeit um ein Fünftel geändert hat. Die{' '}
            <Term id="layer">Schicht</Term> beschränkt <i>jeden</i> Zustand.
          </p>
          <p>Starte sie: Alle vier lernen zugleich, dieselbe Aufgabe mit demselben Seed.</p>
        </>
      ),
    },
    predict: {
      title: 'Im Mittel 0,01',
      Body: () => (
        <p>
          TRPO hält die mittlere KL jedes Updates bei höchstens 0,01. Die Schicht erlaubt jedem Zustand 0,03
          für den Mittelwert und 0,001 für die Kovarianz. Wie viele aller Zustände in allen Updates von TRPO
          gehen über eines davon hinaus?
        </p>
      ),
      options: {
        none: 'Kaum einer',
        few: 'Weniger als einer von zwanzig',
        many: 'Mehr als einer von zwanzig',
      },
      Answer: () => (
        <p>
          Es waren <Now>{({ trpo }) => formatShare(shareBeyond(trpo) ?? 0)}</Now>. Ein Mittel hält man auch,
          indem man wenige Zustände weit und die meisten kaum bewegt, und niemand sagt, welche.
        </p>
      ),
    },
    average: {
      title: 'Im Mittel',
      Body: () => (
        <>
          <p>
            Eine Spalte der Karte ist ein Update, Farbe sind Zustände, die so weit gegangen sind; die Linie
            ist die Schranke. Auf das Mittel der ganzen Spalte achten TRPO und PAPI.
          </p>
          <p>
            Das Mittel von TRPO kam nie über{' '}
            <Now>
              {({ trpo }) => {
                const top = metricAt(trpo, 'approx_kl', 'largest');
                return top && formatFixed(top.value, 4);
              }}
            </Now>
            : Es hält sein Versprechen. Und doch ging sein fernster Zustand in Iteration{' '}
            <Now>{({ trpo }) => metricAt(trpo, 'max_kl', 'largest')?.iteration}</Now>{' '}
            <Now>
              {({ trpo }) => {
                const far = metricAt(trpo, 'max_kl', 'largest');
                return far && formatFixed(far.value, 2);
              }}
            </Now>{' '}
            Nats weit. PAPI holt die ganze Policy mit einer Zahl für alle Zustände zurück und hat denselben
            blinden Fleck: Wähle seine Karte.
          </p>
        </>
      ),
    },
    clip: {
      title: 'Ein Clip ist keine Schranke',
      Body: () => (
        <>
          <p>
            Der Clip von PPO wirkt auf Wahrscheinlichkeiten von Aktionen, die gewählt wurden. Ist das
            Verhältnis bei 1,2, nimmt er den Grund, weiterzugehen, aber nicht, was von anderswo schiebt: Alle
            Zustände teilen sich das Netz, und auch der Schwung des Optimierers geht weiter.
          </p>
          <p>
            Jenseits der Schranke:{' '}
            <Now>
              {({ ppo }) => {
                const share = shareBeyond(ppo);
                return share === null ? null : formatShare(share);
              }}
            </Now>{' '}
            seiner Zustände.
          </p>
        </>
      ),
    },
    layer: {
      title: 'Für jeden Zustand',
      Body: () => (
        <>
          <p>
            Die Schicht projiziert jeden Zustand für sich. Schalte die Karte zwischen dem Vorschlag und der
            Projektion um: Was die Schicht durchlässt, endet in jeder Spalte auf der Linie. Ihr fernster
            Zustand liegt beim{' '}
            <Now>
              {({ kl }) => {
                const far = furthest(kl, 'projected');
                return far && formatFixed(far.value, 3);
              }}
            </Now>
            -Fachen der Schranke.
          </p>
          <p>
            Nun das Kleingedruckte. Das Netz, das handelt, wird zu seiner Projektion <i>hingezogen</i>, nicht
            durch sie ersetzt:{' '}
            <Now>
              {({ kl }) => {
                const share = shareBeyond(kl);
                return share === null ? null : formatShare(share);
              }}
            </Now>{' '}
            seiner Zustände liegen jenseits der Schranke. Das Versprechen gilt für die Projektion, und diese
            Seite zeigt immer beide.
          </p>
        </>
      ),
    },
    find: {
      title: 'Finde den Zustand hinter dem Mittel',
      Body: () => (
        <>
          <p>
            Finde eine Iteration, in der das Mittel von TRPO in seinen 0,01 blieb, während sein fernster
            Zustand mindestens zehnmal so weit ging. Klick auf eine Spalte der Karte oder bewege den
            Zeitcursor darunter.
          </p>
          <When<EverySide> runs={({ trpo }) => isOver(trpo)} before={null}>
            <p>Tipp: Am meisten versteckt ein Mittel, wo die Policy schon gut ist. Sieh spät nach.</p>
          </When>
        </>
      ),
    },
  },
  derivation: {
    Body: () => (
      <>
        <p>Links TRPO und PAPI, rechts die Schicht, für dieselben Zustände s eines Batches:</p>
        <Maths
          display
          lines={3}
          tex="\mathbb E_s\!\left[\mathrm{KL}(\pi_s\,\Vert\,\pi_{o,s})\right]\le\delta\qquad\text{oder}\qquad d_\mu(s)\le\varepsilon_\mu,\; d_\Sigma(s)\le\varepsilon_\Sigma\ \ \forall s"
          label="Die erwartete KL über Zustände ist höchstens delta; oder für jeden Zustand ist der Mittelwertanteil höchstens epsilon my und der Kovarianzanteil höchstens epsilon Sigma."
        />
        <p>
          Bei N Zuständen erlaubt ein Mittel von δ einem von ihnen Nδ, wenn die anderen bleiben: bei 2.048
          Zuständen und δ = 0,01 sind das 20 Nats.
        </p>
      </>
    ),
    sections: [
      '§7.2 Ratio clip',
      '§8.6 Share of states beyond the bound',
      '§9.1 TRPL',
      '§9.4 TRPO',
      '§9.5 PAPI',
    ],
  },
};
