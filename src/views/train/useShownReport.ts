import { useCallback, useSyncExternalStore } from 'react';
import type { TrainFeed } from '../../store/trainFeed.ts';
import type { MemberReport } from '../../trainer/events.ts';

/** A seed's report that is on show, through React: for what is small and there only while somebody looks at it. */
export function useShownReport(feed: TrainFeed, member: number): MemberReport | null {
  const subscribe = useCallback((listener: () => void) => feed.subscribe(listener), [feed]);
  return useSyncExternalStore(subscribe, () => feed.shown?.members[member] ?? null);
}
