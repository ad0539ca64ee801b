import { type ReactNode, useLayoutEffect, useRef } from 'react';

/**
 * A part that changes with every move of a hand. While it is held its box is as high as it is told, by its content when that
 * changes: the browser then lays out the content alone, and the page around it only where the height became another one.
 * Has to be a block in a block: what stands in a flex box or a grid is laid out with it.
 */
export function HeldBox({ held, children }: { readonly held: boolean; readonly children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const [outer, inner] = [box.current, content.current];
    if (!held || outer === null || inner === null) return;
    const tell = () => {
      const height = `${inner.getBoundingClientRect().height}px`;
      if (outer.style.height !== height) outer.style.height = height;
    };
    tell();
    // not words: a style
    outer.style.contain = 'layout size';
    const observer = new ResizeObserver(tell);
    observer.observe(inner);
    return () => {
      observer.disconnect();
      outer.style.height = outer.style.contain = '';
    };
  }, [held]);
  return (
    <div ref={box}>
      <div ref={content}>{children}</div>
    </div>
  );
}
