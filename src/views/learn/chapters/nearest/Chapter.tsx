import type { ChapterProps, ChapterProse } from '../../chapter.ts';
import { LabChapter } from '../../lab/LabChapter.tsx';
import { type NearestStep, script } from './script.ts';

/** The nearest allowed policy. */
export function Chapter({ prose }: ChapterProps<ChapterProse<NearestStep>>) {
  return <LabChapter script={script} prose={prose} />;
}
