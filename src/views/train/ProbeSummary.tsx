import { useCallback, useRef } from 'react';
import { putText, useFrameWriter } from '../../components/useFrameWriter.ts';
import type { TrainFeed } from '../../store/trainFeed.ts';
import type { LayerBounds } from '../../trainer/specification.ts';
import styles from './ProbePanel.module.css';
import { probeSummary } from './probeSummary.ts';
import type { ReadProbes } from './useProbes.ts';

interface ProbeSummaryProps {
  readonly feed: TrainFeed;
  readonly read: ReadProbes;
  readonly bounds: LayerBounds;
}

/** Who acts in the probe states, and what the layer does there, as it is now. */
export function ProbeSummary({ feed, read, bounds }: ProbeSummaryProps) {
  const summary = useRef<HTMLParagraphElement>(null);
  const write = useCallback(() => {
    const shown = read();
    putText(summary.current, shown === null ? '' : probeSummary(shown.probes, bounds));
  }, [read, bounds]);
  useFrameWriter(feed, write);
  return <p className={styles.summary} ref={summary} />;
}
