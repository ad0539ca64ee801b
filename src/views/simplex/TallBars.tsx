import { type CSSProperties, useRef, useState } from 'react';
import * as m from '#words/simplex';
import { createLinearTicks } from '../../components/axisTicks.ts';
import { classNames } from '../../components/classNames.ts';
import { formatSignificant } from '../../components/format.ts';
import roles from '../../components/policyRoles.module.css';
import styles from './TallBars.module.css';
import { type Bar, type BarHandProps, type BarSide, handleOf, useBarHand } from './useBarHand.ts';

const EDITED: readonly BarSide[] = ['old', 'proposed'];

export interface TallBarsProps extends BarHandProps {
  readonly names: readonly string[];
}

/** Old, proposed and projected probability of every action side by side; the first two are pulled up and down. */
export function TallBars({ names, ...props }: TallBarsProps) {
  const { evaluation } = props;
  const { full, held, press, handlers } = useBarHand(props);
  const picture = useRef<HTMLDivElement>(null);
  /** The action of each policy that the Tab key leads to. */
  const [stops, setStops] = useState({ old: 0, proposed: 0 });
  const height = (share: number) => `${(100 * share) / full}%`;
  const goTo = (bar: Bar) => {
    setStops({ ...stops, [bar.side]: bar.action });
    if (picture.current) handleOf(picture.current, bar)?.focus();
  };
  const last = evaluation.old.length - 1;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be drawn in
    <div className={styles.picture} role="group" aria-label={m.bars()}>
      <div className={styles.scale} aria-hidden="true">
        {createLinearTicks(0, full, 4).map(({ value, label }) => (
          <span key={value} className={styles.tick} style={{ bottom: height(value) }}>
            {label}
          </span>
        ))}
      </div>
      <div
        ref={picture}
        className={classNames(styles.ground, held !== null && styles.holding)}
        onPointerDown={handlers.take}
        onPointerMove={handlers.move}
        onPointerUp={handlers.drop}
        onPointerCancel={handlers.drop}
      >
        {Array.from(evaluation.old, (_, action) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an action is its place
          <div key={action} className={styles.bars}>
            {EDITED.map((side) => {
              const share = evaluation[side][action]!;
              return (
                <span
                  key={side}
                  className={classNames(
                    styles.handle,
                    roles[side],
                    held?.side === side && held.action === action && styles.held,
                  )}
                  style={{ height: height(share) }}
                  role="slider"
                  tabIndex={Math.min(stops[side], last) === action ? 0 : -1}
                  data-bar={`${side}-${action}`}
                  aria-orientation="vertical"
                  aria-label={
                    side === 'old'
                      ? m.oldBar({ name: names[action]! })
                      : m.proposedBar({ name: names[action]! })
                  }
                  aria-valuemin={0}
                  aria-valuemax={1}
                  aria-valuenow={share}
                  aria-valuetext={formatSignificant(share)}
                  onFocus={() => setStops((before) => ({ ...before, [side]: action }))}
                  onKeyDown={(event) => {
                    const next = press({ side, action }, event);
                    if (next !== null) goTo(next);
                  }}
                >
                  <span className={styles.hit} />
                  <span className={styles.number} aria-hidden="true">
                    {formatSignificant(share)}
                  </span>
                </span>
              );
            })}
            <span
              className={roles.projected}
              style={{ height: height(evaluation.projected[action]!) } satisfies CSSProperties}
            />
          </div>
        ))}
      </div>
      <div className={styles.names} aria-hidden="true">
        {names.slice(0, last + 1).map((name, action) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an action is its place
          <span key={action} className={styles.name}>
            {name}
          </span>
        ))}
      </div>
    </div>
  );
}
