import * as m from '#words/slow';
import { algorithmOf } from '../../../../algorithms/algorithmOf.ts';
import { texNumber } from '../../../../components/texNumber.ts';
import { floorStepOf } from '../slowFloor.ts';
import type { Stage } from '../slowPages.ts';
import { beyondOf, numberOf, ofState, type Scene, takenBackOf } from '../slowScene.ts';
import { type Lines, lit, vector } from '../slowTex.ts';
import { actionName, probabilityOf } from './chosenAction.ts';
import { logitGradients } from './logitGradients.ts';

/** The formulas of pages that are others where one chooses among actions (docs/mathematics.md §15). */
export const CATEGORICAL_FORMULAS: Readonly<Partial<Record<Stage, (scene: Scene) => Lines | null>>> = {
  rollout: (scene) => {
    const { states } = scene.dissection;
    const probability = texNumber(probabilityOf(states.old, scene));
    const log = texNumber(numberOf(states.oldLogProbability, scene));
    return {
      lines: [
        `${lit('a')} &\\sim q(\\cdot\\mid s), \\qquad a = ${lit(texText(actionName(scene)))}`,
        `\\ln q(a\\mid s) &= z_a-\\ln\\textstyle\\sum_i e^{z_i} = \\ln ${probability} = ${log}`,
      ],
      label: m.rolloutLabelActions({ action: actionName(scene), probability, log }),
      where: [m.whereOld(), m.whereLogits()],
      sections: 'docs/mathematics.md §15.1',
    };
  },
  distance: (scene) => {
    const { metric, measure, section } = metricOf(scene);
    const distance = numberOf(scene.policy.distance.mean, scene);
    const bound = scene.dissection.bounds.mean;
    const beyond = beyondOf(scene).mean;
    const sign = `${beyond ? '>' : '\\le'} \\varepsilon=${texNumber(bound)}`;
    return {
      lines: [
        `d &= ${measure} = ${beyond ? lit(`${texNumber(distance)} ${sign}`) : `${lit(texNumber(distance))} ${sign}`}`,
      ],
      label: m.distanceLabelActions({ distance: texNumber(distance), bound: texNumber(bound) }),
      where: metric === 'kl' ? [m.whereSumOfActions()] : [],
      sections: `docs/mathematics.md ${section}`,
    };
  },
  projection: (scene) => (scene.policy.projected ? layerLines(scene) : null),
  gradient: gradientLines,
  policy: (scene) => {
    const { policy } = scene;
    const { meanKl } = policy.batch;
    return {
      lines: [
        `q_{\\text{next}} &= ${lit('p')} = ${vector(ofState(policy.proposed.mean, scene))}`,
        `\\overline{\\mathrm{KL}}(p\\,\\Vert\\,q) &= ${texNumber(meanKl)}\\ \\text{${m.overTheBatch()}}`,
        ...(policy.projected
          ? [`d(\\tilde\\pi, q) &= ${texNumber(numberOf(policy.projected.distance.mean, scene))}`]
          : []),
      ],
      label: m.nextLabel({ kl: texNumber(meanKl) }),
      sections: 'docs/mathematics.md §15.11, §8.6',
    };
  },
};

const METRICS = {
  kl: { measure: '\\textstyle\\sum_a p\\,\\ln(p/q)', section: '§15.2', step: '§15.3', gradient: '§15.4' },
  euclidean: { measure: '\\lVert p-q\\rVert^2', section: '§15.5', step: '§15.5', gradient: '§15.5' },
} as const;

function metricOf({ configuration: { categoricalProjection: metric } }: Scene) {
  return { metric, ...METRICS[metric] };
}

/** Words of a task within a formula. */
function texText(words: string): string {
  return `\\text{${words.replace(/[\\{}$&#^_%~]/g, ' ')}}`;
}

/** The layer: whether it takes the proposal back, and how. */
function layerLines(scene: Scene): Lines {
  const projected = scene.policy.projected!;
  const { metric, step } = metricOf(scene);
  const floor = floorStepOf(scene);
  const eta = texNumber(numberOf(projected.meanMultiplier, scene));
  const result = vector(ofState(projected.mean, scene));
  const warmed = (symbol: string) =>
    `${symbol} &\\propto ${symbol}^{\\,s},\\qquad H = \\beta = ${lit(texNumber(floor!.entropy))}`;
  const beyond = takenBackOf(scene).mean;
  const back =
    metric === 'kl'
      ? [
          `\\eta &= ${lit(eta)}\\ \\text{${m.solves()} } d(\\tilde\\pi)=\\varepsilon`,
          `\\tilde\\pi &\\propto ${lit('q^{\\eta/(1+\\eta)}\\,p^{1/(1+\\eta)}')} = ${result}`,
        ]
      : [
          `\\eta &= \\sqrt{d/\\varepsilon}-1 = ${lit(eta)}`,
          `\\tilde\\pi &= ${lit('(p+\\eta\\,q)/(1+\\eta)')} = ${result}`,
        ];
  return {
    lines: [
      ...(floor?.order === 'before' ? [warmed('p')] : []),
      ...(beyond
        ? back
        : [`\\tilde\\pi &= ${lit('p')} = ${result} \\quad\\text{${m.as()} } d\\le\\varepsilon`]),
      ...(floor?.order === 'after' ? [warmed('\\tilde\\pi')] : []),
    ],
    label: [
      beyond ? m.actionsInterpolated({ eta }) : m.actionsStay(),
      ...(floor ? [m.floorLabelActions({ entropy: texNumber(floor.entropy) })] : []),
    ].join(' '),
    sections: `docs/mathematics.md ${step}${floor ? ', §15.6' : ''}`,
  };
}

/** From the loss to the network's logits. */
function gradientLines(scene: Scene): Lines {
  const { policy, configuration, clipRatio } = scene;
  const { upstream, layer, total } = logitGradients(scene);
  const bonus = configuration.entropyCoefficient > 0;
  const pi = policy.projected ? '\\tilde\\pi' : 'p';
  const entropy = bonus ? `+c_H\\,${pi}\\odot(\\ln ${pi}+H)` : '';
  const g = vector(upstream);
  if (layer === null) {
    const clipped = clipRatio < Infinity && policy.clipped[scene.state]!;
    const slope = clipped ? lit('0') : lit('-\\rho\\,\\hat A\\,(e_a-p)');
    return {
      lines: [`\\frac{\\partial\\ell}{\\partial z} &= ${slope}${entropy} = ${g}`],
      label: m.gradientLabelActions({ gradient: g }),
      where: [m.whereUnit()],
      sections: 'docs/mathematics.md §15.11, §15.1',
    };
  }
  const { metric, gradient } = metricOf(scene);
  const through = vector(layer);
  const sum = vector(total);
  const beyond = takenBackOf(scene).mean;
  const way =
    metric === 'kl'
      ? 't\\,h-t\\,\\frac{\\langle h,\\,r-E[r]\\rangle}{\\mathrm{Var}[r]}\\,\\tilde\\pi\\odot(r-E[r])'
      : 'p\\odot\\bigl(G_p-\\langle p,G_p\\rangle\\bigr),\\quad G_p = t\\bigl(G-\\tfrac{\\langle G,\\Delta\\rangle}{d}\\Delta\\bigr)';
  return {
    lines: [
      `h = \\frac{\\partial\\ell}{\\partial\\tilde z} &= -\\rho\\,\\hat A\\,(e_a-\\tilde\\pi)${entropy} = ${g}`,
      beyond
        ? `\\Bigl(\\frac{\\partial\\tilde z}{\\partial z}\\Bigr)^{\\!\\top} h &= ${lit(way)} = ${through}`
        : `\\Bigl(\\frac{\\partial\\tilde z}{\\partial z}\\Bigr)^{\\!\\top} h &= ${lit('h')} = ${through}\\quad\\text{${m.as()} } d\\le\\varepsilon`,
      `\\frac{\\partial\\ell}{\\partial z} &= ${through}+\\alpha\\,\\frac{\\partial d}{\\partial z} = ${sum}`,
    ],
    label: m.layerGradientLabelActions({ gradient: g, through, sum }),
    where: [m.whereUnit(), ...(beyond ? [metric === 'kl' ? m.whereLine() : m.whereDifference()] : [])],
    sections: `docs/mathematics.md ${gradient}, §15.7, §15.11${algorithmOf(configuration).layer && floorStepOf(scene) ? ', §15.6' : ''}`,
  };
}
