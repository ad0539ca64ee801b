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
/** In the geometric mean, standard deviations are this many times those of the first policy. */
const COLLAPSED = 1 / 100;
const DROWNED = 20;
/** This share of what was learned is gone. */
const LOST = 0.8;

/** Looks at every iteration of a run as it is told, and says what has gone wrong: every kind once a seed. */
export class TroubleWatch {
  readonly #firstEntropy: number;
  readonly #actions: number;
  readonly #seeds = new Map<number, SeedWatch>();

  /** @param actions dimensions of the task's actions */
  constructor({ initialStandardDeviation }: RunConfiguration, actions: number) {
    this.#actions = actions;
    this.#firstEntropy =
      actions * (0.5 * Math.log(2 * Math.PI * Math.E) + Math.log(initialStandardDeviation));
  }

  see({ iteration, steps, members }: IterationSummary): readonly Trouble[] {
    // A seed that has ended keeps its last report.
    const fresh = members.filter((member) => member.iteration === iteration);
    return fresh.flatMap(({ seed, metrics }) => {
      const watch = this.#seeds.get(seed) ?? new SeedWatch(this.#firstEntropy, this.#actions);
      this.#seeds.set(seed, watch);
      return watch.see(iteration, metrics).map((symptom) => ({ ...symptom, seed, iteration, steps }));
    });
  }
}

type Symptom = Pick<Trouble, 'kind' | 'quantity' | 'value' | 'before' | 'lastGood'>;
type Metrics = IterationSummary['members'][number]['metrics'];

class SeedWatch {
  readonly #firstEntropy: number;
  readonly #actions: number;
  readonly #returns = new ReturnWatch();
  readonly #told = new Set<TroubleKind>();
  #losses: number[] = [];
  /** The last iteration whose entropy was no more than half way to trouble. */
  #entropyWell = 0;

  constructor(firstEntropy: number, actions: number) {
    this.#firstEntropy = firstEntropy;
    this.#actions = actions;
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
    const growth = (entropy - this.#firstEntropy) / this.#actions;
    const [low, high] = [Math.log(COLLAPSED), Math.log(DROWNED)];
    if (growth > low / 2 && growth < high / 2) this.#entropyWell = iteration;
    if (!Number.isFinite(growth)) return null;
    // Who acts as well as ever may need no noise, or bear it.
    if ((growth >= low && growth <= high) || this.#returns.isAtItsBest) return null;
    const [value, before, lastGood] = [entropy, this.#firstEntropy, this.#entropyWell];
    return { kind: 'entropy', quantity: 'entropy', value, before, lastGood };
  }

  #return(): Symptom | null {
    const { shareLost, mean, best, bestAt } = this.#returns;
    if (shareLost < LOST) return null;
    return { kind: 'return', quantity: 'return', value: mean!, before: best, lastGood: bestAt };
  }
}
