import { describe, expect, it } from 'vitest';
import { termOfField } from '../../../src/components/glossary/fieldTerms.ts';
import { isTermId } from '../../../src/components/glossary/terms.ts';
import { RUN_FIELDS } from '../../../src/experiments/fields.ts';

describe('terms of settings', () => {
  it('are words of the glossary, of settings that there are', () => {
    const known = RUN_FIELDS.map(({ name }) => termOfField(name)).filter((term) => term !== undefined);
    for (const term of known) expect(isTermId(term)).toBe(true);
    expect(new Set(known).size).toBeGreaterThan(12);
  });

  it('are none for a name that is no setting', () => {
    expect(termOfField('toString')).toBeUndefined();
  });
});
