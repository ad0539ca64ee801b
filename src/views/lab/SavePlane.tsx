import type { MouseEvent } from 'react';
import * as charts from '#words/charts';
import * as m from '#words/lab';
import { Button } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import type { DrawingFormat } from '../../components/plot/saveDrawing.ts';
import { useNotices } from '../../store/notices.ts';
import { currentAddress } from '../../store/route.ts';
import styles from './SavePlane.module.css';

/** An arrow into a tray. */
const INTO_TRAY = 'M8 2v8M4.8 7 8 10.2 11.2 7M2.5 13.5h11';
const FORMATS: readonly DrawingFormat[] = ['svg', 'png'];

/** Saves the plane of the section that it stands in, with its title, a note and the link to it. */
export function SavePlane({
  file,
  caption,
}: {
  /** Without its ending. */
  readonly file: string;
  /** What the picture says of itself; read when it is saved. */
  readonly caption: () => { readonly title: string; readonly note: string };
}) {
  const save = (format: DrawingFormat) => async (event: MouseEvent<HTMLElement>) => {
    const svg = event.currentTarget.closest('section')?.querySelector<SVGSVGElement>('svg[data-plane]');
    if (!svg) return;
    try {
      const { saveDrawing } = await import('../../components/plot/saveDrawing.ts');
      await saveDrawing(format, file, svg, { ...caption(), link: currentAddress() });
    } catch {
      useNotices.getState().post(charts.noPicture, 'problem');
    }
  };
  return (
    <div className={styles.save}>
      <Icon path={INTO_TRAY} />
      {FORMATS.map((format) => (
        <Button
          key={format}
          variant="plain"
          aria-label={m.savePlane({ format: format.toUpperCase() })}
          title={m.savePlane({ format: format.toUpperCase() })}
          onClick={save(format)}
        >
          {format.toUpperCase()}
        </Button>
      ))}
    </div>
  );
}
