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

export type PictureFormat = 'svg' | 'png';

const MARGIN = 20;
/** Text sizes of title, note and link, and how wide their letters are at most. */
const TITLE = { size: 17, line: 24, letter: 10.8 };
const NOTE = { size: 12, line: 17, letter: 7.2 };
const LINK = { size: 10, line: 14, letter: 6.2 };
const [LOUD, QUIET] = ['font-weight="600" fill="var(--ink)"', 'fill="var(--quiet-ink)"'];
/** Pixels per unit of a PNG: sharp on a slide. */
const RATIO = 2;

/** The chart of an element as a file of its own: title, note and link in it, colours as they are on the page. */
function pictureMarkup(svg: SVGSVGElement, { title, note, link }: PictureCaption, palette: Palette) {
  const inner = svg.cloneNode(true) as SVGSVGElement;
  for (const name of ['class', 'role', 'aria-label']) inner.removeAttribute(name);
  const across = svg.width.baseVal.value;
  const titles = wrapped(title, Math.floor(across / TITLE.letter));
  const notes = wrapped(note, Math.floor(across / NOTE.letter));
  const links = wrapped(link, Math.floor(across / LINK.letter));
  const noted = MARGIN + titles.length * TITLE.line;
  const top = noted + notes.length * NOTE.line + 12;
  const below = top + svg.height.baseVal.value + 16;
  inner.setAttribute('x', String(MARGIN));
  inner.setAttribute('y', String(top));
  inner.setAttribute('overflow', 'visible');
  const width = across + 2 * MARGIN;
  const height = below + links.length * LINK.line + MARGIN - 6;
  const linesOf = (lines: readonly string[], y: number, { size, line }: typeof NOTE, look = QUIET) =>
    lines.map(
      (text, index) =>
        `<text x="${MARGIN}" y="${y + index * line}" font-size="${size}" ${look}>${escaped(text)}</text>`,
    );
  const size = 14;
  const markup = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Inter, 'Inter Variable', system-ui, sans-serif" font-size="${size}">`,
    `<title>${escaped(title)}</title><desc>${escaped(`${note} ${link}`)}</desc>`,
    `<rect width="100%" height="100%" fill="var(--panel)"/>`,
    ...linesOf(titles, MARGIN + 12, TITLE, LOUD),
    ...linesOf(notes, noted + 10, NOTE),
    new XMLSerializer().serializeToString(inner),
    `<a href="${escaped(link)}">`,
    ...linesOf(links, below, LINK),
    '</a>',
    '</svg>',
  ].join('\n');
  const text = markup.replace(/var\((--[\w-]+)\)/g, (_, name: `--${string}`) => palette.colourOf(name));
  return { text, width, height };
}

/** Lines of at most so many characters: broken at spaces, and within what has none. */
function wrapped(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most)
      lines[lines.length - 1] = `${last} ${word}`;
    else for (let i = 0; i < word.length; i += most) lines.push(word.slice(i, i + most));
  }
  return lines;
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

/** @returns when the picture has been drawn and handed to the browser */
export async function savePicture(
  format: PictureFormat,
  name: string,
  svg: SVGSVGElement,
  caption: PictureCaption,
  palette: Palette,
): Promise<void> {
  const { text, width, height } = pictureMarkup(svg, caption, palette);
  const drawing = new Blob([text], { type: 'image/svg+xml' });
  const file = format === 'svg' ? drawing : await rasterised(drawing, width, height);
  if (file !== null) saveFile(`${name}.${format}`, file);
}

/** A drawing as a PNG; `null` where the browser makes none. */
async function rasterised(drawing: Blob, width: number, height: number): Promise<Blob | null> {
  const address = URL.createObjectURL(drawing);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = RATIO * width;
    canvas.height = RATIO * height;
    const context = canvas.getContext('2d');
    if (context === null) return null;
    context.scale(RATIO, RATIO);
    context.drawImage(image, 0, 0, width, height);
    return await new Promise((resolve) => canvas.toBlob(resolve));
  } finally {
    URL.revokeObjectURL(address);
  }
}
