import { useId } from 'react';
import * as m from '#words/opening';
import type { LayerProps } from '../overlays/overlay.ts';
import { PLANE_INSET } from '../planeView.ts';
import styles from './OpeningLayer.module.css';
import type { OpeningPhase } from './useOpening.ts';

/** Pixels between the dot and the tip of the arrow. */
const GAP = 20;
/** Pixels of a letter and of a line of the words. */
const LETTER = 8.2;
const LINE = 19;

/** What the opening adds to the plane: a ring around the dot that moves by itself, then the words that hand it over. */
export function OpeningLayer({
  lab,
  scale,
  side,
  phase,
}: Pick<LayerProps, 'lab' | 'scale' | 'side'> & { readonly phase: NonNullable<OpeningPhase> }) {
  const head = useId();
  const [x, y] = [scale.x(lab.proposed.mean[0]), scale.y(lab.proposed.mean[1])];
  if (phase === 'playing') return <circle className={styles.ring} cx={x} cy={y} r={14} />;
  // Words near the bottom, where the plane is empty, and an arrow from their end around what is drawn, up to the dot.
  const words = { x: PLANE_INSET.left + side / 2, y: PLANE_INSET.top + side - 26 };
  const sentence = forcedColours() ? m.yourTurnDashed() : m.yourTurn();
  const lines = side < LETTER * sentence.length ? sentence.replace(': ', ':\n').split('\n') : [sentence];
  const from = { x: words.x + side * 0.27, y: words.y - 16 };
  const bend = { x: Math.min(x + side * 0.16, PLANE_INSET.left + side), y: (y + from.y) / 2 };
  const [dx, dy] = [x - bend.x, y - bend.y];
  const short = 1 - GAP / Math.max(GAP, Math.hypot(dx, dy));
  const to = { x: bend.x + short * dx, y: bend.y + short * dy };
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: drawn words do not take the focus
    <g className={styles.invitation} aria-hidden="true">
      <marker
        id={head}
        viewBox="0 0 8 8"
        refX="7"
        refY="4"
        markerWidth="9"
        markerHeight="9"
        markerUnits="userSpaceOnUse"
        orient="auto"
      >
        <path className={styles.head} d="M0 1 7 4 0 7z" />
      </marker>
      <circle className={styles.pulse} cx={x} cy={y} r={14} />
      <path
        className={styles.arrow}
        d={`M${from.x} ${from.y}Q${bend.x} ${bend.y} ${to.x} ${to.y}`}
        markerEnd={`url(#${head})`}
      />
      <text className={styles.words} x={words.x} y={words.y}>
        {lines.map((line, index) => (
          <tspan key={line} x={words.x} dy={index === 0 ? 0 : LINE}>
            {line}
          </tspan>
        ))}
      </text>
    </g>
  );
}

/** Where the system chooses the colours, orange is none of them. */
function forcedColours(): boolean {
  return matchMedia('(forced-colors: active)').matches;
}
