import { Choice } from '../../components/Choice.tsx';
import { useTrainStore } from '../../store/train.ts';

const LAYOUTS = [
  { value: 'duel', label: 'Duel' },
  { value: 'instrument', label: 'Instrument' },
] as const;

/** Two runs side by side, or everything about one. */
export function LayoutChoice() {
  const layout = useTrainStore((state) => state.layout);
  const setLayout = useTrainStore((state) => state.setLayout);
  return <Choice label="Layout" hideLabel value={layout} onChange={setLayout} options={LAYOUTS} />;
}
