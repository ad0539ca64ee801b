import * as m from '#words/files';
import { currentLocale } from '../words/locale.ts';
import type { FileAnswer, FileTask } from './fileWorker.ts';
import type { KeptContent } from './keptRun.ts';

/** The bytes of a run file; made in a worker of its own, so that the page goes on meanwhile. */
export async function packInWorker(content: KeptContent): Promise<Uint8Array> {
  const answer = await perform({ pack: content });
  if (!('packed' in answer)) throw new TypeError('packing gives bytes');
  return answer.packed;
}

/** @returns the run, or what is wrong with the file, to follow its name */
export async function unpackInWorker(bytes: Uint8Array): Promise<KeptContent | string> {
  const answer = await perform({ unpack: bytes, locale: currentLocale() });
  if ('content' in answer) return answer.content;
  return 'unreadable' in answer ? answer.unreadable : m.cannotOpen();
}

function perform(task: FileTask): Promise<FileAnswer> {
  const worker = new Worker(new URL('./fileWorker.ts', import.meta.url), {
    type: 'module',
    // not words: seen by developers
    name: 'run file',
  });
  return new Promise<FileAnswer>((resolve, reject) => {
    worker.addEventListener('message', ({ data }) => resolve(data as FileAnswer));
    worker.addEventListener('error', ({ message }) => reject(new Error(message || m.partMissing())));
    worker.postMessage(task);
  }).finally(() => worker.terminate());
}
