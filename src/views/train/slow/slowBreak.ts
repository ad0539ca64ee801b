import * as m from '#words/slow';
import { algorithmOf } from '../../../algorithms/algorithmOf.ts';
import { formatCount } from '../../../components/axisTicks.ts';
import { formatSignificant } from '../../../components/format.ts';
import {
  type BrokenDissection,
  type DissectedBreak,
  isBroken,
} from '../../../trainer/dissection/dissection.ts';
import { quantityWords } from '../../../training/quantityWords.ts';
import { categoricalRows } from './categorical/categoricalNumbers.ts';
import type { NumberGroup } from './numberGroups.ts';
import { policyRows } from './slowNumbers.ts';
import type { Stage } from './slowPages.ts';
import { numberOf, type Scene } from './slowScene.ts';
import { blockOf, type Lines, lit, lossTex, type SlowFormula } from './slowTex.ts';

/** The largest number in float32, which the networks hold. */
const LARGEST = (2 - 2 ** -23) * 2 ** 127;

/** Where the iteration broke off and in what, and that nothing follows. */
export function breakWords({ broken, iteration, minibatches }: BrokenDissection): string {
  const last = iteration - 1;
  return [
    placeWords(broken, minibatches),
    broken.noticed === broken.quantity ? '' : m.noticedLater({ quantity: quantityWords(broken.noticed) }),
    last === 0 ? m.nothingAtAll() : m.nothingAfter({ last: formatCount(last) }),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function placeWords(broken: DissectedBreak, minibatches: number): string {
  const what = foundWords(broken);
  const [step, steps] = [formatCount(broken.step), formatCount(broken.steps)];
  switch (broken.during) {
    case 'rollout':
      return broken.copy === null
        ? m.brokeInStep({ step, steps, what })
        : m.brokeInEnvironment({ step, steps, copy: broken.copy + 1, what });
    case 'value':
    case 'policy': {
      const epoch = Math.ceil(broken.step / minibatches);
      const minibatch = broken.step - (epoch - 1) * minibatches;
      const place = { step, steps, epoch, minibatch, minibatches, what };
      return broken.during === 'value' ? m.brokeInValueStep(place) : m.brokeInPolicyStep(place);
    }
    case 'search':
      return broken.step === 0 ? m.brokeBeforeSearch({ what }) : m.brokeInSearch({ attempt: step, what });
    case 'measurement':
      return m.brokeInMeasurement({ what });
  }
}

/** `policy loss: ∞` */
function foundWords({ quantity, value }: DissectedBreak): string {
  const name = quantityWords(quantity);
  return value === null
    ? m.noCovariance({ quantity: name })
    : m.foundNumber({ quantity: name, value: formatSignificant(value) });
}

/** The way to the break in numbers. */
export function breakNumbers(scene: Scene, { trail, during }: DissectedBreak): readonly NumberGroup[] {
  const row = (number: number, value: number | null) => ({
    name: m.stepNumber({ step: formatCount(number) }),
    value: value === null ? m.none() : formatSignificant(value, 3),
  });
  const ways: readonly NumberGroup[] =
    trail.length === 0
      ? []
      : [
          { title: m.lossOfSteps(), rows: trail.map(({ number, loss }) => row(number, loss)) },
          { title: m.largestParameter(), rows: trail.map(({ number, largest }) => row(number, largest)) },
        ];
  if (during === 'value') return ways;
  const { policy } = scene;
  return [
    ...ways,
    {
      title: m.lastWhole(),
      rows: [
        ...(scene.discrete ? categoricalRows : policyRows)(policy.proposed, 'proposed', scene),
        { name: m.ratio(), symbol: 'ρ', value: formatSignificant(numberOf(policy.ratio, scene), 3) },
      ],
    },
  ];
}

/** What could not be computed. */
export function breakFormula(scene: Scene, broken: DissectedBreak): SlowFormula {
  const found = lit(broken.value === null ? '\\nsucc 0' : texFound(broken.value));
  const { lines, sections } = (FORMULAS[broken.quantity] ?? policyOutput)(scene, found);
  return blockOf({
    lines,
    label: foundWords(broken),
    where: [m.whereLargest({ largest: formatSignificant(LARGEST, 2) })],
    sections,
  });
}

type Formula = (scene: Scene, found: string) => Pick<Lines, 'lines' | 'sections'>;

const policyLoss: Formula = (scene, found) => ({
  lines: [`\\overline\\ell &= ${lossTex(scene)} = ${found}`],
  sections: 'docs/mathematics.md §7',
});

const parameters: Formula = (_, found) => ({
  lines: [
    `\\theta &\\leftarrow \\theta-\\mathrm{Adam}\\bigl(\\nabla_{\\!\\theta}\\,\\overline\\ell\\bigr) = ${found}`,
  ],
  sections: 'docs/mathematics.md §10.4',
});

const naturalStep: Formula = ({ configuration }, found) => {
  const { search } = algorithmOf(configuration);
  return {
    lines: [`${search?.tex[0] ?? '\\nabla_{\\!\\theta}\\,\\overline\\ell'} = ${found}`],
    sections: `docs/mathematics.md ${search?.section ?? '§7'}`,
  };
};

/** By the trainer's names of quantities; what is not among them is said by the policy. */
// not words: the names are the trainer's
const FORMULAS: Readonly<Partial<Record<string, Formula>>> = {
  'value loss': (_, found) => ({
    lines: [`\\overline{\\ell_V} &= \\operatorname{mean}\\bigl((V(s)-R)^2\\bigr) = ${found}`],
    sections: 'docs/mathematics.md §7.5',
  }),
  'policy loss': policyLoss,
  'trust-region loss': policyLoss,
  'entropy loss': policyLoss,
  'policy parameters': parameters,
  'value parameters': parameters,
  'policy gradient': naturalStep,
  'natural gradient': naturalStep,
  'policy covariance': (_, found) => ({
    lines: [`\\Sigma &${found}`],
    sections: 'docs/mathematics.md §1.2, §11.1',
  }),
};

const policyOutput: Formula = (_, found) => ({
  lines: [`p(\\cdot\\mid s) &= ${found}`],
  sections: 'docs/mathematics.md §10.3',
});

function texFound(value: number): string {
  if (Number.isNaN(value)) return `\\text{${formatSignificant(value)}}`;
  return value > 0 ? '\\infty' : '-\\infty';
}

/** The stages that an iteration did not come to. */
export function missingStages(
  dissection: Scene['dissection'],
  pages: readonly { readonly stage: Stage }[],
  stages: readonly Stage[],
): ReadonlySet<Stage> {
  if (!isBroken(dissection)) return new Set();
  const reached = new Set(pages.map(({ stage }) => stage));
  return new Set(stages.filter((stage) => !reached.has(stage)));
}
