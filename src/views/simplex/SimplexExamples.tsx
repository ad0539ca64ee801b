import { memo } from 'react';
import * as m from '#words/simplex';
import { classNames } from '../../components/classNames.ts';
import roles from '../../components/policyRoles.module.css';
import { SIMPLEX_PRESETS, type SimplexConfiguration, type SimplexPreset } from '../../experiments/simplex.ts';
import examples from '../lab/Examples.module.css';
import { evaluateSimplex } from './evaluateSimplex.ts';
import { regionOutline } from './regions.ts';
import styles from './SimplexExamples.module.css';
import { closedPath, placeOf, triangleIn } from './triangle.ts';

/** What each example is called and what is to be seen. */
export const SIMPLEX_WORDS: Readonly<
  Record<SimplexPreset['id'], { readonly title: () => string; readonly caption: () => string }>
> = {
  favour: { title: m.favourTitle, caption: m.favourCaption },
  reversal: { title: m.reversalTitle, caption: m.reversalCaption },
  rare: { title: m.rareTitle, caption: m.rareCaption },
  certain: { title: m.certainTitle, caption: m.certainCaption },
  escape: { title: m.escapeTitle, caption: m.escapeCaption },
  many: { title: m.manyTitle, caption: m.manyCaption },
};

export interface SimplexExamplesProps {
  readonly chosen: SimplexPreset['id'] | undefined;
  readonly onOpen: (configuration: SimplexConfiguration) => void;
}

/** Pairs that each show one thing, drawn from their own numbers. */
export const SimplexExamples = memo(function SimplexExamples({ chosen, onOpen }: SimplexExamplesProps) {
  return (
    <ul className={examples.grid}>
      {SIMPLEX_PRESETS.map(({ id, configuration }) => (
        <li key={id}>
          <button
            type="button"
            className={examples.example}
            aria-pressed={id === chosen}
            title={SIMPLEX_WORDS[id].caption()}
            onClick={() => onOpen(configuration)}
          >
            <Picture simplex={configuration} />
            <span>{SIMPLEX_WORDS[id].title()}</span>
          </button>
        </li>
      ))}
    </ul>
  );
});

const SIZE = 76;

function Picture({ simplex }: { readonly simplex: SimplexConfiguration }) {
  const evaluation = evaluateSimplex(simplex);
  const { old, proposed, projected } = evaluation;
  if (old.length !== 3) return <Bars evaluation={evaluation} />;
  const triangle = triangleIn(SIZE, 5);
  const dot = (probabilities: ArrayLike<number>, role: string | undefined) => {
    const [cx, cy] = placeOf(probabilities, triangle);
    return <circle className={classNames(styles.mark, role)} cx={cx} cy={cy} r={3} />;
  };
  return (
    <svg width={SIZE} height={SIZE} viewBox={`0 -4 ${SIZE} ${SIZE}`} aria-hidden="true">
      <path className={styles.edge} d={closedPath(triangle.corners)} />
      <path
        className={styles.region}
        d={closedPath(
          regionOutline(simplex.metric, old, simplex.bound).map((point) => placeOf(point, triangle)),
        )}
      />
      {dot(old, roles.old)}
      {dot(proposed, roles.proposed)}
      {dot(projected, roles.projected)}
    </svg>
  );
}

function Bars({ evaluation }: { readonly evaluation: ReturnType<typeof evaluateSimplex> }) {
  const { proposed, projected } = evaluation;
  const step = SIZE / proposed.length;
  const largest = Math.max(...proposed, ...projected);
  const height = (value: number) => (value / largest) * (SIZE - 8);
  return (
    <svg width={SIZE} height={SIZE} viewBox={`0 0 ${SIZE} ${SIZE}`} aria-hidden="true">
      {Array.from(proposed, (value, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an action is its place
        <g key={i}>
          <rect
            className={classNames(styles.mark, roles.proposed)}
            x={i * step + 1}
            y={SIZE - height(value)}
            width={step / 2 - 1}
            height={height(value)}
          />
          <rect
            className={classNames(styles.mark, roles.projected)}
            x={i * step + step / 2}
            y={SIZE - height(projected[i]!)}
            width={step / 2 - 1}
            height={height(projected[i]!)}
          />
        </g>
      ))}
    </svg>
  );
}
