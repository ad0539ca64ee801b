import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import * as m from '#words/files';
import { requireConfiguration } from '../experiments/configuration.ts';
import { KEPT_FORMAT, type KeptContent, newKey } from './keptRun.ts';
import { fromPlain, toPlain } from './plainJson.ts';
import { runFileSchema } from './runFileSchema.ts';

// not words: what files begin with
const FORMAT = 'trust-region-playground run';
const RUN_FILE_VERSION = 1;

/** Bytes that a page opens, packed and unpacked. */
const FILE_LIMITS = { packed: 64 * 2 ** 20, unpacked: 256 * 2 ** 20 };

/** A file that cannot be opened; the message is a sentence about it for people, to follow its name. */
export class UnreadableRun extends Error {
  override readonly name = 'UnreadableRun';
}

/**
 * A run as a file: gzipped JSON with its recipe, its numbers, all that it goes on from, and the SHA-256 of all of that.
 */
export async function packRun({ kept, ...numbers }: KeptContent): Promise<Uint8Array> {
  const { name, configuration, origin, engine, until, diverged } = kept;
  const recipe = { name, configuration, origin, engine, until, diverged };
  const run = JSON.stringify(toPlain({ ...recipe, ...numbers }));
  const head = JSON.stringify({ format: FORMAT, version: RUN_FILE_VERSION, sha256: digest(run) });
  return through(
    new CompressionStream('gzip'),
    utf8ToBytes(`${head.slice(0, -1)},"run":${run}}\n`),
    Infinity,
  );
}

/**
 * What is in a run file, under a key of its own.
 * @throws {UnreadableRun} for one that is damaged, foreign, newer or too large
 */
export async function unpackRun(bytes: Uint8Array, limits = FILE_LIMITS): Promise<KeptContent> {
  if (bytes.length > limits.packed) throw tooLarge(limits.packed);
  const file = parse(await unzipped(bytes, limits.unpacked));
  if (file.format !== FORMAT) throw new UnreadableRun(m.notRun());
  if (typeof file.version === 'number' && file.version > RUN_FILE_VERSION) {
    throw new UnreadableRun(m.newer({ version: file.version, ours: RUN_FILE_VERSION }));
  }
  if (file.version !== RUN_FILE_VERSION || digest(JSON.stringify(file.run)) !== file.sha256) {
    throw new UnreadableRun(m.damaged());
  }
  return contentOf(file.run);
}

function tooLarge(most: number): UnreadableRun {
  return new UnreadableRun(m.tooLarge({ most: most / 2 ** 20 }));
}

/** Its digest is right: whoever wrote it meant it. What it says must still make a run. */
function contentOf(plain: unknown): KeptContent {
  try {
    const { configuration: recipe, ...rest } = fromPlain(plain) as { configuration?: unknown };
    const configuration = requireConfiguration(recipe);
    const { name, origin, engine, until, diverged, ...content } = v.parse(runFileSchema(configuration), rest);
    const { iteration } = content.checkpoint;
    return {
      kept: {
        key: newKey(),
        format: KEPT_FORMAT,
        name,
        configuration,
        origin,
        engine,
        until,
        diverged,
        visit: '',
        shown: true,
        ended: true,
        pinned: false,
        hidden: false,
        iteration,
        when: Date.now(),
      },
      ...(content as unknown as Pick<KeptContent, 'checkpoint' | 'beginning' | 'rows'>),
    };
  } catch (error) {
    throw new UnreadableRun(m.noUsableRun({ problem: problem(error) }));
  }
}

/** One sentence. */
function problem(error: unknown): string {
  if (!v.isValiError(error)) return (error as Error).message.split('\n')[0]!;
  const [issue] = error.issues;
  const place = v.getDotPath(issue);
  return place === null ? `${issue.message}.` : m.atPlace({ place, problem: issue.message });
}

function parse(text: string): Record<string, unknown> {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    // A run that was cut short begins as one does.
    throw new UnreadableRun(text.startsWith(`{"format":"${FORMAT}"`) ? m.damaged() : m.notRun());
  }
  return typeof file === 'object' && file !== null ? (file as Record<string, unknown>) : {};
}

function digest(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** The text of a file, gzipped or not. */
async function unzipped(bytes: Uint8Array, most: number): Promise<string> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return new TextDecoder().decode(bytes);
  const text = await through(new DecompressionStream('gzip'), bytes, most).catch((error) => {
    throw error instanceof UnreadableRun ? error : new UnreadableRun(m.damaged());
  });
  return new TextDecoder().decode(text);
}

/** @throws {UnreadableRun} when more than `most` bytes come out */
async function through(
  stream: CompressionStream | DecompressionStream,
  bytes: Uint8Array,
  most: number,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const source = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  const reader = source
    .pipeThrough<Uint8Array>(stream as ReadableWritablePair<Uint8Array, Uint8Array<ArrayBuffer>>)
    .getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    parts.push(next.value);
    length += next.value.length;
    if (length > most) {
      await reader.cancel();
      throw new UnreadableRun(m.unpacksTooLarge({ most: most / 2 ** 20 }));
    }
  }
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
