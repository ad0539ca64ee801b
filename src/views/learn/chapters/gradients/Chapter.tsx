import type { ChapterProps, ChapterProse } from '../../chapter.ts';
import { LabChapter } from '../../lab/LabChapter.tsx';
import { Field } from './Field.tsx';
import { StepNumbers } from './StepNumbers.tsx';
import { type GradientsStep, script } from './script.ts';

/** Gradients through the layer. */
export function Chapter({ prose }: ChapterProps<ChapterProse<GradientsStep>>) {
  return <LabChapter script={script} prose={prose} Layer={Field} Panel={StepNumbers} />;
}
