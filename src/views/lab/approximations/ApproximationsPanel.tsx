import { memo, type ReactNode } from 'react';
import * as m from '#words/approximations';
import { Switch } from '../../../components/Switch.tsx';
import { APPROXIMATIONS, type Approximation } from '../../../experiments/lookOptions.ts';
import { useLookOptions } from '../../../store/lab.ts';
import type { PanelProps } from '../overlays/overlay.ts';
import styles from './ApproximationsPanel.module.css';
import { BoundControl } from './BoundControl.tsx';
import { PapiPart } from './PapiPart.tsx';
import { PpoPart } from './PpoPart.tsx';
import { TrpoPart } from './TrpoPart.tsx';

/** PPO, TRPO and PAPI on the Lab's pair: what each calls near, and what it misses. */
export default function ApproximationsPanel(props: PanelProps) {
  return (
    <div className={styles.panel}>
      <Part id="ppo" name={m.ppoName()} title={m.ppoTitle()}>
        <PpoPart lab={props.lab} />
      </Part>
      <Part id="trpo" name={m.trpoName()} title={m.trpoTitle()}>
        <TrpoPart lab={props.lab} />
      </Part>
      <Part id="papi" name={m.papiName()} title={m.papiTitle()}>
        <PapiPart {...props} />
      </Part>
    </div>
  );
}

interface PartProps {
  readonly id: Approximation;
  readonly name: string;
  readonly title: string;
}

function Part({ children, ...head }: PartProps & { readonly children: ReactNode }) {
  return (
    <section className={styles.part} aria-label={head.title}>
      <PartHead {...head} />
      {children}
    </section>
  );
}

/** What does not know the pair: a drag costs it nothing. */
const PartHead = memo(function PartHead({ id, name, title }: PartProps) {
  const drawn = useLookOptions((options) => options.drawn);
  return (
    <>
      <h3>{title}</h3>
      <Switch
        label={m.inPlane({ name })}
        checked={drawn.includes(id)}
        onChange={(on) =>
          useLookOptions.setState({
            drawn: APPROXIMATIONS.filter((one) => (one === id ? on : drawn.includes(one))),
          })
        }
      />
      {id === 'ppo' ? null : <BoundControl />}
    </>
  );
});
