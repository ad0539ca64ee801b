import { describe, expect, it } from 'vitest';
import { EMPTY, END, PLACES, spelling, verdictOf } from '../../../src/environments/spelling/dynamics.ts';
import { VOCABULARY } from '../../../src/environments/spelling/vocabulary.ts';
import { createRandom } from '../../../src/random/random.ts';
import { stepOnce } from './rows.ts';

const symbols = (word: string) => Array.from(word, (letter) => letter.charCodeAt(0) - 97);
const textOf = (state: readonly number[]) =>
  state.map((symbol) => (symbol < 0 ? '·' : symbol >= END ? '|' : String.fromCharCode(97 + symbol))).join('');

/** An episode from the first two letters, with these symbols written one after the other. */
function write(prompt: string, written: readonly number[]) {
  let state: number[] = [...symbols(prompt), ...new Array<number>(PLACES - prompt.length).fill(EMPTY)];
  const steps = [];
  for (const [elapsed, symbol] of written.entries()) {
    const step = stepOnce(spelling, state, [symbol], elapsed);
    steps.push(step);
    state = step.state;
    if (step.terminated || step.truncated) break;
  }
  return steps;
}

describe('the vocabulary', () => {
  it('is a few hundred different words of three to five letters', () => {
    expect(VOCABULARY.length).toBeGreaterThan(500);
    expect(VOCABULARY.length).toBeLessThan(700);
    expect(new Set(VOCABULARY).size).toBe(VOCABULARY.length);
    for (const word of VOCABULARY) expect(word).toMatch(/^[a-z]{3,5}$/);
    expect(VOCABULARY).toContain('apple');
  });

  it('goes on in at least four ways from every beginning', () => {
    const ways = new Map<string, number>();
    for (const word of VOCABULARY) {
      const beginning = word.slice(0, 2);
      ways.set(beginning, (ways.get(beginning) ?? 0) + 1);
    }
    expect(ways.size).toBeGreaterThan(90);
    for (const count of ways.values()) expect(count).toBeGreaterThanOrEqual(4);
  });
});

describe('spelling', () => {
  it('rewards every word of the vocabulary, once, in its last step', () => {
    for (const word of VOCABULARY) {
      const steps = write(word.slice(0, 2), [...symbols(word.slice(2)), END]);
      expect(steps).toHaveLength(Math.min(word.length - 2 + 1, 3));
      for (const [i, { reward, terminated, truncated }] of steps.entries()) {
        const last = i === steps.length - 1;
        expect([reward, terminated, truncated]).toEqual([last ? 1 : 0, last, false]);
      }
      expect(verdictOf(steps.at(-1)!.state)).toBe('word');
    }
  });

  it('rewards nothing else', () => {
    const known = new Set(VOCABULARY);
    const random = createRandom(5);
    let words = 0;
    for (let episode = 0; episode < 3000; episode++) {
      const prompt = VOCABULARY[random.integer(VOCABULARY.length)]!.slice(0, 2);
      const steps = write(prompt, [random.integer(27), random.integer(27), random.integer(27)]);
      const { state, reward, terminated } = steps.at(-1)!;
      const word = textOf(state).replace(/[|·].*/, '');
      expect(terminated).toBe(true);
      expect(reward).toBe(known.has(word) ? 1 : 0);
      expect(verdictOf(state)).toBe(known.has(word) ? 'word' : 'none');
      words += reward;
    }
    expect(words).toBeGreaterThan(0);
  });

  it('ends a word with the end, or with its fifth letter', () => {
    expect(write('ap', [END]).map(({ state }) => textOf(state))).toEqual(['ap|··']);
    expect(write('ap', symbols('ple')).map(({ state }) => textOf(state))).toEqual([
      'app··',
      'appl·',
      'apple',
    ]);
    expect(write('ea', [...symbols('t'), END]).map(({ reward }) => reward)).toEqual([0, 1]);
    // The end does not fit behind five letters, and a word that goes on is another.
    expect(write('ea', symbols('te')).at(-1)).toMatchObject({ reward: 0, terminated: false });
    expect(verdictOf([...symbols('eat'), EMPTY, EMPTY])).toBe('unfinished');
  });

  it('begins as its words begin, each as likely as any other', () => {
    const random = createRandom(8);
    const draws = 20_000;
    const state = new Float64Array(PLACES * draws);
    for (let i = 0; i < draws; i++) spelling.reset(state, i, random);
    const seen = new Map<string, number>();
    for (let i = 0; i < draws; i++) {
      const text = textOf([...state.subarray(PLACES * i, PLACES * (i + 1))]);
      expect(text.slice(2)).toBe('···');
      seen.set(text.slice(0, 2), (seen.get(text.slice(0, 2)) ?? 0) + 1);
    }
    for (const beginning of new Set(VOCABULARY.map((word) => word.slice(0, 2)))) {
      const share = VOCABULARY.filter((word) => word.startsWith(beginning)).length / VOCABULARY.length;
      const deviation = Math.sqrt((share * (1 - share)) / draws);
      expect(Math.abs((seen.get(beginning) ?? 0) / draws - share)).toBeLessThan(5 * deviation);
    }
  });

  it('observes a 1 for the letter in each of the first four places', () => {
    const observation = new Float32Array(104).fill(7);
    spelling.observe(Float64Array.from([...symbols('cab'), EMPTY, EMPTY]), observation, 1);
    expect([...observation.entries()].filter(([, value]) => value !== 0)).toEqual([
      [2, 1],
      [26, 1],
      [53, 1],
    ]);
    const labels = spelling.observationSpace.labels;
    expect([labels[2], labels[26], labels[53]]).toEqual(['letter 1 is c', 'letter 2 is a', 'letter 3 is b']);
    expect(spelling.actionSpace.labels).toHaveLength(27);
  });

  it('gives every step of every word as an example', () => {
    const { count, observation, action } = spelling.examples!();
    const written = VOCABULARY.map((word) => Math.min(word.length - 2 + 1, 3));
    expect(count).toBe(written.reduce((sum, steps) => sum + steps, 0));
    expect(observation).toHaveLength(count * 104);
    expect(action).toHaveLength(count);
    // Read back as a reader of the observations would.
    const read = Array.from({ length: count }, (_, row) => {
      const ones = [...observation.subarray(104 * row, 104 * (row + 1)).entries()].filter(
        ([, value]) => value === 1,
      );
      const text = ones.map(([index]) => String.fromCharCode(97 + (index % 26))).join('');
      return text + (action[row] === END ? '|' : String.fromCharCode(97 + action[row]!));
    });
    const expected = VOCABULARY.flatMap((word) =>
      [3, 4, 5].filter((end) => end <= word.length + 1).map((end) => `${word}|`.slice(0, end)),
    );
    expect(read).toEqual(expected);
  });
});
