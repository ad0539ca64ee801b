import { useEffect, useState } from 'react';
import { useRoute } from '../../store/route.ts';

const REST_MILLISECONDS = 300;

/** Where each view was left, for addresses of links: they follow a little later, as they are not worth a frame of a drag. */
export function useLeft() {
  const [left, setLeft] = useState(() => useRoute.getState().left);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const follow = () => {
      timer = undefined;
      setLeft(useRoute.getState().left);
    };
    // What changed between the first picture and here.
    follow();
    const stop = useRoute.subscribe(({ left: now, arrival }, before) => {
      if (arrival !== before.arrival) follow();
      else if (now !== before.left) timer ??= setTimeout(follow, REST_MILLISECONDS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);
  return left;
}
