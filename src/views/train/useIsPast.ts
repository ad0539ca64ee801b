import { useTrainStore } from '../../store/train.ts';
import { useTrainCursor } from '../../store/trainCursor.ts';

/** Whether the run on show is looked at in its past. */
export function useIsPast(): boolean {
  const id = useTrainStore((state) => state.currentId);
  return useTrainCursor(({ visits }) => id !== null && visits[id] !== undefined);
}
