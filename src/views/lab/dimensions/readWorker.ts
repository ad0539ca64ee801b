import { type Locale, speakWhenFetched } from '../../../words/locale.ts';
import { readData } from './readData.ts';

export interface ReadRequest {
  readonly text: string;
  /** What problems are said in. */
  readonly locale: Locale;
}

/** Reads long texts away from the page's thread. */
addEventListener('message', async ({ data: { text, locale } }: MessageEvent<ReadRequest>) => {
  await speakWhenFetched(locale);
  postMessage(readData(text));
});
