import type { Line } from '../../components/lineModel.ts';
import type { Palette } from '../../components/palette.ts';
import { dashBeside, runLook } from '../../components/runMethod.ts';
import type { BoundedSeries } from '../../store/boundedSeries.ts';
import type { TrainFeed } from '../../store/trainFeed.ts';
import type { TrainRun } from '../../store/trainRun.ts';

/** A line for the run on show and one for the run behind it, which comes first, so that the other lies over it. */
export function runLines(
  run: TrainRun,
  overlay: TrainRun | null,
  palette: Palette,
  seriesOf: (feed: TrainFeed) => BoundedSeries,
  labelOf: (run: TrainRun) => string = ({ name }) => name,
): Line[] {
  const lineOf = (one: TrainRun, other: TrainRun | null): Line => {
    const { colour, ink } = runLook(one.configuration);
    return {
      label: labelOf(one),
      labelled: true,
      colour: palette.colourOf(colour),
      ink: palette.colourOf(ink),
      dash: dashBeside(one.configuration, other?.configuration ?? null),
      series: seriesOf(one.feed),
    };
  };
  return [...(overlay === null ? [] : [lineOf(overlay, run)]), { ...lineOf(run, null), dash: [] }];
}
