import * as m from '#words/simplex';
import { formatField } from '../../components/format.ts';
import type { SimplexLookId } from '../../experiments/simplexLink.ts';
import type { Look } from '../lab/overlays/LookRow.tsx';
import { RATIO_CLIP } from './gradientArrows.ts';

/** What each closer look is called and says. */
export const SIMPLEX_LOOK_WORDS: Readonly<Record<SimplexLookId, Look>> = {
  euclidean: {
    get name() {
      return m.euclideanLook();
    },
    get sentence() {
      return m.euclideanSentence();
    },
  },
  clip: {
    get name() {
      return m.clipLook();
    },
    get sentence() {
      return m.clipSentence({ clip: formatField(RATIO_CLIP) });
    },
  },
  quadratic: {
    get name() {
      return m.quadraticLook();
    },
    get sentence() {
      return m.quadraticSentence();
    },
  },
  gradient: {
    get name() {
      return m.gradientLook();
    },
    get sentence() {
      return m.gradientSentence();
    },
  },
};
