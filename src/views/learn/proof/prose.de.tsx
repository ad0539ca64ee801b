import type { ProofProse } from './ProofPage.tsx';

export const prose: ProofProse = {
  title: 'Woher wir wissen, dass es stimmt',
  lead: (
    <p>
      Ein Bild kann schön sein und falsch. Hier sind darum die Belege, gesammelt in deinem Browser, während du
      liest. Schlägt etwas fehl, steht es hier in Rot, und du solltest auch dem Rest der Seite nicht glauben.
    </p>
  ),
  evidence: {
    solved: {
      title: 'Gegen Antworten mit 50 Stellen',
      body: (
        <p>
          Projektionen auf die KL- und die Bures-Kugel hat ein anderes Programm mit 50 Stellen gelöst. Unsere,
          mit den 16 Stellen eines Browsers, müssen dieselbe Policy und denselben Gradienten ergeben. Das
          belegt, dass die Formeln stimmen und gut gerechnet sind; schlägt es fehl, ist eine falsch.
        </p>
      ),
      worst: (value) => `Die größte relative Abweichung ist ${value}.`,
    },
    published: {
      title: 'Gegen die veröffentlichte Implementierung',
      body: (
        <p>
          Die Autoren des Papers haben ihre Schicht veröffentlicht. Ihre Antworten für Wasserstein und
          Frobenius, als Zahlen aufgezeichnet, müssen die unseren sein, bis auf ein kleines Vielfaches ihrer
          eigenen Rundung. Das belegt, dass wir von derselben Schicht reden.
        </p>
      ),
      worst: (value) => `Die größte relative Abweichung ist ${value}.`,
    },
    hostile: {
      title: 'Die Schranke, an Paaren, die sie brechen sollen',
      body: (
        <p>
          Zufällige Paare in bis zu sechs Dimensionen: fast singulär, tausendmal zu breit oder fast gleich,
          mit Schranken von 10⁻⁸ bis 10. Nach der Projektion muss jedes endlich, positiv definit und in seiner
          Schranke sein, und unberührt, wenn es schon darin war. Das ist das Versprechen selbst.
        </p>
      ),
      worst: (value) => `Am weitesten darüber: ${value} einer Schranke, also Rundung.`,
    },
    gradient: {
      title: 'Der Gradient, gegen Differenzen',
      body: (
        <p>
          Das Training geht rückwärts durch die Schicht. Wir bewegen jeden Vorschlag ein wenig nach beiden
          Seiten und vergleichen, was der Verlust tut, mit dem, was der Gradient sagt. Wären sie uneins,
          lernte der Agent etwas anderes, als hier steht.
        </p>
      ),
      worst: (value) => `Der größte relative Unterschied ist ${value}.`,
    },
    draws: {
      title: 'Der Abstand, ausgelost',
      body: (
        <p>
          Die KL zweier Gauß-Verteilungen hat eine Formel. Sie ist auch ein Mittel über zufällige Aktionen,
          das von der Formel nichts weiß. Wir ziehen 5.000 Aktionen aus jeder projizierten Policy; beide
          müssen auf vier Standardfehler übereinstimmen.
        </p>
      ),
      worst: (value) => `Am weitesten entfernt: ${value} Standardfehler.`,
    },
  },
  runs: {
    title: 'Ganze Läufe, bis aufs letzte Bit',
    body: (
      <p>
        Diese kleinen Läufe wurden trainiert, als diese Version entstand, und die Digests ihrer Parameter
        aufgezeichnet. Hier werden sie noch einmal trainiert. Ein Digest stimmt nur, wenn jeder von Tausenden
        gerundeter Schritte stimmt: in Aufgaben, Zufallszahlen, Netzen, Schichten, Optimierer. Ist einer
        anders, wiederholen sich Links auf deinem Rechner nicht.
      </p>
    ),
  },
  limits: {
    title: 'Was das nicht belegt',
    body: (
      <>
        <p>
          Dass eine Methode besser ist als eine andere: Dafür braucht es viele Seeds, und dafür gibt es
          „Vergleich“. Dass sich Läufe auf WebGPU wiederholen: Grafikprozessoren runden, wie sie wollen, also
          nur ungefähr, und die Seite sagt es. Dass das Netz, das handelt, die Schranke hält: Das tut nur
          seine Projektion.
        </p>
        <p>
          Und eine Prüfung im selben Programm kann denselben Fehler haben. Die Antworten oben kommen aus
          anderen Programmen; sie liegen mit vielen weiteren beim Quelltext in test/fixtures und werden vor
          jeder Version geprüft.
        </p>
      </>
    ),
  },
};
