import { useMemo, useState } from 'react';
import { MetricsTable } from '../../components/MetricsTable.tsx';
import { Panel } from '../../components/Panel.tsx';
import { Switch } from '../../components/Switch.tsx';
import { metricRows } from './metricRows.ts';
import type { RunPanelProps } from './trainPanel.ts';

/** The last iteration in numbers. */
export function MetricsPanel({ title, run, member }: RunPanelProps) {
  const [explained, setExplained] = useState(false);
  const rows = useMemo(() => metricRows(run.feed, member), [run, member]);
  return (
    <Panel title={title} actions={<Switch label="Explain" checked={explained} onChange={setExplained} />}>
      <MetricsTable
        caption="Metrics of the last iteration"
        rows={rows}
        source={run.feed}
        explained={explained}
      />
    </Panel>
  );
}
