import { describe, expect, it } from 'vitest';
import { pageOf, sectionsOf } from '../../../scripts/results/sections.ts';

const PAGE = '# Results\n\nWhat it is.\n\n## One\n\nOld text.\n\n### Part\n\nMore.\n\n## Two\n\nStays.\n';

describe('the sections of the results', () => {
  it('are replaced by themselves; what is not made again stays as it was', () => {
    const sections = new Map([...sectionsOf(PAGE), ['One', 'New text.\n']]);
    expect(pageOf('# Results\n\nWhat it is.', ['One', 'Two'], sections)).toBe(
      '# Results\n\nWhat it is.\n\n## One\n\nNew text.\n\n## Two\n\nStays.\n',
    );
  });

  it('come in the order of the tasks, and a page taken apart and put together is the same', () => {
    const sections = sectionsOf(PAGE);
    expect([...sections.keys()]).toEqual(['One', 'Two']);
    expect(pageOf('# Results\n\nWhat it is.', ['One', 'Two', 'Three'], sections)).toBe(PAGE);
  });
});
