import { create } from 'zustand';
import type { TermId } from './terms.ts';

interface GlossaryPanelStore {
  /** The panel with all words: closed, open, or open at one of them. */
  readonly shown: false | true | TermId;
}

export const useGlossaryPanel = create<GlossaryPanelStore>(() => ({ shown: false }));

export function openGlossary(at?: TermId): void {
  useGlossaryPanel.setState({ shown: at ?? true });
}

export function closeGlossary(): void {
  useGlossaryPanel.setState({ shown: false });
}
