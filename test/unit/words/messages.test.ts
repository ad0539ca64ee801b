import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SOURCE = fileURLToPath(new URL('../../../src', import.meta.url));
const areasOf = (locale: string) =>
  readdirSync(join(SOURCE, 'words', locale))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort();

/** A sentence, or one of several by what is asked for (plurals). */
type Message = string | readonly { readonly declarations?: readonly string[]; readonly match: object }[];
const source = (locale: string, area: string) =>
  readFileSync(join(SOURCE, 'words', locale, `${area}.json`), 'utf8');
const read = (locale: string, area: string): Record<string, Message> => JSON.parse(source(locale, area));

/** What a message is given. */
function parametersOf(message: Message): string[] {
  const texts =
    typeof message === 'string' ? [message] : message.flatMap(({ match }) => Object.values(match));
  const declared = typeof message === 'string' ? [] : message.flatMap((one) => one.declarations ?? []);
  const local = declared.flatMap((line) => /^local (\w+)/.exec(line)?.[1] ?? []);
  const inputs = declared.flatMap((line) => /^input (\w+)/.exec(line)?.[1] ?? []);
  const used = texts.flatMap((text) => [...text.matchAll(/(?<!\\)\{(\w+)\}/g)].map((found) => found[1]!));
  return [...new Set([...inputs, ...used.filter((name) => !local.includes(name))])].sort();
}

describe('messages', () => {
  it('have the same areas in both languages', () => {
    expect(areasOf('en').length).toBeGreaterThan(1);
    expect(areasOf('de')).toEqual(areasOf('en'));
  });

  it.each(areasOf('en'))('of %s are in both languages, with the same parameters', (area) => {
    const [en, de] = [read('en', area), read('de', area)];
    expect(Object.keys(de)).toEqual(Object.keys(en));
    // A module with it is taken for a promise by whoever imports it, and never comes.
    expect(Object.keys(en)).not.toContain('then');
    for (const locale of ['en', 'de']) {
      const keys = [...source(locale, area).matchAll(/^ {2}"(\w+)":/gm)].map((found) => found[1]);
      expect(keys, 'each key once').toEqual(Object.keys(en));
    }
    const parameters = (all: Record<string, Message>) =>
      Object.fromEntries(Object.entries(all).map(([key, message]) => [key, parametersOf(message)]));
    expect(parameters(de)).toEqual(parameters(en));
    for (const key of Object.keys(en)) expect(key, 'the name of a function').toMatch(/^[a-z][A-Za-z0-9]*$/);
  });

  it('are all said somewhere', () => {
    const said = new Map<string, Set<string>>();
    const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.tsx?$/.test(name),
    );
    for (const name of files) {
      const text = readFileSync(join(SOURCE, name), 'utf8');
      for (const [, alias, area] of text.matchAll(/import \* as (\w+) from '#words\/(\w+)'/g)) {
        const keys = said.get(area!) ?? new Set();
        said.set(area!, keys);
        for (const [, key] of text.matchAll(new RegExp(`\\b${alias}\\.(\\w+)`, 'g'))) keys.add(key!);
      }
    }
    const unsaid = areasOf('en').flatMap((area) =>
      Object.keys(read('en', area))
        .filter((key) => !said.get(area)?.has(key))
        .map((key) => `${area}.${key}`),
    );
    expect(unsaid).toEqual([]);
  });
});
