import { Fragment } from 'react';
import * as m from '#words/charts';
import styles from './ActionBars.module.css';
import { classNames } from './classNames.ts';
import { formatFixed, formatSignificant } from './format.ts';
import roles from './policyRoles.module.css';
import { SymbolText } from './SymbolText.tsx';

const SIDES = ['old', 'proposed', 'projected'] as const;

/** Policies over the same actions, a probability each; `null`: not shown. */
export interface ActionPolicies {
  readonly old: ArrayLike<number>;
  readonly proposed: ArrayLike<number> | null;
  readonly projected: ArrayLike<number> | null;
}

export interface ActionBarsProps {
  /** What the actions are called. */
  readonly actions: readonly string[];
  readonly policies: ActionPolicies;
  /** As drawn, where that is not how they are. */
  readonly drawn?: ActionPolicies;
  /** The probability of a full bar; left out: the largest. */
  readonly full?: number;
  /** What each probability may become, as drawn. */
  readonly ranges?: readonly (readonly [low: number, high: number])[] | null;
  /** Where the proposal has been, as drawn. */
  readonly trail?: readonly ArrayLike<number>[];
  /** The action that was taken, and what is said of it beside its name. */
  readonly taken?: { readonly action: number; readonly sign: string; readonly words: string };
  /** Whether there is a column of how many times as likely actions have become. */
  readonly ratios?: boolean;
  /** Whether the bars have rows of their own, under the numbers. */
  readonly large?: boolean;
}

/** Probabilities of every action, before and after, as bars with their numbers. */
export function ActionBars(props: ActionBarsProps) {
  const {
    actions,
    policies,
    drawn = policies,
    ranges,
    trail = [],
    taken,
    ratios = false,
    large = false,
  } = props;
  const sides = SIDES.filter((side) => policies[side] !== null);
  const full = props.full ?? Math.max(...sides.flatMap((side) => Array.from(drawn[side]!)));
  const place = (probability: number) => `${(100 * probability) / full}%`;
  const between = ([low, high]: readonly [number, number]) => ({
    left: place(low),
    width: place(high - low),
  });
  const last = policies.projected ?? policies.proposed;
  return (
    <table className={styles.bars}>
      <caption className="visually-hidden">{m.probabilities()}</caption>
      <thead>
        <tr>
          <th scope="col">{m.actionColumn()}</th>
          <td />
          {sides.map((side) => (
            <th key={side} scope="col" className={`${side}-ink`}>
              {HEADS[side]()}
            </th>
          ))}
          {ratios ? (
            <th scope="col">
              <span className="visually-hidden">{m.ratioColumn()}</span>
              <span aria-hidden="true">
                <SymbolText text={m.ratioSymbol()} />
              </span>
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {actions.map((name, action) => {
          const bars = (
            <Bars
              {...{ action, sides, drawn, trail, place }}
              range={ranges ? between(ranges[action]!) : null}
            />
          );
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: an action is its place
            <Fragment key={action}>
              <tr className={styles.action}>
                <th scope="row">
                  {name}
                  {taken?.action === action ? (
                    <span className={styles.taken} role="img" aria-label={taken.words}>
                      {taken.sign}
                    </span>
                  ) : null}
                </th>
                <td className={large ? undefined : styles.picture} aria-hidden="true">
                  {large ? null : bars}
                </td>
                {sides.map((side) => (
                  <td key={side} className={`${side}-ink`}>
                    {formatProbability(policies[side]![action]!)}
                  </td>
                ))}
                {ratios && last ? <td>{formatSignificant(last[action]! / policies.old[action]!)}</td> : null}
              </tr>
              {large ? (
                <tr className={styles.large}>
                  <td colSpan={2 + sides.length} aria-hidden="true">
                    {bars}
                  </td>
                </tr>
              ) : null}
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}

interface BarsProps extends Required<Pick<ActionBarsProps, 'drawn' | 'trail'>> {
  readonly action: number;
  readonly sides: readonly (typeof SIDES)[number][];
  readonly place: (probability: number) => string;
  readonly range: { readonly left: string; readonly width: string } | null;
}

/** The bars of one action. */
function Bars({ action, sides, drawn, trail, place, range }: BarsProps) {
  return (
    <>
      {sides.map((side) => (
        <span key={side} className={classNames(styles.lane, roles[side])}>
          <span className={styles.bar} style={{ width: place(drawn[side]![action]!) }} />
          {(side === 'proposed' ? trail : []).map((policy, index) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: proposals have their order
              key={index}
              className={styles.been}
              style={{ left: place(policy[action]!) }}
            />
          ))}
        </span>
      ))}
      {range ? (
        <span className={styles.lane}>
          <span className={styles.range} style={range} />
        </span>
      ) : null}
    </>
  );
}

const HEADS = { old: m.oldColumn, proposed: m.proposedColumn, projected: m.projectedColumn } as const;

function formatProbability(value: number): string {
  return value >= 0.0095 ? formatFixed(value, 3) : formatSignificant(value, 2);
}
