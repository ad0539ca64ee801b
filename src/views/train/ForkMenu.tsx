import * as Menu from 'radix-ui/dropdown-menu';
import * as m from '#words/train';
import { ALGORITHMS } from '../../algorithms/registry.ts';
import { Button } from '../../components/Button.tsx';
import { methodName } from '../../components/runMethod.ts';
import { changedFields } from '../../experiments/changedFields.ts';
import { PROJECTION_IDS } from '../../experiments/choices.ts';
import type { RunConfiguration } from '../../experiments/fields.ts';
import { forkRefusal } from '../../experiments/fork.ts';
import { useTrainStore } from '../../store/train.ts';
import type { TrainRun } from '../../store/trainRun.ts';
import styles from './ForkMenu.module.css';

/** Other methods, and the form, with which a run can go on from a past iteration. */
export function ForkMenu({ run, iteration }: { readonly run: TrainRun; readonly iteration: number }) {
  const form = useTrainStore((state) => state.configuration);
  const fork = useTrainStore((state) => state.fork);
  const changed = changedFields(run.configuration, form).filter((name) => name !== 'engine').length;
  return (
    <Menu.Root>
      <Menu.Trigger asChild>
        <Button title={m.otherMethodTitle()}>
          <span className={styles.long}>{m.otherMethod()}</span>
          <span className={styles.short}>{m.methodShort()}</span>
        </Button>
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Content className={styles.menu} align="end" sideOffset={4} collisionPadding={8}>
          <Menu.Label className={styles.heading}>{m.sameSeedOn({ iteration })}</Menu.Label>
          {otherMethods(run.configuration).map((method) => (
            <ForkItem
              key={methodName(method)}
              label={methodName(method)}
              refusal={forkRefusal(run.configuration, iteration, method)}
              onSelect={() => fork(run.id, iteration, method)}
            />
          ))}
          {changed === 0 ? null : (
            <ForkItem
              label={m.formSettings({ changed })}
              refusal={forkRefusal(run.configuration, iteration, form)}
              onSelect={() => fork(run.id, iteration, form)}
            />
          )}
        </Menu.Content>
      </Menu.Portal>
    </Menu.Root>
  );
}

interface ForkItemProps {
  readonly label: string;
  readonly refusal: string | null;
  readonly onSelect: () => void;
}

function ForkItem({ label, refusal, onSelect }: ForkItemProps) {
  return (
    <Menu.Item className={styles.item} disabled={refusal !== null} onSelect={onSelect}>
      {label}
      {refusal === null ? null : <span className={styles.reason}>{refusal}</span>}
    </Menu.Item>
  );
}

/** The settings of a run with every other algorithm, one that goes by its projection with each of them. */
function otherMethods(configuration: RunConfiguration): RunConfiguration[] {
  const own = methodName(configuration);
  return ALGORITHMS.flatMap(({ id: algorithm, look }) =>
    look === null
      ? PROJECTION_IDS.map((projection) => ({ ...configuration, algorithm, projection }))
      : [{ ...configuration, algorithm }],
  ).filter((method) => methodName(method) !== own);
}
