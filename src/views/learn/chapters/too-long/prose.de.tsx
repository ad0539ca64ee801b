import { formatFixed, formatSignificant } from '../../../../components/format.ts';
import { Term } from '../../../../components/glossary/Term.tsx';
import { Maths } from '../../../../components/Maths.tsx';
import { formatBounds } from '../../../../components/valueAxis.ts';
import { Told, When } from '../../train/reading.tsx';
import { bestReturn, finalReturn, furthest, isOver, lostReturn, metricAt } from '../../train/runFacts.ts';
import type { TooLongProse } from './Chapter.tsx';
import type { TooLongSide } from './script.ts';

const Now = Told<TooLongSide>;
const whole = (value: number | null | undefined) => (value == null ? null : formatFixed(value, 0));

export const prose: TooLongProse = {
  task: 'Geh zu einer frühen Iteration zurück und rette den Agenten, der vergisst.',
  sides: { free: 'Nichts hält seine Schritte', held: 'Mit Trust-Region' },
  rescued: 'Gerettet?',
  steps: {
    task: {
      title: 'Zwei Agenten, eine Aufgabe',
      Body: () => (
        <>
          <p>
            Beide sollen einen Stab aufschwingen und oben halten. In jedem Augenblick wählen sie ein
            Drehmoment; der <Term id="return">Return</Term> sagt, wie gut ein Versuch war. Wer zufällig wählt,
            kommt auf etwa −1.200. Ab −170 gilt die Aufgabe als gelöst.
          </p>
          <p>
            Sie lernen in Runden, den <Term id="iteration">Iterationen</Term>: ausprobieren, nachsehen, was
            gut war, die <Term id="policy">Policy</Term> ein wenig ändern, wieder ausprobieren. Beide beginnen
            mit demselben Netz, demselben Zufall und denselben Einstellungen. Nur eines ist anders: Wie weit
            der linke Agent seine Policy in einer Runde ändert, begrenzt nichts. Der rechte hat eine{' '}
            <Term id="trust-region">Trust-Region</Term>.
          </p>
        </>
      ),
    },
    predict: {
      title: 'Was wird aus dem linken?',
      Body: () => (
        <p>
          Leg dich zuerst fest. Starte dann beide unter den Bildern: Sie lernen hier und jetzt, in deinem
          Browser.
        </p>
      ),
      options: {
        slower: 'Er lernt, wird aber schlechter',
        same: 'Er lernt so gut wie der rechte',
        loses: 'Er lernt und verliert es wieder',
      },
      Answer: () => (
        <p>
          Niemand hat ihm gesagt, er solle vergessen. Er ist dem Rat seiner Erfahrung gefolgt wie der rechte,
          nur jedes Mal weiter.
        </p>
      ),
    },
    collapse: {
      title: 'Gelernt und verloren',
      Body: () => (
        <When<TooLongSide>
          runs={({ free }) => lostReturn(free) !== null}
          before={<p>Starte beide und folge den zwei Returns. Auf den linken zu warten lohnt sich.</p>}
        >
          <p>
            Der linke Agent hatte die Aufgabe gelöst: Sein Return lag bei{' '}
            <Now>{({ free }) => whole(lostReturn(free)?.before)}</Now> in Iteration{' '}
            <Now>{({ free }) => lostReturn(free)?.lastGood}</Now>. Bis Iteration{' '}
            <Now>{({ free }) => lostReturn(free)?.iteration}</Now> waren vier Fünftel des Gelernten weg, und
            der Return war <Now>{({ free }) => whole(lostReturn(free)?.value)}</Now>.
          </p>
          <p>
            Der rechte kam auf <Now>{({ held }) => whole(bestReturn(held)?.value)}</Now> und endet bei{' '}
            <Now unknown="… (lernt noch)">{({ held }) => whole(finalReturn(held))}</Now>. Das ist kein
            seltenes Unglück: Mit diesen Einstellungen vergisst ohne Trust-Region jeder der ersten zehn Seeds.
            Andere kannst du unter „Training“ probieren.
          </p>
        </When>
      ),
    },
    why: {
      title: 'Der Schritt war zu lang',
      Body: () => (
        <>
          <p>
            Ein Update vertraut der Erfahrung, die die <Term id="old-policy">alte Policy</Term> gesammelt hat.
            Was sie sagt, gilt für Policies, die fast genauso handeln. Ein langer Schritt verlässt diese
            Nachbarschaft, und dort kann der Rat falsch sein. Eine schlechtere Policy sammelt dann schlechtere
            Erfahrung, und der nächste Schritt beginnt dort.
          </p>
          <p>
            Das Diagramm misst den Schritt: wie weit die Policy in ihrem fernsten Zustand gegangen ist, als
            Vielfaches dessen, was die Trust-Region erlaubt. Hinter der Schicht kommt die Projektion nie über
            1. Der linke Agent kam auf{' '}
            <Now>
              {({ free }) => {
                const far = furthest(free);
                return far && `${formatBounds(far.value)} (Iteration ${far.iteration})`;
              }}
            </Now>
            .
          </p>
          <p>
            Sieh dir auch die <Term id="entropy">Entropie</Term> an. Die linke Policy wurde sich immer
            sicherer, von{' '}
            <Now>
              {({ free }) => {
                const entropy = metricAt(free, 'entropy', 'first');
                return entropy && formatSignificant(entropy.value, 2);
              }}
            </Now>{' '}
            auf{' '}
            <Now>
              {({ free }) => {
                const entropy = metricAt(free, 'entropy', 'last');
                return entropy && formatSignificant(entropy.value, 2);
              }}
            </Now>{' '}
            Nats. Für eine schmale Policy ist derselbe Schritt ein viel längerer.
          </p>
        </>
      ),
    },
    save: {
      title: 'Rette ihn',
      Body: () => (
        <>
          <p>
            Geh in der Zeit zurück. Such dir eine Iteration des linken Laufs aus und lass dieselben Netze von
            dort an mit einer Trust-Region um jeden Schritt weiterlernen. Ab welcher Iteration ist es zu spät?
          </p>
          <p>
            <When<TooLongSide> runs={({ free }) => isOver(free)} before={null}>
              Wo sein Return am besten war, in Iteration{' '}
              <Now>{({ free }) => bestReturn(free)?.iteration}</Now>, liegt nahe. Probier es, dann frühere.
            </When>
          </p>
        </>
      ),
    },
  },
  derivation: {
    Body: () => (
      <>
        <p>
          Ein Update steigt auf dem Surrogat: wie gut die gewählten Aktionen unter der neuen Policy p wären,
          beurteilt nach Vorteilen, die unter der alten, q, gemessen wurden.
        </p>
        <Maths
          display
          lines={3}
          tex="\mathcal L(p)=\mathbb E_{a\sim q}\!\left[\frac{p(a\mid s)}{q(a\mid s)}\,A(s,a)\right]"
          label="Das Surrogat ist der Erwartungswert unter q von p durch q, mal dem Vorteil."
        />
        <p>
          Die Zustände darin sind die, die q besucht. Das stimmt bei p = q in erster Ordnung; der Fehler
          wächst mit der größten Divergenz zwischen p und q in irgendeinem Zustand. Darum wird sie dort
          begrenzt, in jedem Zustand.
        </p>
        <p>
          Der Abstand der Mittelwerte zählt in Standardabweichungen der alten Policy, ½(μ − μₒ)²/σₒ²:
          Schrumpft σₒ auf ein Zehntel, kostet dieselbe Verschiebung hundertmal so viel.
        </p>
      </>
    ),
    sections: ['§2.2 KL', '§7.1 Importance ratio and surrogate', '§8.12 Signs of trouble', '§9.3 PG'],
  },
};
