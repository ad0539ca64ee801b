import { useMemo, useState } from 'react';
import * as m from '#words/train';
import { Disclosure } from '../../components/Disclosure.tsx';
import { MetricsTable } from '../../components/MetricsTable.tsx';
import { Panel } from '../../components/Panel.tsx';
import { Switch } from '../../components/Switch.tsx';
import { hasDiscreteActions } from '../../experiments/layers.ts';
import { metricRows } from './metricRows.ts';
import type { RunPanelProps } from './trainPanel.ts';
import { useNarrow } from './useWide.ts';

/** The last iteration in numbers; on a phone folded away. */
export function MetricsPanel({ title, term, note, run, member }: RunPanelProps) {
  const narrow = useNarrow();
  const [explained, setExplained] = useState(false);
  const rows = useMemo(
    () => metricRows(run.feed, member, hasDiscreteActions(run.configuration.environment)),
    [run, member],
  );
  const explain = <Switch label={m.explain()} checked={explained} onChange={setExplained} />;
  const table = (
    <MetricsTable caption={m.metricsCaption()} rows={rows} source={run.feed} explained={explained} />
  );
  if (!narrow) {
    return (
      <Panel title={title} term={term} note={note} actions={explain}>
        {table}
      </Panel>
    );
  }
  return (
    <Panel>
      <Disclosure title={title}>
        {explain}
        {table}
      </Disclosure>
    </Panel>
  );
}
