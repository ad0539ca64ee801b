import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCE = fileURLToPath(new URL('../../src', import.meta.url));
/** Folders that show runs and do not make them. */
const PICTURES = ['components', 'layers', 'store', 'views'];

/** A fingerprint of the code that decides a run's numbers. */
export async function sourceFingerprint(): Promise<string> {
  const names = await readdir(SOURCE, { recursive: true });
  const files = names
    .filter((name) => /\.tsx?$/.test(name) && !PICTURES.some((folder) => name.startsWith(folder)))
    .sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(await readFile(join(SOURCE, file)));
  return hash.digest('hex');
}
