import type { ChapterProps, ChapterProse } from '../../chapter.ts';
import { LabChapter } from '../../lab/LabChapter.tsx';
import { RulerBars } from './RulerBars.tsx';
import { type RulersStep, script } from './script.ts';

/** Three rulers, and what each is blind to. */
export function Chapter({ prose }: ChapterProps<ChapterProse<RulersStep>>) {
  return <LabChapter script={script} prose={prose} Panel={RulerBars} />;
}
