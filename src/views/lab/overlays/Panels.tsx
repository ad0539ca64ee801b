import { memo, Suspense, useMemo, useRef } from 'react';
import type { LookId } from '../../../experiments/looks.ts';
import type { Overlay, PanelProps } from './overlay.ts';
import styles from './Panels.module.css';
import { OVERLAYS } from './registry.ts';
import { useInSight, useRested } from './useRested.ts';

/** What the closer looks that are on have to say under the plane. */
export function Panels({
  on,
  held,
  ...props
}: PanelProps & {
  readonly on: readonly LookId[];
  /** A hand holds the pair. */
  readonly held: boolean;
}) {
  const { lab, evaluations, evaluation, onChange, onHold, onRelease } = props;
  const given = useMemo(
    () => ({ lab, evaluations, evaluation, onChange, onHold, onRelease }),
    [lab, evaluations, evaluation, onChange, onHold, onRelease],
  );
  return on.map((id) => {
    const { panel, name } = OVERLAYS[id];
    return panel ? <PanelSlot key={id} panel={panel} name={name} given={given} held={held} /> : null;
  });
}

/** A panel. Out of sight it waits until the hand rests: a drag in the plane is not held up by what nobody sees. */
const PanelSlot = memo(function PanelSlot({
  panel: Panel,
  name,
  given,
  held,
}: {
  readonly panel: NonNullable<Overlay['panel']>;
  readonly name: string;
  readonly given: PanelProps;
  readonly held: boolean;
}) {
  const section = useRef<HTMLElement>(null);
  const shown = useRested(given, useInSight(section), held);
  const content = useMemo(() => <Panel {...shown} />, [Panel, shown]);
  return (
    <section ref={section} className={styles.panel} aria-label={name}>
      <h2>{name}</h2>
      <Suspense>{content}</Suspense>
    </section>
  );
});
