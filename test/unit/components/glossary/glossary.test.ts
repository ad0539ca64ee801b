import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { glossaryEntries, matching } from '../../../../src/components/glossary/glossaryEntries.ts';
import { isTermId, TERM_IDS, termOf } from '../../../../src/components/glossary/terms.ts';
import { termPieces } from '../../../../src/components/glossary/termText.ts';
import { words as german } from '../../../../src/components/glossary/words.de.ts';
import { words } from '../../../../src/components/glossary/words.en.ts';
import { CHAPTER_IDS } from '../../../../src/experiments/learn.ts';

const SOURCE = fileURLToPath(new URL('../../../../src', import.meta.url));
const MOST_LETTERS = 160;

describe('glossary', () => {
  it.each(TERM_IDS)('%s has a name, a sentence that fits a card, and a chapter', (id) => {
    for (const { name, sentence } of [words[id], german[id]]) {
      expect(name).toMatch(/^\p{Lu}/u);
      expect(sentence.length).toBeLessThanOrEqual(MOST_LETTERS);
      expect(sentence).toMatch(/^\p{Lu}.*[.]$/su);
    }
    expect(CHAPTER_IDS).toContain(termOf(id).chapter);
  });

  it('calls no two terms alike', () => {
    for (const language of [words, german]) {
      const names = TERM_IDS.map((id) => language[id].name.toLowerCase());
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it('has every term that a text on the page asks for', () => {
    const asked = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(tsx?|json)$/.test(name))
      .flatMap((name) => {
        const text = readFileSync(join(SOURCE, name), 'utf8').replaceAll(/^\s*(\/?\*|\/\/).*$/gm, '');
        // A bracket right after a name is the place of an array.
        return [...text.matchAll(/(?<![\w)\]!])\[[^\]\n]+\]\(([\w-]+)\)/g)].map((match) => ({
          name,
          id: match[1]!,
        }));
      });
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.filter(({ id }) => !isTermId(id))).toEqual([]);
  });

  it('lists every term once, in the order of the alphabet', () => {
    const entries = glossaryEntries(words, 'en');
    expect(entries.map(({ id }) => id).sort()).toEqual([...TERM_IDS].sort());
    const names = entries.map(({ name }) => name);
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en', { sensitivity: 'base' })));
  });

  it('finds words by name, by symbol and by what is said of them, names first', () => {
    const entries = glossaryEntries(words, 'en');
    const idsFor = (search: string) => matching(entries, search).map(({ id }) => id);
    expect(idsFor('  ')).toHaveLength(entries.length);
    expect(idsFor('εμ')).toEqual(['mean-bound']);
    expect(idsFor('entropy').slice(0, 2)).toEqual(['entropy', 'entropy-floor']);
    expect(idsFor('entropy')).toContain('nats');
    expect(idsFor('zebra')).toEqual([]);
  });
});

describe('termPieces', () => {
  it('takes a text apart, and put together again it is the text without marks', () => {
    expect(termPieces('a [cloud](policy) of [actions](action)')).toEqual([
      { text: 'a ' },
      { text: 'cloud', term: 'policy' },
      { text: ' of ' },
      { text: 'actions', term: 'action' },
    ]);
    expect(termPieces('plain [p̃] (kept)')).toEqual([{ text: 'plain [p̃] (kept)' }]);
  });

  it('refuses a term that is not there', () => {
    expect(() => termPieces('a [cloud](weather)')).toThrow(/“weather” is not a term/);
  });
});
