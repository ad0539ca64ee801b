import { type Locale, speak } from '../../../words/locale.ts';
import { readData } from './readData.ts';

export interface ReadRequest {
  readonly text: string;
  /** What problems are said in. */
  readonly locale: Locale;
}

/** Reads long texts away from the page's thread. */
addEventListener('message', ({ data: { text, locale } }: MessageEvent<ReadRequest>) => {
  speak(locale);
  postMessage(readData(text));
});
