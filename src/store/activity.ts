import { create } from 'zustand';

/** What goes on while another view is open; small, because every view loads it. */
export const useActivity = create<{ readonly training: boolean; readonly comparing: boolean }>(() => ({
  training: false,
  comparing: false,
}));
