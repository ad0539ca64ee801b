import * as m from '#words/links';
import { numberFromText } from './fieldText.ts';
import { unknownNamesNotice } from './linkFormat.ts';
import { nearestName, quoted } from './nearest.ts';

/** The chapters of the tour in their order. Links name them, so they stay. */
export const CHAPTER_IDS = [
  'too-long',
  'cloud',
  'rulers',
  'nearest',
  'gradients',
  'every-state',
  'exploration',
  'your-own',
] as const;
export type ChapterId = (typeof CHAPTER_IDS)[number];

/** What there is beside the chapters: the contents, how the numbers are known to be right, and the words of the trade. */
export const LEARN_PAGES = ['contents', ...CHAPTER_IDS, 'proof', 'words'] as const;
export type LearnPage = (typeof LEARN_PAGES)[number];

export interface LearnLink {
  readonly view: 'learn';
  readonly page: LearnPage;
  /** Step of a chapter, counted from 1; a chapter takes its last one where it has fewer. */
  readonly step: number;
  /** For a room: large type, nothing but prose and figure, stepped by keys. */
  readonly present: boolean;
}

/** More steps than any chapter has. */
const MOST_STEPS = 99;

export function isChapterId(page: string): page is ChapterId {
  return CHAPTER_IDS.some((id) => id === page);
}

/** A chapter's address at its beginning; `contents` and the other pages likewise. */
export function learnLink(page: LearnPage, step = 1, present = false): LearnLink {
  return { view: 'learn', page, step, present };
}

/** The part of the address before the query. */
export function learnPath({ page }: LearnLink): string {
  return page === 'contents' ? 'learn' : `learn/${page}`;
}

export function encodeLearn({ step, present }: LearnLink): [string, string][] {
  const pairs: [string, string][] = [];
  if (step !== 1) pairs.push(['step', String(step)]);
  if (present) pairs.push(['present', '1']);
  return pairs;
}

/** Reads a link of the tour tolerantly: an unknown page is the contents, with a sentence. */
export function decodeLearn(
  written: string,
  texts: ReadonlyMap<string, string>,
  notices: string[],
): LearnLink {
  const page = written === '' ? 'contents' : LEARN_PAGES.find((id) => id === written);
  if (page === undefined) {
    const meant = nearestName(written, LEARN_PAGES);
    const name = quoted(written);
    notices.push(meant === null ? m.noChapter({ name }) : m.nearChapter({ name, nearest: meant }));
  }
  const chapter = page !== undefined && isChapterId(page);
  const present = chapter ? texts.get('present') : undefined;
  if (present !== undefined && present !== '0' && present !== '1')
    notices.push(m.presentWrong({ value: quoted(present) }));
  notices.push(...unknownNamesNotice([...texts.keys()].filter((key) => key !== 'step' && key !== 'present')));
  return learnLink(page ?? 'contents', chapter ? decodeStep(texts.get('step'), notices) : 1, present === '1');
}

function decodeStep(text: string | undefined, notices: string[]): number {
  const step = text === undefined ? 1 : numberFromText(text);
  if (step !== null && Number.isInteger(step) && step >= 1 && step <= MOST_STEPS) return step;
  notices.push(m.stepWrong({ last: MOST_STEPS, value: quoted(text) }));
  return 1;
}
