import type { GlossaryWords } from './words.ts';

export const words: GlossaryWords = {
  action: {
    name: 'Aktion',
    sentence:
      'Was der Agent in einem Schritt tut: eine oder mehrere Zahlen, etwa das Drehmoment an jedem Gelenk.',
  },
  advantage: {
    name: 'Advantage (Vorteil)',
    sentence:
      'Um wie viel besser eine Aktion ausging als das, was die Policy in diesem Zustand im Mittel erreicht.',
  },
  bootstrap: {
    name: 'Bootstrap-Band',
    sentence: 'Wo eine Zahl läge, zöge man dieselben Seeds immer wieder neu; gezeigt für 95 % der Ziehungen.',
  },
  bound: {
    name: 'Schranke',
    sentence:
      'Wie weit sich ein Update von der alten Policy entfernen darf; was darüber liegt, wird zurückgeholt.',
  },
  bures: {
    name: 'Bures-Abstand',
    sentence:
      'Der exakte quadrierte Wasserstein-2-Abstand zweier Gauß-Verteilungen, wie auch immer sie geneigt sind.',
  },
  clip: {
    name: 'Clip',
    sentence:
      'Die Bremse von PPO: Eine Stichprobe, deren Verhältnis schon weit genug verschoben ist, zieht nicht weiter.',
  },
  contour: {
    name: 'Kontur',
    sentence:
      'Die Ellipse eine (1σ) oder zwei (2σ) Standardabweichungen um den Mittelwert; in der Ebene liegen 39 % und 86 % darin.',
  },
  covariance: {
    name: 'Kovarianz',
    sentence:
      'Breite, Form und Neigung der Wolke: wie weit Aktionen streuen, und in welche Richtung gemeinsam.',
  },
  'covariance-bound': {
    name: 'Kovarianzschranke',
    sentence: 'Wie stark sich Form und Breite der Wolke in einem Update ändern dürfen.',
  },
  'covariance-part': {
    name: 'Kovarianzanteil',
    sentence:
      'Der Anteil am Abstand, der von anderer Form oder Breite kommt, wo auch immer die Mittelwerte liegen.',
  },
  critic: {
    name: 'Wertnetz (Critic)',
    sentence:
      'Ein zweites Netz schätzt, welcher Return von einem Zustand aus noch kommt; daran misst man Vorteile.',
  },
  density: {
    name: 'Dichte',
    sentence:
      'Wie wahrscheinlich die Policy eine Aktion nahe einer gegebenen wählt: hoch am Mittelwert, klein am Rand.',
  },
  digest: {
    name: 'Digest',
    sentence:
      'Ein Fingerabdruck aller Zahlen eines Laufs: Bei gleichem Digest stimmen zwei Läufe bis aufs letzte Bit überein.',
  },
  discount: {
    name: 'Diskontfaktor',
    sentence: 'Ein Faktor unter 1, um den jede spätere Belohnung weniger zählt als die davor.',
  },
  'effective-sample-size': {
    name: 'Effektive Stichprobengröße',
    sentence:
      'Wie viele Stichproben der neuen Policy die alten wert sind, wenn man sie mit ihrem Verhältnis gewichtet.',
  },
  eigenvalue: {
    name: 'Eigenwert',
    sentence: 'Auf wie das Wievielfache die Varianz entlang einer Achse gewachsen ist; 1 heißt unverändert.',
  },
  entropy: {
    name: 'Entropie',
    sentence:
      'Wie unentschieden eine Policy ist: groß für eine weite Wolke, die viel versucht, klein für eine enge.',
  },
  'entropy-floor': {
    name: 'Entropie-Untergrenze',
    sentence:
      'Die Entropie, die eine Policy mindestens behält; wer sich zu sicher wurde, wird bis dorthin geweitet.',
  },
  epoch: {
    name: 'Epoche',
    sentence: 'Ein Durchgang des Updates durch alle Daten des letzten Rollouts.',
  },
  episode: {
    name: 'Episode',
    sentence: 'Ein Versuch an der Aufgabe, vom Start, bis er vorbei oder die Zeit abgelaufen ist.',
  },
  eta: {
    name: 'Kovarianzmultiplikator',
    sentence:
      'Wie viel der alten Kovarianz wieder beigemischt wird: 0 innerhalb der Schranke, mehr je weiter darüber.',
  },
  exploration: {
    name: 'Exploration',
    sentence:
      'Aktionen versuchen, die noch nicht die besten scheinen; wer sich zu sicher ist, findet keine besseren mehr.',
  },
  frobenius: {
    name: 'Frobenius-Abstand',
    sentence: 'Die quadrierten Differenzen aller Einträge zweier Kovarianzmatrizen, zusammengezählt.',
  },
  gaussian: {
    name: 'Gauß-Verteilung',
    sentence:
      'Die Glockenkurve, in mehrere Richtungen zugleich: ganz beschrieben durch Mittelwert und Kovarianz.',
  },
  geodesic: {
    name: 'Geodäte',
    sentence: 'Der kürzeste Weg zwischen zwei Policies, so wie der gewählte Abstand misst.',
  },
  gradient: {
    name: 'Gradient',
    sentence: 'Die Richtung, in der eine kleine Änderung der Parameter das Ziel am schnellsten hebt.',
  },
  'importance-ratio': {
    name: 'Wahrscheinlichkeitsverhältnis',
    sentence:
      'Wie viel wahrscheinlicher die neue Policy eine Aktion wählt als die alte; 1 heißt gleich wahrscheinlich.',
  },
  'interquartile-mean': {
    name: 'Interquartilsmittel',
    sentence:
      'Der Mittelwert der mittleren Hälfte der Seeds: ruhiger als der Mittelwert, und er nutzt mehr als der Median.',
  },
  iteration: {
    name: 'Iteration',
    sentence: 'Eine Runde Lernen: Daten mit der Policy sammeln, dann die Policy ändern.',
  },
  jacobian: {
    name: 'Jacobi-Matrix',
    sentence:
      'Eine Tabelle, wie sich jede Ausgabe der Schicht bewegt, wenn sich jede ihrer Eingaben ein wenig bewegt.',
  },
  kl: {
    name: 'KL-Divergenz',
    sentence:
      'Wie sehr die Aktionen der neuen Policy die alte überraschen, in Nats; 0 nur bei gleichen Policies.',
  },
  layer: {
    name: 'Trust-Region-Schicht',
    sentence:
      'Der letzte Schritt des Policy-Netzes: Er projiziert jede Policy in ihre Region, und Gradienten gehen hindurch.',
  },
  logits: {
    name: 'Logits',
    sentence:
      'Die rohen Zahlen eines Netzes für die Wahl zwischen wenigen Aktionen, bevor es Wahrscheinlichkeiten sind.',
  },
  mean: {
    name: 'Mittelwert',
    sentence: 'Die Mitte der Wolke: die Aktion, die die Policy im Durchschnitt wählt.',
  },
  'mean-bound': {
    name: 'Mittelwertschranke',
    sentence: 'Wie weit sich die Mitte der Wolke in einem Update bewegen darf.',
  },
  'mean-part': {
    name: 'Mittelwertanteil',
    sentence: 'Der Anteil am Abstand, der vom Verschieben der Mitte kommt, was immer die Form tut.',
  },
  'mean-shift': {
    name: 'Verschiebung des Mittelwerts',
    sentence: 'Der Pfeil vom alten zum vorgeschlagenen Mittelwert.',
  },
  minibatch: {
    name: 'Minibatch',
    sentence: 'Eine Handvoll der gesammelten Schritte, aus denen ein Gradientenschritt berechnet wird.',
  },
  multiplier: {
    name: 'Multiplikator',
    sentence:
      'Wie stark eine Schranke zurückzieht: 0, solange der Vorschlag innerhalb liegt, größer je weiter darüber.',
  },
  nats: {
    name: 'Nats',
    sentence: 'Die Einheit von Entropie und KL mit dem natürlichen Logarithmus; ein Nat sind etwa 1,44 Bit.',
  },
  'old-policy': {
    name: 'Alte Policy',
    sentence:
      'Die Policy, die die Daten gesammelt hat; jeder Abstand eines Updates wird von ihr aus gemessen.',
  },
  omega: {
    name: 'Mittelwertmultiplikator',
    sentence:
      'Wie viel des alten Mittelwerts wieder beigemischt wird: 0 innerhalb der Schranke, mehr je weiter darüber.',
  },
  papi: {
    name: 'PAPI',
    sentence:
      'Macht die Schritte von PPO und holt die ganze Policy zurück, bis ihre KL im Mittel der Zustände passt.',
  },
  'performance-profile': {
    name: 'Leistungsprofil',
    sentence: 'Zu jeder Punktzahl der Anteil der Läufe, die besser waren; je höher die Kurve, desto besser.',
  },
  pg: {
    name: 'Policy-Gradient',
    sentence:
      'Folgt dem Gradienten und sonst nichts: keine Schranke, kein Clip. Der Vergleichsmaßstab dieser Seite.',
  },
  policy: {
    name: 'Policy (Strategie)',
    sentence:
      'Wonach der Agent handelt: für jeden Zustand, wie wahrscheinlich er welche Aktion wählt. Hier eine Wolke.',
  },
  'policy-update': {
    name: 'Update',
    sentence: 'Die Änderung der Policy nach einem Rollout, in vielen kleinen Gradientenschritten.',
  },
  ppo: {
    name: 'PPO',
    sentence:
      'Proximal Policy Optimization: beschneidet das Verhältnis jeder Stichprobe; einfach und weit verbreitet.',
  },
  precision: {
    name: 'Präzision',
    sentence: 'Die Inverse der Kovarianz: groß, wo sich die Policy sicher ist.',
  },
  'probability-of-improvement': {
    name: 'Verbesserungswahrscheinlichkeit',
    sentence: 'Wie wahrscheinlich ein Lauf der einen Methode mehr erreicht als ein Lauf der anderen.',
  },
  'probe-state': {
    name: 'Probezustand',
    sentence:
      'Ein Zustand des ersten Rollouts, in dem die Policy während des ganzen Laufs immer wieder gezeichnet wird.',
  },
  'projected-policy': {
    name: 'Projizierte Policy',
    sentence:
      'Was die Schicht zurückgibt: die Policy innerhalb beider Schranken, die dem Vorschlag am nächsten ist.',
  },
  projection: {
    name: 'Projektion',
    sentence:
      'Bringt, was außerhalb einer Region liegt, an den nächsten Ort darin; was darin liegt, bleibt, wie es ist.',
  },
  'proposed-policy': {
    name: 'Vorgeschlagene Policy',
    sentence: 'Die Policy, die das Netz haben will, bevor eine Schranke sie zurückhält.',
  },
  return: {
    name: 'Return',
    sentence: 'Alle Belohnungen einer Episode zusammengezählt: das, was der Agent groß machen lernt.',
  },
  reward: {
    name: 'Belohnung (Reward)',
    sentence: 'Eine Zahl nach jedem Schritt, die sagt, wie gut er war.',
  },
  rollout: {
    name: 'Rollout',
    sentence:
      'Die Schritte, die die aktuelle Policy in ihrer Aufgabe geht, um Daten für ein Update zu sammeln.',
  },
  'scaled-metric': {
    name: 'Skalierte Metrik',
    sentence:
      'Misst Abstände in Standardabweichungen der alten Policy: Eine sichere Policy darf sich weniger bewegen.',
  },
  seed: {
    name: 'Seed (Startwert)',
    sentence:
      'Die Zahl, aus der aller Zufall eines Laufs wächst: Mit demselben Seed kommt derselbe Lauf noch einmal.',
  },
  'standard-deviation': {
    name: 'Standardabweichung',
    sentence: 'Wie weit Aktionen typischerweise vom Mittelwert entfernt liegen; die Wurzel der Varianz.',
  },
  state: {
    name: 'Zustand',
    sentence:
      'Wie die Dinge gerade stehen: Orte, Winkel, Geschwindigkeiten. Die Policy hat für jeden eine Wolke.',
  },
  surrogate: {
    name: 'Ersatzziel (Surrogate)',
    sentence:
      'Was ein Update statt des Returns hebt: die Vorteile, gewichtet mit dem Wahrscheinlichkeitsverhältnis.',
  },
  transport: {
    name: 'Optimaler Transport',
    sentence:
      'Die billigste Art, eine Wolke auf eine andere zu schieben, wenn jedes Korn das Quadrat seines Wegs zahlt.',
  },
  trpl: {
    name: 'TRPL',
    sentence:
      'Training mit einer Trust-Region-Schicht: Die Policy jedes Zustands bleibt innerhalb ihrer Schranken.',
  },
  trpo: {
    name: 'TRPO',
    sentence:
      'Trust Region Policy Optimization: ein großer Schritt, gekürzt, bis die KL im Mittel der Zustände passt.',
  },
  'trust-region': {
    name: 'Vertrauensbereich (Trust Region)',
    sentence: 'Die Policies, die der alten nahe genug sind, dass ihre Daten noch sagen, was sie taugen.',
  },
  'trust-region-loss': {
    name: 'Trust-Region-Loss',
    sentence: 'Zieht das Netz zu seiner eigenen Projektion, damit die beiden nicht auseinanderlaufen.',
  },
  variance: {
    name: 'Varianz',
    sentence: 'Der mittlere quadrierte Abstand vom Mittelwert; die Diagonale der Kovarianz.',
  },
  wasserstein: {
    name: 'Wasserstein-2',
    sentence:
      'Wie weit man Wahrscheinlichkeit schieben muss, damit aus einer Wolke die andere wird; hier bei gleichen Achsen.',
  },
};
