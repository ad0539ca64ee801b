import { type ActionSpace, isDiscrete } from '../environments/environment.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import type { IterationSummary } from '../trainer/events.ts';
import { ReturnWatch } from './returnWatch.ts';

/** What can go wrong with numbers that are all finite (docs/mathematics.md §8.12). */
export type TroubleKind = 'loss' | 'entropy' | 'return';

/** The training of a seed has gone wrong. */
export interface Trouble {
  readonly kind: TroubleKind;
  readonly seed: number;
  /** The first iteration in which it showed, and environment steps of the seed by then. */
  readonly iteration: number;
  readonly steps: number;
  readonly quantity: 'policy loss' | 'value loss' | 'entropy' | 'return';
  readonly value: number;
  /** What it is held against: the largest loss of the iterations before, the first policy's entropy, the best return. */
  readonly before: number;
  /** The last iteration at which it was well, 0: only before the first. */
  readonly lastGood: number;
}

/** |surrogate| beyond this: importance ratios whose root mean square is at least as much. */
const MOST_POLICY_LOSS = 10;
/** A value loss is so many times the largest of the iterations before. */
const VALUE_LOSS_RATIO = 10;
/** Iterations before, of which there must be some; the first one's value network knows nothing yet. */
const LOSS_MEMORY = 20;
const LEAST_LOSSES = 5;
/** In the geometric mean, standard deviations are this many times those of the first policy; of discrete actions, the entropy is. */
const COLLAPSED = 1 / 100;
const DROWNED = 20;
/** This share of what was learned is gone. */
const LOST = 0.8;

/** Looks at every iteration of a run as it is told, and says what has gone wrong: every kind once a seed. */
export class TroubleWatch {
  readonly #entropy: EntropyScale;
  readonly #seeds = new Map<number, SeedWatch>();

  constructor({ initialStandardDeviation }: RunConfiguration, actionSpace: ActionSpace) {
    this.#entropy = isDiscrete(actionSpace)
      ? choiceEntropy(actionSpace.size)
      : gaussianEntropy(actionSpace.size, initialStandardDeviation);
  }

  see({ iteration, steps, members }: IterationSummary): readonly Trouble[] {
    // A seed that has ended keeps its last report.
    const fresh = members.filter((member) => member.iteration === iteration);
    return fresh.flatMap(({ seed, metrics }) => {
      const watch = this.#seeds.get(seed) ?? new SeedWatch(this.#entropy);
      this.#seeds.set(seed, watch);
      return watch.see(iteration, metrics).map((symptom) => ({ ...symptom, seed, iteration, steps }));
    });
  }
}

type Symptom = Pick<Trouble, 'kind' | 'quantity' | 'value' | 'before' | 'lastGood'>;
type Metrics = IterationSummary['members'][number]['metrics'];

/** How an entropy is held against that of the first policy. */
interface EntropyScale {
  readonly first: number;
  /** The logarithm of how many times as wide or as undecided. */
  growth(entropy: number): number;
}

/** Of Gaussians over k actions: the standard deviations in the geometric mean. */
function gaussianEntropy(actions: number, deviation: number): EntropyScale {
  const first = actions * (0.5 * Math.log(2 * Math.PI * Math.E) + Math.log(deviation));
  return { first, growth: (entropy) => (entropy - first) / actions };
}

/** Of a choice among n actions, of which the first policy prefers none: the entropy itself. */
function choiceEntropy(actions: number): EntropyScale {
  const first = Math.log(actions);
  return { first, growth: (entropy) => Math.log(Math.max(entropy, Number.MIN_VALUE) / first) };
}

class SeedWatch {
  readonly #scale: EntropyScale;
  readonly #returns = new ReturnWatch();
  readonly #told = new Set<TroubleKind>();
  #losses: number[] = [];
  /** The last iteration whose entropy was no more than half way to trouble. */
  #entropyWell = 0;

  constructor(scale: EntropyScale) {
    this.#scale = scale;
  }

  see(iteration: number, metrics: Metrics): readonly Symptom[] {
    this.#returns.add(iteration, metrics.episodic_return, metrics.episodes);
    const symptoms = [
      this.#loss(iteration, metrics),
      this.#entropy(iteration, metrics),
      this.#return(),
    ].filter((symptom) => symptom !== null && !this.#told.has(symptom.kind)) as Symptom[];
    for (const { kind } of symptoms) this.#told.add(kind);
    return symptoms;
  }

  #loss(iteration: number, { policy_loss, value_loss }: Metrics): Symptom | null {
    const largest = Math.max(...this.#losses);
    const known = this.#losses.length >= LEAST_LOSSES;
    if (iteration > 1 && Number.isFinite(value_loss))
      this.#losses = [...this.#losses, value_loss].slice(-LOSS_MEMORY);
    const symptom = { kind: 'loss', lastGood: iteration - 1 } as const;
    if (policy_loss !== null && Math.abs(policy_loss) > MOST_POLICY_LOSS) {
      return { ...symptom, quantity: 'policy loss', value: policy_loss, before: MOST_POLICY_LOSS };
    }
    // What pays for the first time surprises the value network, too; nothing is wrong with that.
    const { mean, isAtItsBest } = this.#returns;
    if (!known || !(value_loss > VALUE_LOSS_RATIO * largest) || mean === null || isAtItsBest) return null;
    return { ...symptom, quantity: 'value loss', value: value_loss, before: largest };
  }

  #entropy(iteration: number, { entropy }: Metrics): Symptom | null {
    const growth = this.#scale.growth(entropy);
    const [low, high] = [Math.log(COLLAPSED), Math.log(DROWNED)];
    if (growth > low / 2 && growth < high / 2) this.#entropyWell = iteration;
    if (!Number.isFinite(entropy)) return null;
    // Who acts as well as ever may need no noise, or bear it.
    if ((growth >= low && growth <= high) || this.#returns.isAtItsBest) return null;
    const [value, before, lastGood] = [entropy, this.#scale.first, this.#entropyWell];
    return { kind: 'entropy', quantity: 'entropy', value, before, lastGood };
  }

  #return(): Symptom | null {
    const { shareLost, mean, best, bestAt } = this.#returns;
    if (shareLost < LOST) return null;
    return { kind: 'return', quantity: 'return', value: mean!, before: best, lastGood: bestAt };
  }
}
