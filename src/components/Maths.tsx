import { type CSSProperties, useEffect, useMemo, useState } from 'react';
import styles from './Maths.module.css';

type Typesetter = (tex: string, display: boolean) => string;
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
  /** Height kept free until the typesetter has arrived, in lines of text. */
  readonly lines?: number;
}

/** A formula. KaTeX comes in a chunk of its own; its place is kept until it is there. */
export function Maths({ tex, label, display = false, lines = 1 }: MathsProps) {
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
  const html = useMemo(() => typeset?.(tex, display) ?? null, [typeset, tex, display]);
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
      className={className}
      style={style}
      role="math"
      aria-label={label}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: KaTeX output of our own source
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}
