import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvCell } from '../../../src/experiments/csvCell.ts';

/** A reader of one line as RFC 4180 has it, written without a look at the writer. */
function cellsOf(line: string): string[] {
  const cells = line.match(/(?:^|,)(?:"(?:[^"]|"")*"|[^",]*)/g) ?? [];
  return cells.map((cell) => {
    const text = cell.replace(/^,/, '');
    return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
  });
}

it('is read back as it was, between others', () => {
  const texts = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('"', ',', '\n', '#', ' ', 'a') }));
  fc.assert(
    fc.property(texts, texts, (one, other) => {
      expect(cellsOf(`x,${csvCell(one)},${csvCell(other)},1`)).toEqual(['x', one, other, '1']);
    }),
  );
});

it('leaves plain words and numbers alone and begins no comment', () => {
  for (const text of ['steady-heron', 'run 2', '-3e-20', 'ppo learningRate=1e-4'])
    expect(csvCell(text)).toBe(text);
  expect(csvCell('# mine')).toBe('"# mine"');
  expect(csvCell('kl hiddenSizes=64,64')).toBe('"kl hiddenSizes=64,64"');
});
