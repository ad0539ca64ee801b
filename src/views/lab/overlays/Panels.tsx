import { Suspense } from 'react';
import type { LookId } from '../../../experiments/looks.ts';
import type { PanelProps } from './overlay.ts';
import styles from './Panels.module.css';
import { OVERLAYS } from './registry.ts';

/** What the closer looks that are on have to say under the plane. */
export function Panels({ on, ...props }: PanelProps & { readonly on: readonly LookId[] }) {
  return on.map((id) => {
    const { panel: Panel, name } = OVERLAYS[id];
    return Panel ? (
      <section key={id} className={styles.panel} aria-label={name}>
        <h2>{name}</h2>
        <Suspense>
          <Panel {...props} />
        </Suspense>
      </section>
    ) : null;
  });
}
