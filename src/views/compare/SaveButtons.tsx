import type { RefObject } from 'react';
import * as charts from '#words/charts';
import * as m from '#words/compare';
import { Button } from '../../components/Button.tsx';
import { type PictureCaption, savePng, saveSvg } from '../../components/plot/savePicture.ts';
import { usePalette } from '../../components/usePalette.ts';
import { useCompareStore } from '../../store/compare.ts';
import { useNotices } from '../../store/notices.ts';
import { addressOf } from '../../store/route.ts';

/** Formats, called so in every language. */
const [SVG, PNG] = ['SVG', 'PNG'];

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
  const save = (how: typeof saveSvg | typeof savePng) => async () => {
    const svg = frame.current?.querySelector('svg[role="img"]');
    if (!(svg instanceof SVGSVGElement)) return;
    try {
      await how(file, svg, { title, note, link: resultsLink() }, palette);
    } catch {
      useNotices.getState().post(charts.noPicture, 'problem');
    }
  };
  return (
    <>
      <Button variant="plain" onClick={save(saveSvg)} aria-label={m.saveSvg({ title })}>
        {SVG}
      </Button>
      <Button variant="plain" onClick={save(savePng)} aria-label={m.savePng({ title })}>
        {PNG}
      </Button>
    </>
  );
}
