import * as m from '#words/simplex';
import { Choice } from '../../components/Choice.tsx';
import { formatSignificant } from '../../components/format.ts';
import type { SimplexConfiguration } from '../../experiments/simplex.ts';
import { ARROW_KINDS, type ArrowKind } from './GradientLayer.tsx';
import styles from './SampleControls.module.css';

export interface SampleControlsProps {
  readonly simplex: SimplexConfiguration;
  readonly names: readonly string[];
  /** The change of probability that the longest arrow stands for. */
  readonly longest: number;
  readonly arrows: ArrowKind;
  readonly onArrows: (kind: ArrowKind) => void;
  readonly onChange: (patch: Partial<SimplexConfiguration>) => void;
}

const WORDS: Readonly<Record<ArrowKind, () => string>> = {
  raw: m.arrowsRaw,
  clipped: m.arrowsClipped,
  layer: m.arrowsLayer,
};

/** Which sample the gradient is of, and which gradient is drawn. */
export function SampleControls({ simplex, names, longest, arrows, onArrows, onChange }: SampleControlsProps) {
  const size = formatSignificant(longest, 2);
  return (
    <div className={styles.sample}>
      <Choice
        label={m.sampledAction()}
        value={String(simplex.sampled)}
        onChange={(action) => onChange({ sampled: Number(action) })}
        options={simplex.old.map((_, action) => ({ value: String(action), label: names[action]! }))}
      />
      <Choice
        label={m.advantage()}
        value={simplex.advantage === 1 ? 'good' : 'bad'}
        onChange={(sign) => onChange({ advantage: sign === 'good' ? 1 : -1 })}
        options={[
          { value: 'good', label: m.advantageGood() },
          { value: 'bad', label: m.advantageBad() },
        ]}
      />
      <Choice
        label={m.arrows()}
        value={arrows}
        onChange={onArrows}
        options={ARROW_KINDS.map((value) => ({ value, label: WORDS[value]() }))}
      />
      <p className="quiet">
        {m.arrowsKey({ size })} {arrows === 'clipped' ? m.arrowsStopped() : null}
      </p>
    </div>
  );
}
