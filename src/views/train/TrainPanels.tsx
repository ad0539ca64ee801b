import * as m from '#words/train';
import { useTrainStore } from '../../store/train.ts';
import { currentRun } from '../../store/trainSelection.ts';
import { EmptyPanel } from './EmptyPanel.tsx';
import type { TrainPanel } from './trainPanel.ts';

/** Panels of one area, in the order of their rows; those about a run say what they will show until there is one. */
export function TrainPanels({
  panels,
  area,
}: {
  readonly panels: readonly TrainPanel[];
  readonly area: TrainPanel['area'];
}) {
  const run = useTrainStore(currentRun);
  const configuration = useTrainStore((state) => currentRun(state)?.configuration ?? state.configuration);
  const member = useTrainStore((state) => state.shownMember);
  return panels
    .filter((panel) => panel.area === area)
    .filter((panel) => !('applies' in panel) || !panel.applies || panel.applies(configuration))
    .map((panel) => {
      if ('Component' in panel) return <panel.Component key={panel.id} />;
      const { id, title, term, promise, tall, wide, bySeed, RunComponent } = panel;
      const { seeds } = configuration;
      const note = bySeed && seeds.length > 1 ? m.seedSmall({ seed: seeds[member] ?? '' }) : undefined;
      return run === null ? (
        <EmptyPanel key={id} title={title} term={term} tall={tall} wide={wide}>
          {m.pressStart({ promise })}
        </EmptyPanel>
      ) : (
        <RunComponent key={id} title={title} term={term} note={note} run={run} member={member} />
      );
    });
}
