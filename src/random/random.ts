import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { log, sinCos } from 'trust-region-layers/elementary';

/**
 * The one source of randomness of a run: a xoroshiro128+ stream (pure-rand) whose state can be stored in a
 * snapshot and restored, so that a run is a pure function of its configuration and seed. See docs/mathematics.md §6.3.
 */
export interface Random {
  /** Uniform in [0, 1) with 53 random bits. */
  uniform(): number;
  /** Standard normal (Box–Muller, one spare kept). */
  normal(): number;
  /** Uniform integer in [0, bound). */
  integer(bound: number): number;
  /** A stream of its own for one purpose (`'environment'`, `'minibatches'`…); does not advance this one. */
  fork(label: string): Random;
  /** Everything needed to continue the stream from here. */
  state(): readonly number[];
}

/** Scratch of `normal`. */
const sineCosine = new Float64Array(2);

/** Words in {@link Random.state}: four of the generator, a flag and the spare normal. */
const STATE_LENGTH = 6;

/** 32-bit finaliser of MurmurHash3: spreads neighbouring seeds over the whole state space. */
function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** A stream for a seed (any integer; taken modulo 2³²). Equal seeds give equal streams everywhere. */
export function createRandom(seed: number): Random {
  if (!Number.isInteger(seed)) throw new RangeError(`seed must be an integer, got ${seed}`);
  return fromWords([seed, seed ^ 0x9e3779b9, seed ^ 0x3c6ef372, seed ^ 0xdaa66d2b].map(mix), false, 0);
}

/** Continues a stream from what {@link Random.state} returned. */
export function restoreRandom(state: readonly number[]): Random {
  if (state.length !== STATE_LENGTH) {
    throw new RangeError(`random state must have ${STATE_LENGTH} numbers, got ${state.length}`);
  }
  return fromWords(state.slice(0, 4), state[4] === 1, state[5]!);
}

function fromWords(words: readonly number[], spareKept: boolean, spareValue: number): Random {
  const generator = xoroshiro128plusFromState(words);
  let hasSpare = spareKept;
  let spare = spareValue;

  const uniform = () => {
    const high = generator.next() >>> 5;
    const low = generator.next() >>> 6;
    return (high * 0x4000000 + low) / 0x20000000000000;
  };

  return {
    uniform,
    normal() {
      if (hasSpare) {
        hasSpare = false;
        return spare;
      }
      const radius = Math.sqrt(-2 * log(1 - uniform()));
      sinCos(2 * Math.PI * uniform(), sineCosine);
      spare = radius * sineCosine[0]!;
      hasSpare = true;
      return radius * sineCosine[1]!;
    },
    integer(bound) {
      return Math.floor(uniform() * bound);
    },
    fork(label) {
      let hash = 0;
      for (let i = 0; i < label.length; i++)
        hash = mix(hash ^ (label.charCodeAt(i) + 0x9e3779b9 + (hash << 6)));
      return fromWords(
        generator.getState().map((word, index) => mix(word ^ mix(hash + index))),
        false,
        0,
      );
    },
    state() {
      return [...generator.getState(), hasSpare ? 1 : 0, hasSpare ? spare : 0];
    },
  };
}
