import { type RefObject, useEffect, useRef } from 'react';
import { motionReduced } from '../../components/motionReduced.ts';
import type { Steps } from './useSteps.ts';

/** So long after its last move the page has arrived where it scrolled by itself, its fonts loaded and its lines in place. */
const SETTLE_MILLISECONDS = 400;
/** Share of the room for prose at which a step becomes the current one. */
const READING_LINE = 0.4;

/** The last step whose beginning lies above the reading line. */
export function stepInSight(tops: readonly number[], line: number): number {
  let index = 0;
  for (const [i, top] of tops.entries()) if (top <= line) index = i;
  return index;
}

/**
 * Scrolling through the prose steps through it, and stepping scrolls the prose.
 *
 * @param prose holds one section a step, marked with data-step
 * @param figure stands above the prose on narrow screens
 */
export function useStepScroll(
  prose: RefObject<HTMLElement | null>,
  figure: RefObject<HTMLElement | null>,
  { index, present, go }: Steps,
): void {
  const latest = useRef({ index, present, go });
  latest.current = { index, present, go };
  /** The step that the page shows because somebody scrolled there: no need to scroll again. */
  const reached = useRef(0);
  const onTheWay = useRef(false);

  useEffect(() => {
    let frame = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      frame = 0;
      const { index: current, present: presenting, go: turnTo } = latest.current;
      if (presenting || onTheWay.current || prose.current === null) return;
      const sections = [...prose.current.querySelectorAll('[data-step]')];
      const column = prose.current.getBoundingClientRect();
      const picture = figure.current?.getBoundingClientRect();
      const above = picture && picture.left < column.right && picture.right > column.left;
      const top = above ? Math.max(0, picture.bottom) : 0;
      // At the very end of the page nothing more can come up to the line.
      const end = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
      const line = top + READING_LINE * (innerHeight - top);
      const tops = sections.map((section) => section.getBoundingClientRect().top);
      const inSight = end && tops.at(-1)! < innerHeight ? tops.length - 1 : stepInSight(tops, line);
      if (inSight === current) return;
      reached.current = inSight;
      turnTo(inSight);
    };
    const onScroll = () => {
      if (frame === 0) frame = requestAnimationFrame(look);
      if (!onTheWay.current) return;
      clearTimeout(timer);
      timer = setTimeout(arrived, SETTLE_MILLISECONDS);
    };
    const arrived = () => {
      onTheWay.current = false;
    };
    addEventListener('scroll', onScroll, { passive: true });
    // A hand that scrolls does not wait for the page's own scrolling.
    addEventListener('wheel', arrived, { passive: true });
    addEventListener('touchmove', arrived, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      removeEventListener('scroll', onScroll);
      removeEventListener('wheel', arrived);
      removeEventListener('touchmove', arrived);
    };
  }, [prose, figure]);

  /** A link that leads into the middle of a chapter jumps there. */
  const first = useRef(true);
  const wasPresent = useRef(present);
  useEffect(() => {
    const arriving = first.current;
    first.current = false;
    const left = wasPresent.current && !present;
    wasPresent.current = present;
    if (present || (reached.current === index && !left)) return;
    reached.current = index;
    const section = prose.current?.querySelector(`[data-step="${index}"]`);
    if (!section) return;
    const still = left || arriving || motionReduced();
    const scroll = (behavior: ScrollBehavior) => {
      if (index === 0) scrollTo({ top: 0, behavior });
      else section.scrollIntoView({ block: 'start', behavior });
    };
    onTheWay.current = true;
    scroll(still ? 'instant' : 'smooth');
    const before = scrollY;
    // What loads late moves the lines.
    let here = true;
    document.fonts.ready.then(() => {
      if (here && still && onTheWay.current) scroll('instant');
    });
    // Where there is nowhere to scroll to, no scrolling tells that it has ended.
    const timer = setTimeout(() => {
      if (scrollY === before) onTheWay.current = false;
    }, SETTLE_MILLISECONDS);
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [prose, index, present]);
}
