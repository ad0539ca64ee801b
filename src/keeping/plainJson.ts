/** The kinds of arrays a run holds, by the name that a file gives them. */
const ARRAYS = {
  float32: Float32Array,
  float64: Float64Array,
  int32: Int32Array,
  uint32: Uint32Array,
  uint16: Uint16Array,
  uint8: Uint8Array,
} as const;

type NumberArray = InstanceType<(typeof ARRAYS)[keyof typeof ARRAYS]>;

/** Numbers that JSON has no word for. */
const ODD_NUMBERS: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
  '-0': -0,
};

/** How many bytes become characters at a time: all at once are too many arguments. */
const CHUNK = 0x8000;

/**
 * Values of numbers, texts, lists and records as JSON can hold them, to the last bit: an array of numbers as
 * `{"float32": base64}` (little-endian, as every browser has them), a number that JSON lacks as `{"number": "NaN"}`.
 * @throws {TypeError} for anything else
 */
export function toPlain(value: unknown): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    if (Number.isFinite(value) && !Object.is(value, -0)) return value;
    return { number: Object.is(value, -0) ? '-0' : String(value) };
  }
  if (Array.isArray(value)) return value.map(toPlain);
  if (ArrayBuffer.isView(value)) {
    const kind = Object.entries(ARRAYS).find(([, type]) => value instanceof type);
    if (!kind) throw new TypeError(`no word for a ${value.constructor.name}`);
    return { [kind[0]]: base64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
  }
  if (typeof value !== 'object') throw new TypeError(`no word for a ${typeof value}`);
  const known = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(known.map(([key, one]) => [key, toPlain(one)]));
}

/** @throws {TypeError} where an array or a number is not one */
export function fromPlain(plain: unknown): unknown {
  if (Array.isArray(plain)) return plain.map(fromPlain);
  if (typeof plain !== 'object' || plain === null) return plain;
  const entries = Object.entries(plain);
  const [key, text] = entries[0] ?? [];
  if (entries.length === 1 && typeof text === 'string') {
    if (key === 'number') return oddNumber(text);
    if (key !== undefined && Object.hasOwn(ARRAYS, key)) return numbers(key as keyof typeof ARRAYS, text);
  }
  return Object.fromEntries(entries.map(([name, one]) => [name, fromPlain(one)]));
}

function oddNumber(text: string): number {
  if (!Object.hasOwn(ODD_NUMBERS, text)) throw new TypeError(`${text} is no number`);
  return ODD_NUMBERS[text]!;
}

function numbers(kind: keyof typeof ARRAYS, text: string): NumberArray {
  const type = ARRAYS[kind];
  const characters = atob(text);
  if (characters.length % type.BYTES_PER_ELEMENT !== 0) throw new TypeError(`half a number in a ${kind}`);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return new type(bytes.buffer);
}

function base64(bytes: Uint8Array): string {
  let characters = '';
  for (let i = 0; i < bytes.length; i += CHUNK) {
    characters += String.fromCharCode(...bytes.subarray(i, i + CHUNK));
  }
  return btoa(characters);
}
