import { create } from 'zustand';

/** `information` leaves by itself; `problem` stays until it is dismissed. */
export type NoticeKind = 'information' | 'problem';

export interface Notice {
  readonly id: number;
  readonly kind: NoticeKind;
  /** One sentence: what happened, what to do; in the language of the page where it was given as words. */
  readonly text: string;
  /** What can be done about it, as a button. */
  readonly action: NoticeAction | null;
}

/** A sentence, or the words that say it in whichever language the page is in. */
export type Said = string | (() => string);

export interface NoticeAction {
  readonly label: string;
  readonly run: () => void;
}

interface NoticesStore {
  readonly notices: readonly Notice[];
  readonly post: (said: Said, kind?: NoticeKind, action?: NoticeAction) => void;
  readonly dismiss: (id: number) => void;
}

/** Long enough to read a sentence. */
const INFORMATION_MILLISECONDS = 5000;
/** Long enough to read it and to reach its button. */
const ACTION_MILLISECONDS = 15_000;
/** More than this would cover the page; the oldest goes. */
const MOST_AT_ONCE = 4;

let lastId = 0;

/** Messages to the reader. The same sentence is never shown twice at once. */
export const useNotices = create<NoticesStore>((set, get) => ({
  notices: [],
  post: (said, kind = 'information', action) => {
    lastId += 1;
    const id = lastId;
    const notice: Notice = {
      ...{ id, kind, action: action ?? null },
      get text() {
        return typeof said === 'string' ? said : said();
      },
    };
    const { text } = notice;
    const others = get().notices.filter((other) => other.text !== text);
    set({ notices: [...others, notice].slice(-MOST_AT_ONCE) });
    const stays = action === undefined ? INFORMATION_MILLISECONDS : ACTION_MILLISECONDS;
    if (kind === 'information') setTimeout(() => get().dismiss(id), stays);
  },
  dismiss: (id) => set({ notices: get().notices.filter((notice) => notice.id !== id) }),
}));
