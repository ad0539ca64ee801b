import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { TRAIN_PANELS } from '../../../../src/views/train/panels.ts';
import { TrainPanels } from '../../../../src/views/train/TrainPanels.tsx';
import type { RunPanelProps, TrainPanel } from '../../../../src/views/train/trainPanel.ts';

const headings = (panels: readonly TrainPanel[], area: TrainPanel['area']) => {
  const html = renderToStaticMarkup(createElement(TrainPanels, { panels, area }));
  return [...html.matchAll(/<h2[^>]*>(.*?)<\/h2>/g)].map(([, words]) => words!.replaceAll(/<[^>]*>/g, ''));
};

const TOY: TrainPanel = {
  id: 'toy',
  area: 'strip',
  title: 'Toy',
  promise: 'a toy.',
  RunComponent: ({ title }: RunPanelProps) => createElement('h2', null, title),
};

beforeAll(() => {
  vi.stubGlobal('matchMedia', (query: string) => ({ matches: !query.includes('forced-colors') }));
  vi.stubGlobal('document', { documentElement: null });
  vi.stubGlobal('getComputedStyle', () => ({ getPropertyValue: () => '#000000' }));
});
afterAll(() => void vi.unstubAllGlobals());

describe('the panels of Train', () => {
  it('are laid out by area, in the order of their rows', () => {
    expect(headings(TRAIN_PANELS, 'stage')).toEqual([
      'Pendulum',
      'Trust-region map',
      'Return',
      'Distance from old policy',
    ]);
    expect(headings(TRAIN_PANELS, 'grid')).toEqual(['Policies at six states', 'Policy field']);
    expect(headings(TRAIN_PANELS, 'strip')).toEqual(['Last iteration', 'Runs']);
  });

  it('have names of their own', () => {
    expect(new Set(TRAIN_PANELS.map(({ id }) => id)).size).toBe(TRAIN_PANELS.length);
  });

  it('take one more by a row alone, and say what it will show', () => {
    expect(headings([...TRAIN_PANELS, TOY], 'strip')).toEqual(['Last iteration', 'Runs', 'Toy']);
    const html = renderToStaticMarkup(createElement(TrainPanels, { panels: [TOY], area: 'strip' }));
    expect(html).toContain('Press Start: a toy.');
    expect(headings([TOY], 'grid')).toEqual([]);
  });
});
