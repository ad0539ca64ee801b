import { describe, expect, it } from 'vitest';
import { LAB_PRESETS } from '../../../../src/experiments/labPresets.ts';
import { HALO_RADIUS, handlesOf, nearestHandle, withHalos } from '../../../../src/views/lab/planeHandles.ts';

const ENDS = { 'old-1': 1, 'old-2': 1, 'proposed-1': 1, 'proposed-2': 1 } as const;
const PIXELS = 100;
const pixels = (a: readonly [number, number], b: readonly [number, number]) =>
  PIXELS * Math.hypot(a[0] - b[0], a[1] - b[1]);

/** The handles of an example, and which of them a pointer so many pixels right of the old mean takes. */
function taken(id: 'shrink' | 'everything', right: number) {
  const { old, proposed } = LAB_PRESETS.find((one) => one.id === id)!.configuration;
  const handles = withHalos(handlesOf({ old, proposed }, ENDS), pixels, HALO_RADIUS);
  const at = [old.mean[0] + right / PIXELS, old.mean[1]] as const;
  return { handles, handle: nearestHandle(handles, (place) => pixels(place, at)) };
}

describe('a mean that lies under another', () => {
  it('is a ring around it, and is taken hold of there', () => {
    const { handles } = taken('shrink', 0);
    expect(handles.filter(({ halo }) => halo).map(({ key }) => key)).toEqual(['old-mean']);
    expect(taken('shrink', 1).handle?.key).toBe('proposed-mean');
    expect(taken('shrink', HALO_RADIUS).handle?.key).toBe('old-mean');
  });

  it('is a dot where it lies by itself', () => {
    const { handles, handle } = taken('everything', 0);
    expect(handles.some(({ halo }) => halo)).toBe(false);
    expect(handle?.key).toBe('old-mean');
  });
});
