import { type Locale, speakWhenFetched } from '../words/locale.ts';
import type { KeptContent } from './keptRun.ts';
import { packRun, UnreadableRun, unpackRun } from './runFile.ts';

export type FileTask =
  | { readonly pack: KeptContent }
  | { readonly unpack: Uint8Array; readonly locale: Locale };
export type FileAnswer =
  | { readonly packed: Uint8Array }
  | { readonly content: KeptContent }
  /** What is wrong with the file, to follow its name. */
  | { readonly unreadable: string };

addEventListener('message', async ({ data }: MessageEvent<FileTask>) => {
  postMessage(await answer(data));
});

async function answer(task: FileTask): Promise<FileAnswer> {
  if ('pack' in task) return { packed: await packRun(task.pack) };
  await speakWhenFetched(task.locale);
  try {
    return { content: await unpackRun(task.unpack) };
  } catch (error) {
    if (error instanceof UnreadableRun) return { unreadable: error.message };
    throw error;
  }
}
