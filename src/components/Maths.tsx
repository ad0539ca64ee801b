import { type CSSProperties, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { liveClass } from './liveNumber.ts';
import styles from './Maths.module.css';

type Typesetter = (tex: string, display: boolean, live: boolean) => string;
let typesetter: Typesetter | null = null;
let loading: Promise<Typesetter> | null = null;

/** After everything that is needed to use the page: the formulas are the last to come. */
function load(): Promise<Typesetter> {
  loading ??= new Promise<void>((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: 1000 });
    else setTimeout(resolve, 200);
  })
    .then(() => import('./katex.ts'))
    .then((module) => {
      typesetter = module.typeset;
      return typesetter;
    });
  return loading;
}

export interface MathsProps {
  /** TeX source; written by us, never taken from a link. */
  readonly tex: string;
  /** The formula in words, for people who listen. */
  readonly label: string;
  readonly display?: boolean;
  /**
   * What stands in the places that {@link liveNumber} left in the source, by index: written into the typeset formula,
   * which costs next to nothing, so that a formula keeps up with a drag.
   */
  readonly numbers?: readonly string[];
  /** Height kept free until the typesetter has arrived, in lines of text. */
  readonly lines?: number;
}

/** A formula. KaTeX comes in a chunk of its own; its place is kept until it is there. */
export function Maths({ tex, label, display = false, numbers, lines = 1 }: MathsProps) {
  const frame = useRef<HTMLSpanElement>(null);
  const [typeset, setTypeset] = useState<Typesetter | null>(() => typesetter);
  useEffect(() => {
    if (typeset !== null) return;
    let here = true;
    load().then(
      (loaded) => here && setTypeset(() => loaded),
      // Without the typesetter (offline, blocked) the words remain.
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, [typeset]);
  const live = numbers !== undefined;
  const html = useMemo(() => typeset?.(tex, display, live) ?? null, [typeset, tex, display, live]);
  // In every frame: React leaves the typeset formula as it is while its source is the same.
  useLayoutEffect(() => {
    for (const [index, number] of (numbers ?? []).entries()) {
      const place = frame.current?.querySelector(`.${liveClass(index)}`);
      if (!place || place.textContent === number) continue;
      // The letters of a text are changed at less cost than the text is replaced.
      if (place.firstChild instanceof Text && place.childNodes.length === 1) place.firstChild.data = number;
      else place.textContent = number;
    }
  });
  const style = { '--lines': lines } as CSSProperties;
  const className = display ? styles.display : styles.inline;
  if (html === null) {
    return (
      <span className={className} style={style} role="math" aria-label={label}>
        <span className="quiet">{label}</span>
      </span>
    );
  }
  return (
    <span
      ref={frame}
      className={className}
      style={style}
      role="math"
      aria-label={label}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: KaTeX output of our own source
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}
