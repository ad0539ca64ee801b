import { formatCount } from '../../../../components/axisTicks.ts';
import { formatFixed } from '../../../../components/format.ts';
import { Term } from '../../../../components/glossary/Term.tsx';
import { Maths } from '../../../../components/Maths.tsx';
import { Told, When } from '../../train/reading.tsx';
import { finalReturn, isOver, shareBeyond } from '../../train/runFacts.ts';
import type { OwnProse } from './Chapter.tsx';
import type { OwnSide } from './script.ts';

const Now = Told<OwnSide>;

export const prose: OwnProse = {
  task: 'Trainiere einen Agenten bis zum Ende und kopiere den Link zu ihm.',
  sides: { own: 'Dein Agent', again: 'Noch einmal trainiert' },
  steps: {
    recipe: {
      title: 'Ein Lauf ist ein Rezept',
      Body: () => (
        <>
          <p>
            Du weißt jetzt, was ein Update darf und warum. Alles andere an einem Lauf sind ein paar Dutzend
            Einstellungen: die Aufgabe, die Methode, die Schranken, die Größe von Netzen und Batches, der{' '}
            <Term id="seed">Seed</Term>, aus dem aller Zufall kommt.
          </p>
          <p>
            Mehr ist ein Lauf auf dieser Seite nicht. Er kennt keine Uhr, keinen Zufall außer dem des Seeds
            und keine Rechnung, die ein anderer Browser anders machte. Wer die Einstellungen hat, hat also den
            Lauf.
          </p>
        </>
      ),
    },
    choose: {
      title: 'Mach ihn zu deinem',
      Body: () => (
        <>
          <p>
            Wähle eine Aufgabe, einen Seed, der dir gefällt, und wie weit sich der Mittelwert in einem Update
            bewegen darf. Dann starte und sieh beim Lernen zu. Eine enge Schranke ist sicher und langsam. Mit
            einer weiten lernt er in Sprüngen, oder er stürzt.
          </p>
          <When<OwnSide> runs={({ own }) => isOver(own)} before={null}>
            <p>
              Deiner endete mit einem Return von{' '}
              <Now>
                {({ own }) => {
                  const end = finalReturn(own);
                  return end === null ? null : formatFixed(end, 0);
                }}
              </Now>{' '}
              nach <Now>{({ own }) => formatCount(own?.finished?.steps ?? 0)}</Now> Schritten, mit{' '}
              <Now>{({ own }) => shareBeyond(own, 'projected') ?? 0}</Now> projizierten Zuständen jenseits
              einer Schranke.
            </p>
          </When>
        </>
      ),
    },
    predict: {
      title: 'Wie viel davon wird gleich sein?',
      Body: () => (
        <p>
          Jemand öffnet deinen Link auf einem anderen Rechner, in einem anderen Browser. Dort wird dein Agent
          noch einmal trainiert, hunderttausend Schritte und Millionen Multiplikationen. Was kommt heraus? Leg
          dich fest, dann trainiere ihn gleich hier ein zweites Mal und sieh nach.
        </p>
      ),
      options: { other: 'Ein anderer Agent', close: 'Fast derselbe', all: 'Derselbe, bis aufs letzte Bit' },
      Answer: () => (
        <p>
          In den <Term id="digest">Digest</Term> geht jedes Bit jedes Parameters ein; eine Rundung anders, und
          nichts an ihm sähe gleich aus. Er stimmt überein, weil die Seite sogar exp und tanh selbst
          berechnet, statt den Browser zu fragen. (Nur Läufe auf WebGPU wiederholen sich bloß ungefähr; deiner
          läuft auf WebAssembly.)
        </p>
      ),
    },
    send: {
      title: 'Schick ihn weg',
      Body: () => (
        <>
          <p>
            Kopiere den Link und schick ihn jemandem. Er öffnet deinen Lauf dort, wo er endete, mit allem, was
            „Training“ zeigt: Man kann in ihm zurückgehen, den Agenten schubsen oder eine andere Methode an
            seine Stelle setzen und weiterlernen lassen.
          </p>
          <p>
            Bei den Einzelheiten des Laufs steht dort sein Digest. Ist es der hier unten, ist es dein Agent.
          </p>
        </>
      ),
    },
  },
  derivation: {
    Body: () => (
      <>
        <p>
          Der Digest eines Seeds ist der SHA-256 seiner Parameter θ nach der letzten Iteration, als float32:
        </p>
        <Maths
          display
          lines={2}
          tex="\operatorname{digest}=\operatorname{SHA256}(\theta_\pi\,\Vert\,\theta_V)"
          label="Der Digest ist der SHA-256 der Parameter von Policy und Wertnetz."
        />
        <p>
          Summen haben eine Reihenfolge, wie viele Threads es auch sind, und elementare Funktionen brauchen
          nur, was IEEE 754 genau festlegt: Dieselben Operationen geben überall dieselben Bits.
        </p>
      </>
    ),
    sections: ['§6.3 Random numbers', '§12 Elementary functions'],
  },
};
