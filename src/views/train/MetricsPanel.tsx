import { useMemo, useState } from 'react';
import { MetricsTable } from '../../components/MetricsTable.tsx';
import { Panel } from '../../components/Panel.tsx';
import { Switch } from '../../components/Switch.tsx';
import { currentRun, useTrainStore } from '../../store/train.ts';
import { EmptyPanel } from './EmptyPanel.tsx';
import { metricRows } from './metricRows.ts';

/** The last iteration in numbers. */
export function MetricsPanel() {
  const run = useTrainStore(currentRun);
  const member = useTrainStore((state) => state.shownMember);
  const [explained, setExplained] = useState(false);
  const rows = useMemo(() => (run === null ? [] : metricRows(run.feed, member)), [run, member]);
  if (run === null) {
    return (
      <EmptyPanel title="Last iteration">
        Press Start: losses, entropy, violations and speed, under the names CleanRL gave them.
      </EmptyPanel>
    );
  }
  return (
    <Panel
      title="Last iteration"
      actions={<Switch label="Explain" checked={explained} onChange={setExplained} />}
    >
      <MetricsTable
        caption="Metrics of the last iteration"
        rows={rows}
        source={run.feed}
        explained={explained}
      />
    </Panel>
  );
}
