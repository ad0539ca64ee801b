import type { Line } from '../../components/lineModel.ts';
import type { Palette } from '../../components/palette.ts';
import { runLine } from '../../components/runLine.ts';
import type { BoundedSeries } from '../../store/boundedSeries.ts';
import type { TrainFeed } from '../../store/trainFeed.ts';
import type { TrainRun } from '../../store/trainRun.ts';

/**
 * A line for every run: the run on show, which is the first, lies over all others, the one beside it over the rest, which
 * are in the background.
 */
export function runLines(
  shown: readonly TrainRun[],
  overlay: TrainRun | null,
  palette: Palette,
  seriesOf: (feed: TrainFeed) => BoundedSeries,
): Line[] {
  const [current] = shown;
  const front = [overlay, current];
  const order = [...shown].sort((a, b) => front.indexOf(a) - front.indexOf(b) || a.id - b.id);
  return order.map((run) => ({
    label: run.name,
    labelled: true,
    ...runLine(run, palette),
    series: seriesOf(run.feed),
    background: !front.includes(run),
  }));
}
