import { lazy, Suspense, useEffect } from 'react';
import { useSlowMotion } from '../../../store/slowMotion.ts';

/** Not before somebody asks for it. */
const SlowMotion = lazy(() => import('./SlowMotion.tsx'));

/** The update that is taken apart, over the page; nothing while none is. */
export function SlowMotionDialog() {
  const shown = useSlowMotion((state) => state.subject !== null);
  const { close } = useSlowMotion.getState();
  // Gone with its view, also where the view goes before the browser has said that the dialog was closed.
  useEffect(() => close, [close]);
  if (!shown) return null;
  return (
    <Suspense fallback={null}>
      <SlowMotion />
    </Suspense>
  );
}
