import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SOURCES = ['packages/trust-region-layers/src', 'src'];
/** Folders that show runs and do not make them. */
const PICTURES = ['src/components', 'src/store', 'src/views'];

/** A fingerprint of the code that decides a run's numbers. */
export async function sourceFingerprint(): Promise<string> {
  const names = await Promise.all(
    SOURCES.map(async (folder) =>
      (await readdir(join(ROOT, folder), { recursive: true })).map((name) => `${folder}/${name}`),
    ),
  );
  const files = names
    .flat()
    .filter((name) => /\.tsx?$/.test(name) && !PICTURES.some((folder) => name.startsWith(folder)))
    .sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(await readFile(join(ROOT, file)));
  return hash.digest('hex');
}
