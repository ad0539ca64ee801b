import { createElement, type FunctionComponent } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Tip, type TipProps } from '../../../src/components/Tip.tsx';

const at = (left: number, right: number) =>
  renderToStaticMarkup(
    createElement(
      Tip as FunctionComponent<Omit<TipProps, 'children'>>,
      { anchor: { left, right, top: 10, bottom: 20 }, within: { width: 800, height: 100 } },
      '0.3',
    ),
  );

test.each([
  [-40, 0, 0],
  [100, 300, 25],
  [790, 830, 100],
])(
  'over %d to %d px of 800 it stands by shares of the width, and so within whatever that becomes',
  (left, right, share) => {
    const markup = at(left, right);
    expect(markup).toContain(`left:${share}%`);
    expect(markup).toContain(`transform:translateX(${-share}%)`.replace('(-0%)', '(0%)'));
    expect(markup).toContain('max-width:min(440px, 100%)');
  },
);
