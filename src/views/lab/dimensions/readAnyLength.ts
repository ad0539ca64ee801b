import * as m from '#words/actions';
import { currentLocale } from '../../../words/locale.ts';
import type { Checked } from './covarianceCheck.ts';
import { LONGEST_TEXT } from './numberTable.ts';
import { type DataReading, readData } from './readData.ts';
import type { ReadRequest } from './readWorker.ts';

/** Texts up to here are read within a frame. */
const SHORT = 40_000;

/** {@link readData}, in a worker where the text is long. */
export function readAnyLength(text: string): Promise<Checked<DataReading>> {
  if (text.length <= SHORT || text.length > LONGEST_TEXT) return Promise.resolve(readData(text));
  const worker = new Worker(new URL('./readWorker.ts', import.meta.url), { type: 'module' });
  return new Promise<Checked<DataReading>>((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<Checked<DataReading>>) => resolve(data);
    worker.onerror = () => resolve({ problem: m.notLoaded() });
    const request: ReadRequest = { text, locale: currentLocale() };
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}
