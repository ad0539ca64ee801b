import type { CommandIo } from './io.ts';

/** What reading a file is refused for most often, by Node's error code. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'reading it is not permitted',
};

/**
 * The JSON in a file, or in standard input for `-`.
 *
 * @throws {RangeError} with one sentence saying why there is none
 */
export async function readJson(path: string, io: CommandIo): Promise<unknown> {
  const name = path === '-' ? 'standard input' : path;
  let content: string;
  try {
    content = await io.read(path);
  } catch (error) {
    throw unreadable(name, error);
  }
  // Some editors put a byte order mark in front, which JSON does not know.
  const json = content.replace(/^\uFEFF/, '');
  if (json.trim() === '') throw new RangeError(`${name} is empty, expected JSON`);
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new RangeError(`${name} is not JSON: ${(error as Error).message}`);
  }
}

/** One sentence for what Node found wrong with reading a file. */
export function unreadable(name: string, error: unknown): RangeError {
  const { code, message } = error as NodeJS.ErrnoException;
  return new RangeError(`cannot read ${name}: ${REASONS[code ?? ''] ?? message}`);
}
