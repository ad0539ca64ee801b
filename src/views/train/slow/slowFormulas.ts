import { isMeanScaled, METRICS } from 'trust-region-layers';
import * as m from '#words/slow';
import { algorithmOf } from '../../../algorithms/algorithmOf.ts';
import { PROJECTION_METHODS } from '../../../components/projectionMethods.ts';
import { texNumber } from '../../../components/texNumber.ts';
import { isBroken } from '../../../trainer/dissection/dissection.ts';
import { CATEGORICAL_FORMULAS } from './categorical/categoricalFormulas.ts';
import { floorStepOf } from './slowFloor.ts';
import type { Stage } from './slowPages.ts';
import { beyondOf, numberOf, ofState, type Scene, takenBackOf } from './slowScene.ts';
import {
  blockOf,
  type Lines,
  lit,
  lossTex,
  projectedTex,
  type SlowFormula,
  term,
  vector,
} from './slowTex.ts';

export function formulaOf(scene: Scene): SlowFormula {
  const special = scene.discrete && CATEGORICAL_FORMULAS[scene.stage]?.(scene);
  return blockOf(special || FORMULAS[scene.stage](scene));
}

const FORMULAS: Readonly<Record<Stage, (scene: Scene) => Lines>> = {
  rollout: (scene) => {
    const { states } = scene.dissection;
    const action = ofState(states.action, scene);
    const log = numberOf(states.oldLogProbability, scene);
    return {
      lines: [
        `${lit('a')} &\\sim q(\\cdot\\mid s)=\\mathcal N(\\mu_o,\\Sigma_o), \\qquad a = ${lit(vector(action))}`,
        `\\ln q(a\\mid s) &= -\\tfrac k2\\ln 2\\pi-\\tfrac12\\ln\\lvert\\Sigma_o\\rvert-\\tfrac12(a-\\mu_o)^{\\!\\top}\\Sigma_o^{-1}(a-\\mu_o) = ${texNumber(log)}`,
      ],
      label: m.rolloutLabel({ log: texNumber(log) }),
      where: [m.whereOld(), m.whereActions()],
      sections: 'docs/mathematics.md §6.2, §6.1',
    };
  },
  advantages: (scene) => {
    const { states, advantages } = scene.dissection;
    const { discount } = scene.configuration;
    const reward = numberOf(states.reward, scene);
    const value = numberOf(states.value, scene);
    const next = numberOf(states.nextValue, scene);
    const advantage = numberOf(states.advantage, scene);
    const normalised = numberOf(states.normalisedAdvantage, scene);
    return {
      lines: [
        `\\delta_t &= r_t+\\gamma V(s_{t+1})-V(s_t) = ${texNumber(reward)}+${texNumber(discount)}\\cdot${term(next)}-${term(value)} = ${texNumber(reward + discount * next - value)}`,
        `A_t &= \\delta_t+\\gamma\\lambda A_{t+1} = ${lit(texNumber(advantage))}`,
        `\\hat A &= (A-\\bar A)/\\hat\\sigma_A = (${texNumber(advantage)}-${term(advantages.mean)})/${texNumber(advantages.deviation)} = ${lit(texNumber(normalised))}`,
      ],
      label: m.advantageLabel({ advantage: texNumber(advantage), normalised: texNumber(normalised) }),
      where: [m.whereDiscount(), m.whereLambda()],
      sections: 'docs/mathematics.md §8.1, §8.5',
    };
  },
  proposal: (scene) => {
    const search = algorithmOf(scene.configuration).search;
    const { moment, policy } = scene;
    const { averageKlBound } = scene.configuration;
    if (scene.dissection.steps === 0 && search) {
      const { reverseKl, surrogate } = policy.batch;
      return {
        lines: [
          ...search.tex,
          `\\overline{\\mathrm{KL}}(q\\,\\Vert\\,p) &= ${lit(texNumber(reverseKl))}${moment.kind === 'search' ? ` ${reverseKl <= averageKlBound * (1 + 1e-6) ? '\\le' : '>'} \\delta=${texNumber(averageKlBound)}` : ''},\\qquad \\overline{-\\rho A} = ${texNumber(surrogate)}`,
        ],
        label: m.searchLabel({
          search: search.words,
          kl: texNumber(reverseKl),
          surrogate: texNumber(surrogate),
        }),
        sections: `docs/mathematics.md ${search.section}`,
      };
    }
    const { losses } = moment;
    const numbers = losses
      ? [
          `&= ${lit(texNumber(losses.surrogate))}${policy.projected ? `+${term(losses.trustRegion)}` : ''}${scene.configuration.entropyCoefficient > 0 ? `+${term(losses.entropy)}` : ''}`,
        ]
      : [];
    const ratio = numberOf(policy.ratio, scene);
    return {
      lines: [
        `\\overline\\ell &= ${lossTex(scene)}`,
        ...numbers,
        '\\theta &\\leftarrow \\theta-\\mathrm{Adam}\\bigl(\\nabla_{\\!\\theta}\\,\\overline\\ell\\bigr)',
        `\\rho &= ${policy.projected ? projectedTex(scene.discrete) : 'p'}(a)/q(a) = ${texNumber(ratio)}\\ \\text{${m.inState()}}`,
      ],
      label: m.adamLabel({ ratio: texNumber(ratio) }),
      where: [
        m.whereAdvantage(),
        ...(policy.projected ? [scene.discrete ? m.whereFixedActions() : m.whereFixed()] : []),
      ],
      sections: `docs/mathematics.md §7${scene.clipRatio < Infinity ? '.2' : ''}, §10.4`,
    };
  },
  distance: (scene) => {
    const { projection, scaled } = scene.configuration;
    const { distance } = scene.policy;
    const { bounds } = scene.dissection;
    const beyond = beyondOf(scene);
    const [mean, covariance] = [numberOf(distance.mean, scene), numberOf(distance.covariance, scene)];
    const against = (isBeyond: boolean, distance: number, symbol: string, bound: number) => {
      const sign = `${isBeyond ? '>' : '\\le'} \\varepsilon_${symbol}=${texNumber(bound)}`;
      return isBeyond ? lit(`${texNumber(distance)} ${sign}`) : `${lit(texNumber(distance))} ${sign}`;
    };
    return {
      lines: [
        `d_\\mu &= ${meanDistanceTex(scene)} = ${against(beyond.mean, mean, '\\mu', bounds.mean)}`,
        `d_\\Sigma &= ${PROJECTION_METHODS[projection].tex.covarianceDistance(scaled)} = ${against(beyond.covariance, covariance, '\\Sigma', bounds.covariance)}`,
      ],
      label: m.distanceLabel({
        mean: texNumber(mean),
        meanBound: texNumber(bounds.mean),
        covariance: texNumber(covariance),
        covarianceBound: texNumber(bounds.covariance),
      }),
      where: ['[δ](mean-shift) = μ − μₒ', ...PROJECTION_METHODS[projection].tex.where(scaled)],
      sections: `docs/mathematics.md §2.1, ${DISTANCE_SECTIONS[projection]}`,
    };
  },
  projection: (scene) => {
    const { policy, moment, configuration, clipRatio, dissection } = scene;
    const { search } = algorithmOf(configuration);
    if (policy.projected) return layerLines(scene);
    if (search) {
      const { meanKl, reverseKl } = policy.batch;
      const kl = dissection.steps > 0 ? meanKl : reverseKl;
      const share = isBroken(dissection) ? null : dissection.report.metrics.step_share;
      return {
        lines: [
          ...search.tex,
          `\\overline{\\mathrm{KL}} &= ${lit(texNumber(kl))}\\quad\\delta = ${texNumber(configuration.averageKlBound)}${share === null ? '' : `\\quad\\text{${m.shareTaken()} }${texNumber(share)}`}`,
        ],
        label:
          moment.kind === 'search'
            ? m.attemptLabel({ search: search.words, attempt: moment.attempt, kl: texNumber(kl) })
            : m.proposalLabel({ search: search.words, kl: texNumber(kl) }),
        sections: `docs/mathematics.md ${search.section}`,
      };
    }
    if (clipRatio < Infinity) {
      const ratio = numberOf(policy.ratio, scene);
      const clipped = policy.clipped[scene.state]!;
      return {
        lines: [
          `\\ell &= \\max\\bigl(${lit('-\\rho\\hat A', !clipped)},\\ ${lit(`-\\mathrm{clip}(\\rho,1-\\epsilon,1+\\epsilon)\\,\\hat A`, clipped)}\\bigr)`,
          `\\rho &= ${texNumber(ratio)},\\qquad 1\\pm\\epsilon = ${texNumber(1 - clipRatio)} \\dots ${texNumber(1 + clipRatio)},\\qquad \\hat A = ${texNumber(numberOf(dissection.states.normalisedAdvantage, scene))}`,
        ],
        label: clipped
          ? m.clipBinds({ ratio: texNumber(ratio) })
          : m.clipDoesNotBind({ ratio: texNumber(ratio) }),
        sections: 'docs/mathematics.md §7.2, §9.2',
      };
    }
    return {
      lines: [`\\tilde p &= ${lit('p')}`],
      label: m.staysLabel(),
      sections: 'docs/mathematics.md §9.3',
    };
  },
  gradient: gradientLines,
  policy: (scene) => {
    const { policy } = scene;
    const { meanKl } = policy.batch;
    return {
      lines: [
        `q_{\\text{next}} &= ${lit('p')} = \\mathcal N(\\mu,\\Sigma),\\qquad \\mu = ${vector(ofState(policy.proposed.mean, scene))}`,
        `\\overline{\\mathrm{KL}}(p\\,\\Vert\\,q) &= ${texNumber(meanKl)}\\ \\text{${m.overTheBatch()}}`,
        ...(policy.projected
          ? [
              `d_\\mu(\\tilde p, q) &= ${texNumber(numberOf(policy.projected.distance.mean, scene))},\\qquad d_\\Sigma(\\tilde p, q) = ${texNumber(numberOf(policy.projected.distance.covariance, scene))}`,
            ]
          : []),
      ],
      label: m.nextLabel({ kl: texNumber(meanKl) }),
      sections: policy.projected ? 'docs/mathematics.md §9.1, §8.6' : 'docs/mathematics.md §8.6',
    };
  },
};

const DISTANCE_SECTIONS = { kl: '§2.2', w2: '§2.3', frobenius: '§2.4', bures: '§2.5' } as const;
const PROJECTION_SECTIONS = { kl: '§3.3', w2: '§3.4', frobenius: '§3.5', bures: '§3.6' } as const;
const GRADIENT_SECTIONS = { kl: '§4.3', w2: '§4.4', frobenius: '§4.2', bures: '§4.5' } as const;

function meanDistanceTex({ configuration }: Scene): string {
  const metric = METRICS[configuration.projection];
  const weight = metric.meanWeight === 0.5 ? '\\tfrac12\\,' : '';
  return isMeanScaled(metric, configuration.scaled)
    ? `${weight}\\delta^{\\!\\top}\\Sigma_o^{-1}\\delta`
    : `${weight}\\lVert\\delta\\rVert^2`;
}

const FLOOR_LABELS = { before: m.floorLabelBefore, after: m.floorLabelAfter } as const;

/** The layer: which branch of either step is taken. */
function layerLines(scene: Scene): Lines {
  const { projection, scaled } = scene.configuration;
  const projected = scene.policy.projected!;
  const beyond = takenBackOf(scene);
  const floor = floorStepOf(scene);
  const scaling = floor && `e^{2(\\beta-H)/k},\\qquad \\beta = ${lit(texNumber(floor.entropy))}`;
  const omega = numberOf(projected.meanMultiplier, scene);
  const eta = numberOf(projected.covarianceMultiplier, scene);
  const mean = vector(ofState(projected.mean, scene));
  return {
    lines: [
      ...(floor?.order === 'before' ? [`\\Sigma &\\leftarrow \\Sigma\\,${scaling}`] : []),
      ...(beyond.mean
        ? [
            `\\omega &= \\sqrt{d_\\mu/\\varepsilon_\\mu}-1 = ${lit(texNumber(omega))}`,
            `\\tilde\\mu &= ${lit('(\\mu+\\omega\\,\\mu_o)/(1+\\omega)')} = ${mean}`,
          ]
        : [`\\tilde\\mu &= ${lit('\\mu')} = ${mean} \\quad\\text{${m.as()} } d_\\mu\\le\\varepsilon_\\mu`]),
      ...(beyond.covariance
        ? PROJECTION_METHODS[projection].tex.covarianceStep(scaled, eta, (value) => lit(texNumber(value)))
        : [`\\tilde\\Sigma &= ${lit('\\Sigma')} \\quad\\text{${m.as()} } d_\\Sigma\\le\\varepsilon_\\Sigma`]),
      ...(floor?.order === 'after' ? [`\\tilde\\Sigma &\\leftarrow \\tilde\\Sigma\\,${scaling}`] : []),
    ],
    label: [
      beyond.mean ? m.meanInterpolated({ omega: texNumber(omega) }) : m.meanStays(),
      beyond.covariance
        ? m.covarianceInterpolated({
            eta: texNumber(eta),
            what: PROJECTION_METHODS[projection].interpolates,
          })
        : m.covarianceStays(),
      ...(floor ? [FLOOR_LABELS[floor.order]({ entropy: texNumber(floor.entropy) })] : []),
    ].join(' '),
    sections: `docs/mathematics.md §3.1, ${PROJECTION_SECTIONS[projection]}${floor ? ', §5.2' : ''}`,
  };
}

/** From the loss to the network. */
function gradientLines(scene: Scene): Lines {
  const { policy, configuration } = scene;
  const { upstream, layer, pull, total } = policy.gradients;
  const g = vector(ofState(upstream.mean, scene));
  const sum = vector(ofState(total.mean, scene));
  if (layer === null || pull === null) {
    const clipped = policy.clipped[scene.state]!;
    return {
      lines: [
        `\\frac{\\partial\\ell}{\\partial\\mu} &= ${clipped ? lit('0') : lit('-\\rho\\,\\hat A\\;\\Sigma^{-1}(a-\\mu)')} = ${g}`,
      ],
      label: m.gradientLabel({ gradient: g }),
      sections: 'docs/mathematics.md §7.1, §6.1',
    };
  }
  const beyond = takenBackOf(scene);
  const through = vector(ofState(layer.mean, scene));
  const line = beyond.mean
    ? `${lit(`\\frac{1}{1+\\omega}\\left(g-\\frac{\\langle g,\\delta\\rangle}{2d_\\mu}\\nabla d_\\mu\\right)`)} = ${through}`
    : `${lit('g')} = ${through}\\quad\\text{${m.as()} } d_\\mu\\le\\varepsilon_\\mu`;
  return {
    lines: [
      `g = \\frac{\\partial\\ell}{\\partial\\tilde\\mu} &= -\\rho\\,\\hat A\\;\\tilde\\Sigma^{-1}(a-\\tilde\\mu) = ${g}`,
      `\\Bigl(\\frac{\\partial\\tilde\\mu}{\\partial\\mu}\\Bigr)^{\\!\\top} g &= ${line}`,
      `\\frac{\\partial\\ell}{\\partial\\mu} &= ${through}+\\alpha\\,\\frac{\\partial d}{\\partial\\mu} = ${sum}`,
    ],
    label: m.layerGradientLabel({ gradient: g, through, sum }),
    sections: `docs/mathematics.md §4.1, ${GRADIENT_SECTIONS[configuration.projection]}, §7.3`,
  };
}
