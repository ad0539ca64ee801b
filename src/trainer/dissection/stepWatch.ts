import type { Engine } from '../../engines/engine.ts';
import type { WatchedStep } from './dissection.ts';

type Network = WatchedStep['network'];

/** What of a step was not finite first. */
export interface StepTrouble {
  readonly step: WatchedStep;
  /** As the trainer calls it. */
  readonly quantity: string;
  /** `null` where it is no number. */
  readonly value: number | null;
}

/** Mean losses of a step's minibatch, by the trainer's names, in the order in which it looks at them. */
type StepLosses = readonly (readonly [quantity: string, loss: number])[];

/** A step that was looked at. */
interface Seen {
  readonly step: WatchedStep;
  readonly losses: StepLosses;
}

/**
 * Looks at every gradient step of an iteration, on an engine of one member that answers at once. It takes the losses of
 * each step on their own, and adds them up as the engine would, to the bit.
 */
export class StepWatch {
  readonly #engine: Engine;
  readonly #seen: { readonly [N in Network]: Promise<Seen>[] } = { value: [], policy: [] };

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Forgets the iteration before. */
  begin(): void {
    this.#seen.value.length = 0;
    this.#seen.policy.length = 0;
  }

  /** Has a network take a step, and looks at it. */
  watch(network: Network, take: () => void): void {
    const seen = this.#seen[network];
    const number = seen.length + 1;
    try {
      take();
    } catch (error) {
      seen.push(Promise.resolve({ step: { network, number, loss: null, largest: null }, losses: [] }));
      throw error;
    }
    // Asked for at once, before the next step; of what is answered only a few numbers stay.
    const losses = this.#engine.takeLosses().then((all) => lossesOf(network, all));
    const largest = this.#engine.snapshot().then((snapshot) => largestOf(snapshot[network].parameters));
    seen.push(
      Promise.all([losses, largest]).then(([terms, size]) => {
        const loss = terms.reduce((sum, [, term]) => sum + term, 0);
        return { step: { network, number, loss, largest: size }, losses: terms };
      }),
    );
  }

  /** The steps of a network. */
  async steps(network: Network): Promise<readonly WatchedStep[]> {
    return (await Promise.all(this.#seen[network])).map(({ step }) => step);
  }

  /** The first step after which, or in whose losses, a number was not finite. */
  async trouble(): Promise<StepTrouble | null> {
    // The value network is fitted first.
    for (const one of await Promise.all([...this.#seen.value, ...this.#seen.policy])) {
      const found = troubleOf(one);
      if (found !== null) return found;
    }
    return null;
  }

  /** What the engine would say of all these steps. */
  async takeLosses(): ReturnType<Engine['takeLosses']> {
    const [value, policy] = await Promise.all([
      Promise.all(this.#seen.value),
      Promise.all(this.#seen.policy),
    ]);
    const mean = (seen: readonly Seen[], term: number) => {
      let sum = 0;
      for (const { losses } of seen) sum += losses[term]![1];
      return Float64Array.of(seen.length === 0 ? Number.NaN : sum / seen.length);
    };
    return {
      value: mean(value, 0),
      policy: { surrogate: mean(policy, 0), trustRegion: mean(policy, 1), entropy: mean(policy, 2) },
    };
  }
}

function lossesOf(
  network: Network,
  { value, policy }: Awaited<ReturnType<Engine['takeLosses']>>,
): StepLosses {
  // not words: the trainer's names of quantities, here and below
  if (network === 'value') return [['value loss', value[0]!]];
  return [
    ['policy loss', policy.surrogate[0]!],
    ['trust-region loss', policy.trustRegion[0]!],
    ['entropy loss', policy.entropy[0]!],
  ];
}

function troubleOf({ step, losses }: Seen): StepTrouble | null {
  if (step.largest === null) return { step, quantity: 'policy covariance', value: null };
  for (const [quantity, value] of losses) {
    if (!Number.isFinite(value)) return { step, quantity, value };
  }
  if (Number.isFinite(step.largest)) return null;
  return { step, quantity: `${step.network} parameters`, value: step.largest };
}

/** Largest |entry|; NaN as soon as there is one. */
function largestOf(values: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]!);
    if (Number.isNaN(size)) return size;
    if (size > largest) largest = size;
  }
  return largest;
}
