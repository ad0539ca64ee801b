import { useRef } from 'react';
import * as m from '#words/lab';
import { SaveFormats } from '../../components/plot/SaveFormats.tsx';
import { SaveIcon } from '../../components/SaveIcon.tsx';
import { currentAddress } from '../../store/route.ts';
import styles from './SavePlane.module.css';

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
  const buttons = useRef<HTMLDivElement>(null);
  return (
    <div ref={buttons} className={styles.save} title={m.savePlane({ format: 'SVG / PNG' })}>
      <SaveIcon />
      <SaveFormats
        label={(format) => m.savePlane({ format })}
        save={async (format) => {
          const section = buttons.current?.closest('section');
          const svg = section?.querySelector<SVGSVGElement>('svg[data-plane]');
          if (!svg) return;
          const { saveDrawing } = await import('../../components/plot/saveDrawing.ts');
          await saveDrawing(format, file, svg, { ...caption(), link: currentAddress() });
        }}
      />
    </div>
  );
}
