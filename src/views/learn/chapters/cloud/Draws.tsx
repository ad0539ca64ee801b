import type { LayerProps } from '../../../lab/overlays/overlay.ts';
import { drawnActions } from './cloudNumbers.ts';
import styles from './Draws.module.css';
import type { CloudStep } from './script.ts';

/** Actions drawn from the policy, as dots. */
export function Draws({ lab, scale }: LayerProps & { readonly step: CloudStep }) {
  const actions = drawnActions(lab.old);
  let path = '';
  // A line of no length with a round cap is a dot; one path is one thing to draw.
  for (let i = 0; i < actions.length; i += 2) {
    path += `M${scale.x(actions[i]!).toFixed(1)} ${scale.y(actions[i + 1]!).toFixed(1)}h0`;
  }
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: drawn dots do not take the focus
  return <path className={styles.draws} d={path} aria-hidden="true" />;
}
