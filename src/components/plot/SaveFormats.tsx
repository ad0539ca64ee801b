import * as m from '#words/shell';
import { useNotices } from '../../store/notices.ts';
import { Button } from '../Button.tsx';
import type { PictureFormat } from './savePicture.ts';

/** In the order of their buttons; called so in every language. */
const NAMES: Readonly<Record<PictureFormat, string>> = { svg: 'SVG', png: 'PNG' };

/** A button for every format that a picture can be saved in; where it cannot be made the reader is told. */
export function SaveFormats({
  label,
  save,
}: {
  /** What a button does, by the name of its format. */
  readonly label: (name: string) => string;
  readonly save: (format: PictureFormat) => Promise<void>;
}) {
  const saveOrTell = (format: PictureFormat) =>
    save(format).catch(() => useNotices.getState().post(m.noPicture, 'problem'));
  return Object.entries(NAMES).map(([format, name]) => (
    <Button
      key={format}
      variant="plain"
      onClick={() => saveOrTell(format as PictureFormat)}
      aria-label={label(name)}
    >
      {name}
    </Button>
  ));
}
