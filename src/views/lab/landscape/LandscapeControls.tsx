import { memo, type RefObject } from 'react';
import * as m from '#words/landscape';
import { Button } from '../../../components/Button.tsx';
import { Choice } from '../../../components/Choice.tsx';
import { TermText } from '../../../components/glossary/TermText.tsx';
import { LANDSCAPE_IDS } from '../../../experiments/landscapeLink.ts';
import { useLandscapeChoice, useLookOptions } from '../../../store/lab.ts';
import type { PanelProps } from '../overlays/overlay.ts';
import styles from './LandscapePanel.module.css';
import { useLandscape } from './landscapeStore.ts';
import { LANDSCAPES } from './landscapes.ts';
import { StepSize } from './StepSize.tsx';
import { uphillProposal } from './uphill.ts';
import { type StepKind, stepped } from './walk.ts';
import { walkOn } from './walkSoFar.ts';

const NAMES = { cliff: m.cliff, ridge: m.ridge, hills: m.hills, gentle: m.gentle } as const;
const ABOUT = {
  cliff: m.aboutCliff,
  ridge: m.aboutRidge,
  hills: m.aboutHills,
  gentle: m.aboutGentle,
} as const;

type Latest = Pick<PanelProps, 'lab' | 'onChange' | 'onRelease'>;

/**
 * The ground and the steps over it. It asks for the Lab only when something is pressed, so that a drag does not draw it
 * again.
 */
export const LandscapeControls = memo(function LandscapeControls({
  latest,
}: {
  readonly latest: RefObject<Latest>;
}) {
  const stepSize = useLookOptions((options) => options.stepSize);
  const { landscape: id } = useLandscapeChoice();
  const { hills, start } = LANDSCAPES[id];
  const change = (patch: Parameters<Latest['onChange']>[0], gesture: string) => {
    latest.current.onChange(patch, gesture);
    latest.current.onRelease();
  };
  const uphill = (size: number) => ({ proposed: uphillProposal(hills, latest.current.lab.old, size) });
  const step = (kind: StepKind) => {
    const { lab } = latest.current;
    const next = stepped(lab, kind, hills, stepSize);
    const { walk } = useLandscape.getState();
    useLandscape.setState({ walk: walkOn(walk, lab.old, next.old, kind) });
    change(next, 'walk');
  };
  return (
    <div className={styles.controls}>
      <Choice
        label={m.landscape()}
        hideLabel
        value={id}
        onChange={(landscape) => {
          useLandscape.setState({ walk: [] });
          useLandscapeChoice.setState({ landscape });
        }}
        options={LANDSCAPE_IDS.map((value) => ({
          value,
          label: NAMES[value](),
          description: ABOUT[value](),
        }))}
      />
      <StepSize
        value={stepSize}
        onChange={(next) => {
          useLookOptions.setState({ stepSize: next });
          latest.current.onChange(uphill(next), 'step-size');
        }}
        onCommit={() => latest.current.onRelease()}
      />
      <div className={styles.buttons}>
        <Button variant="primary" onClick={() => step('projected')}>
          {m.stepProjected()}
        </Button>
        <Button onClick={() => step('proposed')}>{m.stepProposed()}</Button>
        <Button onClick={() => change(uphill(stepSize), 'uphill')}>{m.proposeUphill()}</Button>
        <Button
          variant="plain"
          onClick={() => {
            useLandscape.setState({ walk: [] });
            change({ old: start, proposed: uphillProposal(hills, start, stepSize) }, 'walk-start');
          }}
        >
          {m.toStart()}
        </Button>
      </div>
      <p className="quiet">
        <TermText text={m.howSteps()} />
      </p>
    </div>
  );
});
