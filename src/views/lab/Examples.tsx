import { memo, useMemo } from 'react';
import * as m from '#words/lab';
import type { LabConfiguration } from '../../experiments/lab.ts';
import { LAB_PRESETS, type LabPreset } from '../../experiments/labPresets.ts';
import { CLAIM } from './claim.ts';
import styles from './Examples.module.css';
import { evaluate } from './evaluate.ts';
import { PairPicture } from './PairPicture.tsx';
import { fitView, outlinesOf } from './planeView.ts';

export interface ExamplesProps {
  /** Id of the example on the page, if it is one. */
  readonly chosen: string | undefined;
  readonly onOpen: (configuration: LabConfiguration) => void;
}

/** Six pairs that each show one thing, drawn from their own numbers. */
export const Examples = memo(function Examples({ chosen, onOpen }: ExamplesProps) {
  return (
    <>
      <ul className={styles.grid}>
        {LAB_PRESETS.map((preset) => (
          <li key={preset.id}>
            <Example preset={preset} chosen={preset.id === chosen} onOpen={onOpen} />
          </li>
        ))}
      </ul>
      <p className={styles.claim}>
        {m.claimQuestion()} <a href={CLAIM}>{m.claimLink()}</a>: {m.claimSize()}
      </p>
    </>
  );
});

interface ExampleProps {
  readonly preset: LabPreset;
  readonly chosen: boolean;
  readonly onOpen: (configuration: LabConfiguration) => void;
}

function Example({ preset, chosen, onOpen }: ExampleProps) {
  const { configuration, title, caption } = preset;
  const { evaluation, view } = useMemo(() => {
    const evaluation = evaluate(configuration.projection, configuration);
    return { evaluation, view: fitView(outlinesOf(configuration, [evaluation]), 1.2) };
  }, [configuration]);
  return (
    <button
      type="button"
      className={styles.example}
      aria-pressed={chosen}
      title={caption}
      onClick={() => onOpen(configuration)}
    >
      <PairPicture lab={configuration} evaluation={evaluation} view={view} size={76} />
      <span>{title}</span>
    </button>
  );
}
