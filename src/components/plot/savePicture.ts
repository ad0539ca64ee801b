import type { Palette } from '../palette.ts';
import { saveFile } from '../saveFile.ts';

/** What a picture says of itself when it leaves the page. */
export interface PictureCaption {
  readonly title: string;
  /** What the marks and bands are. */
  readonly note: string;
  /** The address that makes the picture again. */
  readonly link: string;
}

const MARGIN = 20;
const HEAD = 52;
const FOOT = 30;
/** Pixels per unit of a PNG: sharp on a slide. */
const RATIO = 2;

/** The chart of an element as a file of its own: title, note and link in it, colours as they are on the page. */
export function pictureMarkup(svg: SVGSVGElement, { title, note, link }: PictureCaption, palette: Palette) {
  const inner = svg.cloneNode(true) as SVGSVGElement;
  for (const cursor of inner.querySelectorAll('[data-cursor]')) cursor.remove();
  for (const name of ['class', 'role', 'aria-label']) inner.removeAttribute(name);
  inner.setAttribute('x', String(MARGIN));
  inner.setAttribute('y', String(MARGIN + HEAD));
  inner.setAttribute('overflow', 'visible');
  const width = svg.width.baseVal.value + 2 * MARGIN;
  const height = svg.height.baseVal.value + 2 * MARGIN + HEAD + FOOT;
  const size = 14;
  const markup = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Inter, 'Inter Variable', system-ui, sans-serif" font-size="${size}">`,
    `<title>${escaped(title)}</title><desc>${escaped(`${note} ${link}`)}</desc>`,
    `<rect width="100%" height="100%" fill="var(--panel)"/>`,
    `<text x="${MARGIN}" y="${MARGIN + 12}" font-size="17" font-weight="600" fill="var(--ink)">${escaped(title)}</text>`,
    `<text x="${MARGIN}" y="${MARGIN + 34}" font-size="12" fill="var(--quiet-ink)">${escaped(note)}</text>`,
    new XMLSerializer().serializeToString(inner),
    `<a href="${escaped(link)}"><text x="${MARGIN}" y="${height - MARGIN + 4}" font-size="10" fill="var(--quiet-ink)">${escaped(link)}</text></a>`,
    '</svg>',
  ].join('\n');
  const text = markup.replace(/var\((--[\w-]+)\)/g, (_, name: `--${string}`) => palette.colourOf(name));
  return { text, width, height };
}

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text.replace(/[&<>"]/g, (character) => entities[character]!);
}

export function saveSvg(name: string, svg: SVGSVGElement, caption: PictureCaption, palette: Palette): void {
  const { text } = pictureMarkup(svg, caption, palette);
  saveFile(`${name}.svg`, new Blob([text], { type: 'image/svg+xml' }));
}

/** @returns when the picture has been drawn and handed to the browser */
export async function savePng(
  name: string,
  svg: SVGSVGElement,
  caption: PictureCaption,
  palette: Palette,
): Promise<void> {
  const { text, width, height } = pictureMarkup(svg, caption, palette);
  const address = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = RATIO * width;
    canvas.height = RATIO * height;
    const context = canvas.getContext('2d');
    if (context === null) return;
    context.scale(RATIO, RATIO);
    context.drawImage(image, 0, 0, width, height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
    if (blob !== null) saveFile(`${name}.png`, blob);
  } finally {
    URL.revokeObjectURL(address);
  }
}
