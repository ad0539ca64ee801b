import * as m from '#words/train';
import { Choice } from '../../components/Choice.tsx';
import { useTrainStore } from '../../store/train.ts';

const layouts = () =>
  [
    { value: 'duel', label: m.duel() },
    { value: 'instrument', label: m.instrument() },
  ] as const;

/** Two runs side by side, or everything about one. */
export function LayoutChoice() {
  const layout = useTrainStore((state) => state.layout);
  const setLayout = useTrainStore((state) => state.setLayout);
  return <Choice label={m.layout()} hideLabel value={layout} onChange={setLayout} options={layouts()} />;
}
