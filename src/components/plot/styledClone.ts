/** What style sheets say of an element, with what holds where they say nothing; attributes of the same names say the same. */
type Look = Readonly<Record<string, string>>;

/** What is done to an element and all that is in it. */
const OF_ALL: Look = { opacity: '1', transform: 'none' };
const OF_SHAPES: Look = {
  ...OF_ALL,
  fill: 'rgb(0, 0, 0)',
  'fill-opacity': '1',
  stroke: 'none',
  'stroke-opacity': '1',
  'stroke-width': '1px',
  'stroke-dasharray': 'none',
  'stroke-linecap': 'butt',
  'stroke-linejoin': 'miter',
  'paint-order': 'normal',
  'vector-effect': 'none',
};
const OF_WORDS: Look = {
  ...OF_SHAPES,
  'font-size': '',
  'font-weight': '400',
  'text-anchor': 'start',
  'dominant-baseline': 'auto',
};
/** What belongs to the page. */
const OF_PAGE = /^(class|style|role|tabindex|aria-.*|data-.*)$/;

/** A drawing that looks as it does on the page where the page's style sheets are not: their part of it becomes attributes. */
export function styledClone(svg: SVGSVGElement): SVGSVGElement {
  const clone = svg.cloneNode(true) as SVGSVGElement;
  const copies = clone.querySelectorAll('*');
  const hidden: Element[] = [];
  for (const [index, element] of svg.querySelectorAll('*').entries()) {
    const copy = copies[index]!;
    const style = getComputedStyle(element);
    if (style.display === 'none' || style.visibility !== 'visible') hidden.push(copy);
    for (const { name } of [...copy.attributes]) if (OF_PAGE.test(name)) copy.removeAttribute(name);
    for (const [name, usual] of Object.entries(lookOf(element))) {
      const value = style.getPropertyValue(name);
      if (value === usual) copy.removeAttribute(name);
      else copy.setAttribute(name, plainColour(value));
    }
  }
  for (const copy of hidden) copy.remove();
  return clone;
}

/** Groups pass nothing on: all that is in them says what it is itself. */
function lookOf(element: Element): Look {
  if (element instanceof SVGTextContentElement) return OF_WORDS;
  return element instanceof SVGGeometryElement ? OF_SHAPES : OF_ALL;
}

/** A colour that was mixed is told in a way that only browsers read. */
function plainColour(value: string): string {
  return value.replace(
    /color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)(?: \/ ([\d.e-]+))?\)/g,
    (_, ...parts: (string | undefined)[]) => {
      const [red, green, blue] = parts.slice(0, 3).map((part) => Math.round(255 * Number(part)));
      return `rgba(${red}, ${green}, ${blue}, ${parts[3] ?? 1})`;
    },
  );
}
