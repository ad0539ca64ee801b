import { useMemo } from 'react';
import * as m from '#words/train';
import { Choice } from '../../components/Choice.tsx';
import { useTrainStore } from '../../store/train.ts';
import { pairLabel } from './pairLabel.ts';

/** The pair of actions on show: the link's, reduced to the actions there are. */
export function useActionPair(size: number): readonly [number, number] {
  const pair = useTrainStore((state) => state.actionPair);
  return useMemo(() => {
    const [lower, upper] = [Math.min(...pair), Math.max(...pair)];
    return upper < size ? [lower, upper] : [0, 1];
  }, [pair, size]);
}

/** Which two of several actions the ellipses show. */
export function ActionPair({ labels }: { readonly labels: readonly string[] }) {
  const pair = useActionPair(labels.length);
  const showPair = useTrainStore((state) => state.showPair);
  const options = labels.flatMap((across, i) =>
    labels.slice(i + 1).map((up, offset) => ({
      value: `${i},${i + 1 + offset}`,
      label: pairLabel(across, up),
    })),
  );
  return (
    <Choice
      label={m.actionsShown()}
      hideLabel
      appearance="select"
      value={pair.join()}
      onChange={(value) => showPair(value.split(',').map(Number) as [number, number])}
      options={options}
    />
  );
}
