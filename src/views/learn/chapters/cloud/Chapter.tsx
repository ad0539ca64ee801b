import type { ChapterProps, ChapterProse } from '../../chapter.ts';
import { LabChapter } from '../../lab/LabChapter.tsx';
import { CloudNumbers } from './CloudNumbers.tsx';
import { Draws } from './Draws.tsx';
import { type CloudStep, script } from './script.ts';

/** A policy is a cloud. */
export function Chapter({ prose }: ChapterProps<ChapterProse<CloudStep>>) {
  return <LabChapter script={script} prose={prose} Layer={Draws} Panel={CloudNumbers} />;
}
