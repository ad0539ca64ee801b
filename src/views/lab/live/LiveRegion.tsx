import { useEffect, useRef, useState } from 'react';

/** A hand that rests as long as this has done what it wanted. */
const REST_MILLISECONDS = 600;

export interface LiveRegionProps {
  readonly text: string;
  /** Changes where something was done; the text as it opens is not announced. */
  readonly done: unknown;
}

/** Says a text to people who listen, when the hand rests after it has changed something. */
export function LiveRegion({ text, done }: LiveRegionProps) {
  const [said, setSaid] = useState('');
  const told = useRef(done);
  const latest = useRef(text);
  latest.current = text;
  useEffect(() => {
    if (told.current === done) return;
    const timer = setTimeout(() => {
      told.current = done;
      setSaid(latest.current);
    }, REST_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [done]);
  return (
    <p className="visually-hidden" role="status">
      {said}
    </p>
  );
}
