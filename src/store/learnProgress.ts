import { create } from 'zustand';
import type { LabGaussian } from '../experiments/lab.ts';
import { type ChapterId, isChapterId } from '../experiments/learn.ts';

/** What a reader predicted before seeing: a policy placed on the plane, one of several answers, or a number. */
export type Guess =
  | { readonly kind: 'place'; readonly policy: LabGaussian }
  | { readonly kind: 'choice'; readonly id: string }
  | { readonly kind: 'number'; readonly value: number };

/** How far a reader is. */
export interface Progress {
  /** Chapters whose task was done. */
  readonly done: readonly ChapterId[];
  /** The first prediction of each chapter. */
  readonly guesses: Readonly<Partial<Record<ChapterId, Guess>>>;
}

interface ProgressStore extends Progress {
  /** Whether the browser keeps it; if not it lasts for this visit. */
  readonly kept: boolean;
  readonly complete: (chapter: ChapterId) => void;
  /** `null` takes a prediction back. */
  readonly guess: (chapter: ChapterId, guess: Guess | null) => void;
  readonly forget: () => void;
}

const STORAGE_KEY = 'learn';
const NOTHING: Progress = { done: [], guesses: {} };

/** What a stored text says, as far as it can be understood. */
export function progressFromText(text: string | null): Progress {
  let stored: unknown;
  try {
    stored = JSON.parse(text ?? '{}');
  } catch {
    return NOTHING;
  }
  if (typeof stored !== 'object' || stored === null) return NOTHING;
  const { done, guesses } = stored as { readonly done?: unknown; readonly guesses?: unknown };
  const chapters = Array.isArray(done) ? done.filter((id) => typeof id === 'string').filter(isChapterId) : [];
  const entries = typeof guesses === 'object' && guesses !== null ? Object.entries(guesses) : [];
  return {
    done: [...new Set(chapters)],
    guesses: Object.fromEntries(entries.filter(([id, guess]) => isChapterId(id) && isGuess(guess))),
  };
}

function isGuess(value: unknown): value is Guess {
  if (typeof value !== 'object' || value === null) return false;
  const guess = value as Record<string, unknown>;
  switch (guess['kind']) {
    case 'place':
      return isPolicy(guess['policy']);
    case 'choice':
      return typeof guess['id'] === 'string';
    case 'number':
      return Number.isFinite(guess['value']);
    default:
      return false;
  }
}

function isPolicy(value: unknown): value is LabGaussian {
  if (typeof value !== 'object' || value === null) return false;
  const { mean, sigma1, sigma2, angle } = value as Record<string, unknown>;
  const numbers = [...(Array.isArray(mean) && mean.length === 2 ? mean : [null]), sigma1, sigma2, angle];
  return numbers.every(Number.isFinite) && Number(sigma1) > 0 && Number(sigma2) > 0;
}

/** `null` where the browser lets this page keep nothing. */
function read(): Progress | null {
  try {
    return progressFromText(localStorage.getItem(STORAGE_KEY));
  } catch {
    return null;
  }
}

function write(progress: Progress): boolean {
  try {
    if (progress === NOTHING) localStorage.removeItem(STORAGE_KEY);
    else localStorage.setItem(STORAGE_KEY, JSON.stringify(progress));
    return true;
  } catch {
    return false;
  }
}

/** Progress through the tour. It stays on this device. */
export const useProgress = create<ProgressStore>((set, get) => {
  const keep = (change: (progress: Progress) => Progress) => {
    // Another tab may have gone on meanwhile.
    const { done, guesses } = (get().kept ? read() : null) ?? get();
    const next = change({ done, guesses });
    set({ ...next, kept: write(next) });
  };
  const stored = read();
  return {
    ...(stored ?? NOTHING),
    kept: stored !== null,
    complete: (chapter) => {
      if (get().done.includes(chapter)) return;
      keep(({ done, guesses }) => ({ guesses, done: [...new Set([...done, chapter])] }));
    },
    guess: (chapter, guess) =>
      keep(({ done, guesses: { [chapter]: _before, ...others } }) => ({
        done,
        guesses: guess === null ? others : { ...others, [chapter]: guess },
      })),
    forget: () => keep(() => NOTHING),
  };
});
