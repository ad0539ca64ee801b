import * as m from '#words/tasks';
import type { Environment, Examples } from '../environment.ts';
import { truncate } from '../limits.ts';
import { VOCABULARY } from './vocabulary.ts';

/** Letters in the alphabet, and the symbol after them, with which a word of fewer than five letters is ended. */
export const LETTERS = 26;
export const END = LETTERS;
const SYMBOLS = LETTERS + 1;
/** A place with nothing written in it. */
export const EMPTY = -1;
/** Letters that are given, and places in all. */
export const PROMPT = 2;
export const PLACES = 5;
/** Places that can be read while something is still to be written: all but the last. */
const READ = PLACES - 1;
/** Seconds that a symbol takes, for watching. */
const TIME_STEP = 0.4;

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';

/** A letter as one reads it; nothing for the end and for an empty place. */
export function letterOf(symbol: number): string {
  return ALPHABET[symbol] ?? '';
}

/** The words as symbols. */
const WORDS = VOCABULARY.map((word) => Array.from(word, (letter) => ALPHABET.indexOf(letter)));
const KEYS = new Set(WORDS.map((word) => keyOf(word, 0)));

/** The letters of `state` from `first` on, until the end or an empty place, as one number: another for every word. */
function keyOf(state: ArrayLike<number>, first: number): number {
  let key = 0;
  let isOver = false;
  for (let place = 0; place < PLACES; place++) {
    const symbol = state[first + place] ?? EMPTY;
    isOver ||= !(symbol >= 0 && symbol < LETTERS);
    key = key * SYMBOLS + (isOver ? 0 : symbol + 1);
  }
  return key;
}

/** Whether what stands in a state is finished, and then whether it is a word of the vocabulary. */
export function verdictOf(state: ArrayLike<number>): 'unfinished' | 'word' | 'none' {
  if (nextPlace(state, 0) < PLACES) return 'unfinished';
  return KEYS.has(keyOf(state, 0)) ? 'word' : 'none';
}

/** The symbol that an action writes; NaN where there is no such action, so that a mistake is seen and not hidden. */
function symbolOf(action: number): number {
  return Number.isInteger(action) && action >= 0 && action < SYMBOLS ? action : Number.NaN;
}

/** The first empty place of the row from `first` on; {@link PLACES} where the word is finished. */
function nextPlace(state: ArrayLike<number>, first: number): number {
  for (let place = 0; place < PLACES; place++) {
    const symbol = state[first + place]!;
    if (symbol < 0) return place;
    if (symbol >= END) return PLACES;
  }
  return PLACES;
}

/** Every step of every word: what stands there, and the symbol that goes on. */
function allSteps(): Examples {
  const rows = WORDS.flatMap((word) =>
    [...word, END].slice(PROMPT, PLACES).map((next, written) => ({
      state: Array.from({ length: PLACES }, (_, place) => (place < PROMPT + written ? word[place]! : EMPTY)),
      next,
    })),
  );
  const observation = new Float32Array(rows.length * READ * LETTERS);
  spelling.observe(Float64Array.from(rows.flatMap(({ state }) => state)), observation, rows.length);
  return { count: rows.length, observation, action: Int32Array.from(rows, ({ next }) => next) };
}

/**
 * Write a word that begins with two given letters, a symbol a step: a miniature of what is done with language models, with 27
 * symbols for their hundred thousand and words of five letters for their texts.
 *
 * - State: five places, each a letter 0 … 25, the end 26 or, where nothing is written yet, −1. The first two are given.
 * - Action: the symbol that is written next, `a` … `z` or the end.
 * - Observation: for each of the first four places 26 numbers, all 0 but a 1 for its letter; nothing else is needed, since which
 *   places are empty says how far the word is. (The fifth is never read: it ends the word.) So the first layer of a network keeps a vector for
 *   each letter in each place, which is what a language model's embedding does; fewer numbers, such as an index, would put
 *   letters that have nothing in common beside each other.
 * - Reward: 1 in the last step if what is written is a word of the vocabulary, otherwise 0. It begins with the two letters
 *   whatever is written.
 * - Start: the first two letters of a word of the vocabulary, each word as likely as any other. Terminates with the end, or with
 *   the fifth letter: after one to three steps.
 */
export const spelling: Environment = {
  id: 'spelling',
  get name() {
    return m.spelling();
  },
  get summary() {
    return m.spellingSummary();
  },
  observationSpace: {
    size: READ * LETTERS,
    low: new Array<number>(READ * LETTERS).fill(0),
    high: new Array<number>(READ * LETTERS).fill(1),
    get labels() {
      return Array.from({ length: READ * LETTERS }, (_, i) =>
        m.letterInPlace({
          place: String(Math.floor(i / LETTERS) + 1),
          letter: letterOf(i % LETTERS),
        }),
      );
    },
  },
  actionSpace: {
    kind: 'discrete',
    size: SYMBOLS,
    get labels() {
      return [...ALPHABET, m.endOfWord()];
    },
  },
  stateSize: PLACES,
  timeStep: TIME_STEP,
  jumps: true,
  maxEpisodeSteps: PLACES - PROMPT,
  solvedReturn: null,
  examples: allSteps,

  reset(state, index, random) {
    const word = WORDS[random.integer(WORDS.length)]!;
    for (let place = 0; place < PLACES; place++) {
      state[PLACES * index + place] = place < PROMPT ? word[place]! : EMPTY;
    }
  },

  step(state, action, elapsed, outcome, n) {
    for (let i = 0; i < n; i++) {
      const row = PLACES * i;
      const place = nextPlace(state, row);
      const symbol = symbolOf(action[i]!);
      if (place < PLACES) state[row + place] = symbol;
      const finished = place + 1 >= PLACES || symbol === END;
      outcome.terminated[i] = finished && !Number.isNaN(symbol) ? 1 : 0;
      outcome.reward[i] = Number.isNaN(symbol) ? symbol : finished && KEYS.has(keyOf(state, row)) ? 1 : 0;
    }
    truncate(elapsed, outcome, PLACES - PROMPT, n);
  },

  observe(state, observation, n) {
    observation.fill(0, 0, n * READ * LETTERS);
    for (let i = 0; i < n; i++) {
      for (let place = 0; place < READ; place++) {
        const letter = state[PLACES * i + place]!;
        if (letter >= 0 && letter < LETTERS) {
          observation[(READ * i + place) * LETTERS + Math.floor(letter)] = 1;
        }
      }
    }
  },
};
