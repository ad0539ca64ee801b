import { create } from 'zustand';

interface PoliciesText {
  /** As a link says it; `null`: the first example, or numbers that are too long for a link. */
  readonly text: string | null;
  readonly set: (text: string | null) => void;
}

/** The policies over more actions as the address has them, for the panel that reads and shows them. */
export function createPoliciesText(start: string | null) {
  return create<PoliciesText>((set) => ({ text: start, set: (text) => set({ text }) }));
}
