import type { RefObject } from 'react';
import * as m from '#words/compare';
import { SaveFormats } from '../../components/plot/SaveFormats.tsx';
import { type PictureCaption, savePicture } from '../../components/plot/savePicture.ts';
import { usePalette } from '../../components/usePalette.ts';
import { useCompareStore } from '../../store/compare.ts';
import { addressOf } from '../../store/route.ts';

export interface SaveButtonsProps extends Omit<PictureCaption, 'link'> {
  /** The chart is the first picture in it. */
  readonly frame: RefObject<HTMLElement | null>;
  /** Of the file, without its ending. */
  readonly file: string;
}

/** The address of the comparison on show. */
export function resultsLink(): string {
  const { results, linkState } = useCompareStore.getState();
  const link = linkState();
  return addressOf({ ...link, plan: results?.plan ?? link.plan });
}

/** Saves a chart as SVG or PNG, with title, note and link in it. */
export function SaveButtons({ frame, file, title, note }: SaveButtonsProps) {
  const palette = usePalette();
  return (
    <SaveFormats
      label={(format) => m.saveAs({ format, title })}
      save={async (format) => {
        const svg = frame.current?.querySelector('svg[role="img"]');
        if (!(svg instanceof SVGSVGElement)) return;
        await savePicture(format, file, svg, { title, note, link: resultsLink() }, palette);
      }}
    />
  );
}
