export const CHROMIUM_FLAGS: string[];
export function webgpuAdapter(): 'software' | 'hardware';
export function webgpuFlags(options?: { readonly drawing?: boolean }): string[];
export function findChromium(): string | null;
export function ensureChromium(): string;
