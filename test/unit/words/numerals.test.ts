import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createLinearTicks,
  formatCompact,
  formatCount,
  formatShare,
} from '../../../src/components/axisTicks.ts';
import {
  formatField,
  formatFixed,
  formatShort,
  formatSignificant,
  parseField,
} from '../../../src/components/format.ts';
import { texNumber } from '../../../src/components/texNumber.ts';
import { LANGUAGES, preferredLocale, speak } from '../../../src/words/locale.ts';
import { separators } from '../../../src/words/numerals.ts';

afterEach(() => speak('en'));

describe('the signs of a language', () => {
  it.each(LANGUAGES.map(({ locale }) => locale))('are those of Intl: %s', (locale) => {
    speak(locale);
    const parts = new Intl.NumberFormat(locale).formatToParts(1234.5);
    for (const type of ['decimal', 'group'] as const) {
      expect(separators()[type]).toBe(parts.find((part) => part.type === type)!.value);
    }
  });
});

describe('numbers in German', () => {
  it('have a comma, and points between thousands', () => {
    speak('de');
    expect(formatSignificant(0.03)).toBe('0,0300');
    expect(formatSignificant(1250)).toBe('1.250');
    expect(formatSignificant(5e-5)).toBe('5,00·10⁻⁵');
    expect(formatSignificant(Number.NaN)).toBe('keine Zahl');
    expect([0.03, 17.94, 1250, 10, 5e-5, 1.5e-5].map((value) => formatShort(value))).toEqual([
      '0,03',
      '17,9',
      '1.250',
      '10',
      '5·10⁻⁵',
      '1,5·10⁻⁵',
    ]);
    expect(formatFixed(-1.234)).toBe('−1,23');
    expect(formatField(0.03)).toBe('0,03');
    expect(formatCount(-1234567)).toBe('−1.234.567');
    expect(formatCompact(1.5e6)).toBe('1,5M');
    expect(formatShare(0.0041)).toBe('0,4\u202f%');
    expect(createLinearTicks(-1, 1, 4).map(({ label }) => label)).toEqual([
      '−1,0',
      '−0,5',
      '0,0',
      '0,5',
      '1,0',
    ]);
    expect(texNumber(0.03)).toBe('0{,}03');
    expect(texNumber(1.5e-5)).toBe('1{,}5{\\cdot}10^{-5}');
  });

  it.each([
    ['0,03', 0.03],
    ['0.03', 0.03],
    ['0.005', 0.005],
    ['1.5', 1.5],
    ['−1,5', -1.5],
    ['131.072', 131072],
    ['131 072', 131072],
    ['1.234.567,5', 1234567.5],
    ['1,234.5', 1234.5],
    ['5,5e-5', 5.5e-5],
    [',5', 0.5],
  ])('are read as %s is meant', (text, value) => {
    speak('de');
    expect(parseField(text)).toBe(value);
  });

  it.each(['', 'abc', '1.2.3', '1,2,3', '1,5.', '12.34.567'])('are not read from %j', (text) => {
    speak('de');
    expect(parseField(text)).toBeNull();
  });
});

describe('numbers in each language', () => {
  it.each(LANGUAGES)('are read back from what a field shows, in $name', ({ locale }) => {
    speak(locale);
    fc.assert(
      fc.property(fc.double({ min: -1e12, max: 1e12, noNaN: true }), (value) => {
        const back = parseField(formatField(value, 6));
        expect(back).not.toBeNull();
        expect(Math.abs(back! - value)).toBeLessThanOrEqual(Math.abs(value) * 5e-6);
      }),
    );
  });

  it.each(LANGUAGES)('are written as Intl writes them, in $name', ({ locale }) => {
    speak(locale);
    const intl = new Intl.NumberFormat(locale, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
    fc.assert(
      fc.property(fc.integer({ min: 1_000_000, max: 999_999_000 }), (thousandths) => {
        const value = thousandths / 1000;
        const ours = formatSignificant(value, Math.floor(Math.log10(value)) + 4);
        expect(ours).toBe(intl.format(value));
      }),
    );
  });
});

describe('the language of a reader', () => {
  it('is the first one of theirs that there is', () => {
    expect(preferredLocale(['de-AT', 'en'])).toBe('de');
    expect(preferredLocale(['fr', 'de'])).toBe('de');
    expect(preferredLocale(['en-GB', 'de'])).toBe('en');
    expect(preferredLocale(['fr', 'it-CH'])).toBe('en');
    expect(preferredLocale([])).toBe('en');
  });
});
