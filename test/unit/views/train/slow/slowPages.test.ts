import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DissectedBreak, DissectedMoment } from '../../../../../src/trainer/dissection/dissection.ts';
import {
  firstPosition,
  goTo,
  goToStage,
  momentAt,
  openingPosition,
  pagesOf,
  STAGES,
} from '../../../../../src/views/train/slow/slowPages.ts';

/** Only the kinds of an update's moments count here. */
function momentsOf(kinds: readonly DissectedMoment['kind'][]) {
  return { moments: kinds.map((kind) => ({ kind }) as DissectedMoment) };
}

const repeated = (kind: DissectedMoment['kind'], count: number) => Array.from({ length: count }, () => kind);

const updates = fc
  .record({ steps: fc.nat(20), search: fc.nat(8) })
  .map(({ steps, search }) =>
    momentsOf(['start', ...repeated('step', steps), ...repeated('search', search)]),
  );

describe('the pages of an update that broke off', () => {
  const pagesUntil = (during: DissectedBreak['during'], kinds: readonly DissectedMoment['kind'][]) =>
    pagesOf({ ...momentsOf(kinds), broken: { during } as DissectedBreak });
  const summary = (pages: ReturnType<typeof pagesOf>) =>
    pages.map(({ stage, moment, breaks }) => `${stage} ${breaks ? 'breaks' : (moment ?? '-')}`);

  it('end where it did, with every step before it', () => {
    expect(summary(pagesUntil('value', ['start']))).toEqual([
      'rollout 0',
      'advantages 0',
      'advantages breaks',
    ]);
    expect(summary(pagesUntil('policy', ['start', 'step', 'step']))).toEqual([
      'rollout 0',
      'advantages 0',
      'proposal 0',
      'proposal 1',
      'proposal 2',
      'proposal breaks',
    ]);
    expect(summary(pagesUntil('measurement', ['start', 'step']))).toEqual([
      'rollout 0',
      'advantages 0',
      'proposal 0',
      'proposal 1',
      'distance breaks',
    ]);
    expect(summary(pagesUntil('search', ['start', 'step', 'search']))).toEqual([
      'rollout 0',
      'advantages 0',
      'proposal 0',
      'proposal 1',
      'distance -',
      'projection 2',
      'projection breaks',
    ]);
    expect(summary(pagesUntil('search', ['start', 'search']))).toEqual([
      'rollout 0',
      'advantages 0',
      'proposal 0',
      'proposal 1',
      'proposal breaks',
    ]);
  });

  it('open there, and no way leads beyond', () => {
    const pages = pagesUntil('policy', ['start', 'step', 'step']);
    const opening = openingPosition(pages);
    expect(pages[opening.page]).toMatchObject({ stage: 'proposal', breaks: true });
    expect(momentAt(pages, opening)).toBe(2);
    for (const stage of ['distance', 'projection', 'gradient', 'policy'] as const) {
      expect(goToStage(pages, opening, stage)).toEqual(opening);
    }
    expect(goTo(pages, opening, opening.page + 1)).toEqual(opening);
    expect(goTo(pages, opening, opening.page - 1)).toEqual({ page: opening.page - 1, proposal: 2 });
    const value = pagesUntil('value', ['start']);
    expect(momentAt(value, goToStage(value, openingPosition(value), 'proposal'))).toBe(0);
  });
});

describe('the pages of an update', () => {
  it('have the minibatches as proposals, and what is then tried as projections', () => {
    const summary = (kinds: readonly DissectedMoment['kind'][]) =>
      pagesOf(momentsOf(kinds)).map(({ stage, moment }) => `${stage} ${moment ?? '-'}`);
    expect(summary(['start', 'step', 'step'])).toEqual([
      'rollout 0',
      'advantages 0',
      'proposal 0',
      'proposal 1',
      'proposal 2',
      'distance -',
      'projection -',
      'gradient -',
      'policy -',
    ]);
    expect(summary(['start', 'step', 'search', 'search']).slice(2, 7)).toEqual([
      'proposal 0',
      'proposal 1',
      'distance -',
      'projection 2',
      'projection 3',
    ]);
    expect(summary(['start', 'search', 'search']).slice(2, 6)).toEqual([
      'proposal 0',
      'proposal 1',
      'proposal 2',
      'distance -',
    ]);
  });

  it('go on to the end, and the same way back', () => {
    fc.assert(
      fc.property(updates, (update) => {
        const pages = pagesOf(update);
        const there = [firstPosition(pages)];
        for (let i = 1; i < pages.length; i++) there.push(goTo(pages, there.at(-1)!, i));
        expect(there.map(({ page }) => page)).toEqual(pages.map((_, page) => page));
        expect(goTo(pages, there.at(-1)!, pages.length)).toBe(there.at(-1));
        const shown = there.map((position) => momentAt(pages, position));
        let position = there.at(-1)!;
        for (let i = pages.length - 1; i > 0; i--) {
          position = goTo(pages, position, position.page - 1);
          expect(momentAt(pages, position)).toBe(shown[i - 1]);
        }
        expect(goTo(pages, position, -1)).toBe(position);
        expect(new Set(pages.map(({ stage }) => stage))).toEqual(new Set(STAGES));
      }),
    );
  });

  it('show the proposal that was looked at last in the stages after it', () => {
    const pages = pagesOf(momentsOf(['start', 'step', 'step', 'step']));
    const second = goTo(pages, firstPosition(pages), 4);
    const distance = goToStage(pages, second, 'distance');
    expect([pages[distance.page]!.stage, momentAt(pages, distance)]).toEqual(['distance', 2]);
    expect(goToStage(pages, distance, 'proposal')).toEqual(second);
    // Whoever has looked at none sees the last.
    expect(momentAt(pages, goToStage(pages, firstPosition(pages), 'gradient'))).toBe(3);
  });
});
