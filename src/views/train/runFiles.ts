import * as m from '#words/train';
import { saveFile } from '../../components/saveFile.ts';
import { packInWorker, unpackInWorker } from '../../keeping/fileTasks.ts';
import { useKeeper } from '../../store/kept.ts';
import { useNotices } from '../../store/notices.ts';
import { useTrainStore } from '../../store/train.ts';
import type { TrainRun } from '../../store/trainRun.ts';
import { currentRun } from '../../store/trainSelection.ts';
import { fileStem } from './dataFile.ts';

/** Bytes that are read at all. */
const MOST_BYTES = 64 * 2 ** 20;

/** Gives the reader a run as a file: all that it takes to show it and to go on with it, anywhere. */
export async function saveRun(run: TrainRun): Promise<void> {
  const content = await useKeeper.getState().contentOf(run);
  if (content === null) {
    useNotices.getState().post(() => m.nothingToSave({ name: run.name }));
    return;
  }
  try {
    const bytes = await packInWorker(content);
    const name = `${fileStem(run.name)}-${content.checkpoint.iteration}.run.json.gz`;
    saveFile(name, new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/gzip' }));
  } catch (error) {
    const why = (error as Error).message;
    useNotices.getState().post(() => m.notSaved({ name: run.name, why }), 'problem');
  }
}

/** Shows the run of a file where it was saved, or says why it cannot. */
export async function openRunFile(file: File): Promise<void> {
  const { post } = useNotices.getState();
  if (file.size > MOST_BYTES) {
    post(() => m.fileTooLarge({ name: file.name, most: MOST_BYTES / 2 ** 20 }), 'problem');
    return;
  }
  try {
    const content = await unpackInWorker(new Uint8Array(await file.arrayBuffer()));
    if (typeof content === 'string') {
      post(() => m.fileRefused({ name: file.name, why: content }), 'problem');
      return;
    }
    await useKeeper.getState().adopt(content);
    const name = currentRun(useTrainStore.getState())?.name ?? content.kept.name;
    post(() => m.fileOpen({ name, iteration: content.kept.iteration }));
  } catch (error) {
    const why = (error as Error).message;
    post(() => m.fileUnread({ name: file.name, why }), 'problem');
  }
}
