import { currentLocale, type Locale } from './locale.ts';

/** What a language writes between the digits of a number. */
interface Separators {
  /** Between the whole and the rest. */
  readonly decimal: string;
  /** Between thousands. */
  readonly group: string;
}

/**
 * Asked once a language: Intl is far too slow for every frame of a drag, and its first answer for a page that opens, which
 * needs none for the language that everybody has.
 */
const known = new Map<Locale, Separators>([['en', { decimal: '.', group: ',' }]]);

export function separators(): Separators {
  const locale = currentLocale();
  const asked = known.get(locale);
  if (asked !== undefined) return asked;
  const parts = new Intl.NumberFormat(locale).formatToParts(1234.5);
  const partOf = (type: Intl.NumberFormatPartTypes) => parts.find((part) => part.type === type)!.value;
  const found = { decimal: partOf('decimal'), group: partOf('group') };
  known.set(locale, found);
  return found;
}

/** A number's plain text with the reader's sign between the whole and the rest: `0.03`, `0,03`. */
export function withDecimalSign(plain: string): string {
  return plain.replace('.', separators().decimal);
}

/** The same, with thousands apart: `1234.5` becomes `1,234.5` or `1.234,5`. */
export function grouped(plain: string): string {
  const { decimal, group } = separators();
  const point = plain.indexOf('.');
  const whole = point < 0 ? plain : plain.slice(0, point);
  return whole.replace(/\B(?=(\d{3})+$)/g, group) + (point < 0 ? '' : decimal + plain.slice(point + 1));
}

/** What a person typed as JavaScript writes it: `0.03`, `5e-5`, `-1`; `null` if it is no number. */
export function readNumeral(typed: string): number | null {
  const text = typed.trim().replace(/[\s_]/g, '').replace(/−/g, '-');
  const plain = withPoint(text);
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return null;
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}

/**
 * Both signs are taken in every language. Of two, the last one parts whole and rest; one alone does where it is the
 * language's own, or where what follows it cannot be thousands.
 */
function withPoint(text: string): string {
  const { decimal, group } = separators();
  const [ours, other] = [text.lastIndexOf(decimal), text.lastIndexOf(group)];
  if (other < 0) return text.replace(decimal, '.');
  const alone = ours < 0 && text.indexOf(group) === other;
  const parts = alone ? !/^[+-]?[1-9]\d{0,2}\D\d{3}(?!\d)/.test(text) : other > ours && ours >= 0;
  const [mark, between] = parts ? [group, decimal] : [decimal, group];
  const whole = text.split(mark)[0]!;
  // `1.2.3` is no number in any language.
  if (whole.includes(between) && !thousands(between).test(whole)) return '';
  return text.replaceAll(between, '').replace(mark, '.');
}

const thousands = (between: string) => new RegExp(`^[+-]?\\d{1,3}([${between}]\\d{3})+(?!\\d)`);
