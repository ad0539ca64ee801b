import type { DissectedBreak, DissectedUpdate } from '../../../trainer/dissection/dissection.ts';

/** What an update consists of, in order. */
export const STAGES = [
  'rollout',
  'advantages',
  'proposal',
  'distance',
  'projection',
  'gradient',
  'policy',
] as const;
export type Stage = (typeof STAGES)[number];

/** One picture of the slow motion. */
export interface Page {
  readonly stage: Stage;
  /** Index into the dissection's moments; `null`: whichever proposal was looked at last. */
  readonly moment: number | null;
  /** It is where the iteration broke off. */
  readonly breaks?: true;
}

/** Where the slow motion stands. */
export interface Position {
  /** Index into the pages. */
  readonly page: number;
  /** The proposal that was looked at last, an index into the dissection's moments. */
  readonly proposal: number;
}

/**
 * The pages of an update. Gradient steps are proposals, each a page; what an algorithm then tries as a whole are
 * projections. One that takes no gradient steps proposes what it tries. Those of an update that broke off end there.
 */
export function pagesOf({
  moments,
  broken,
}: Pick<DissectedUpdate, 'moments'> & { readonly broken?: DissectedBreak }): readonly Page[] {
  const indices = moments.map((_, index) => index);
  const searches = indices.filter((index) => moments[index]!.kind === 'search');
  const stepless = !moments.some(({ kind }) => kind === 'step');
  const proposals = stepless ? indices : indices.filter((index) => !searches.includes(index));
  const projections = stepless || searches.length === 0 ? [null] : searches;
  const momentsOf: Readonly<Record<Stage, readonly (number | null)[]>> = {
    rollout: [0],
    advantages: [0],
    proposal: proposals,
    distance: [null],
    projection: projections,
    gradient: [null],
    policy: [null],
  };
  const pages = STAGES.flatMap((stage) => momentsOf[stage].map((moment): Page => ({ stage, moment })));
  if (broken === undefined) return pages;
  const last = stepless && broken.during === 'search' ? 'proposal' : BREAKS[broken.during];
  const reached = pages.filter(({ stage, moment }) => {
    const before = STAGES.indexOf(stage) - STAGES.indexOf(last);
    return before < 0 || (before === 0 && moment !== null);
  });
  return [...reached, { stage: last, moment: Math.max(0, moments.length - 1), breaks: true }];
}

/** The stage at which an iteration breaks off; a value network is fitted to what the advantages have told. */
const BREAKS: Readonly<Record<DissectedBreak['during'], Stage>> = {
  rollout: 'rollout',
  value: 'advantages',
  policy: 'proposal',
  search: 'projection',
  measurement: 'distance',
};

/** At the first page, with the last proposal ready for whoever goes past them. */
export function firstPosition(pages: readonly Page[]): Position {
  return { page: 0, proposal: pages.findLast(({ stage }) => stage === 'proposal')?.moment ?? 0 };
}

/** Where a reader begins: at the first page, or where the iteration broke off. */
export function openingPosition(pages: readonly Page[]): Position {
  const broken = pages.findIndex(({ breaks }) => breaks);
  const first = firstPosition(pages);
  return broken < 0 ? first : { ...first, page: broken };
}

/** To a page, if there is one. */
export function goTo(pages: readonly Page[], position: Position, page: number): Position {
  const target = pages[page];
  if (target === undefined) return position;
  return { page, proposal: target.stage === 'proposal' ? target.moment! : position.proposal };
}

/** To a stage: of the proposals to the one that was looked at last. */
export function goToStage(pages: readonly Page[], position: Position, stage: Stage): Position {
  const first = pages.findIndex((page) => page.stage === stage);
  const last = pages.findLastIndex((page) => page.stage === stage);
  const known = pages.findIndex((page) => page.stage === stage && page.moment === position.proposal);
  return goTo(pages, position, stage === 'proposal' ? known : stage === 'projection' ? last : first);
}

/** The moment that a position shows: its page's own, or the proposal that was looked at last. */
export function momentAt(pages: readonly Page[], { page, proposal }: Position): number {
  return pages[page]!.moment ?? proposal;
}
