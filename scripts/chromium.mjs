import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Where distributions and vendors put a Chromium. */
const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Flags for a quiet, self-contained browser; the sandbox cannot start as root or in most containers. */
export const CHROMIUM_FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** WebGPU in software: right for correctness, not for speed. */
const SOFTWARE_WEBGPU_FLAGS = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];
/** Drawing with the same device: TensorFlow.js reads tensors back synchronously through a canvas. */
const SOFTWARE_DRAWING_FLAGS = [
  '--enable-features=Vulkan',
  '--use-vulkan=swiftshader',
  '--use-angle=swiftshader',
];
/** WebGPU on the graphics card, which draws as well, also where there is no display. */
const HARDWARE_WEBGPU_FLAGS = [
  '--enable-unsafe-webgpu',
  '--enable-features=Vulkan',
  '--use-angle=vulkan',
  '--disable-vulkan-surface',
  '--use-vulkan=native',
  '--ignore-gpu-blocklist',
];

/** The adapter that tests and benchmarks of WebGPU ask for, by the environment variable WEBGPU: `software` if it is not set. */
export function webgpuAdapter() {
  const named = process.env.WEBGPU || 'software';
  if (named !== 'software' && named !== 'hardware') {
    throw new Error(`WEBGPU is "${named}"; it has to be "software" (as when it is not set) or "hardware".`);
  }
  return named;
}

/** Flags for a browser whose WebGPU runs on that adapter. */
export function webgpuFlags({ drawing = false } = {}) {
  if (webgpuAdapter() === 'hardware') return HARDWARE_WEBGPU_FLAGS;
  return drawing ? [...SOFTWARE_WEBGPU_FLAGS, ...SOFTWARE_DRAWING_FLAGS] : SOFTWARE_WEBGPU_FLAGS;
}

/** Path of a Chromium: CHROME_PATH if set, else the usual places; `null` if there is none. */
export function findChromium() {
  const named = process.env.CHROME_PATH;
  if (named) {
    if (!existsSync(named)) {
      throw new Error(
        `CHROME_PATH names ${named}, which does not exist; set it to a Chromium or Chrome executable.`,
      );
    }
    return named;
  }
  return USUAL_PLACES.find((place) => existsSync(place)) ?? null;
}

/** Path of a Chromium, installed from the distribution (Debian or Ubuntu, root or passwordless sudo) if need be. */
export function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  const install = debianInstaller();
  if (install) {
    console.log('No Chromium found: installing the distribution’s package "chromium".');
    for (const step of [
      ['update', '-qq'],
      ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
    ]) {
      execFileSync(install[0], [...install.slice(1), ...step], {
        stdio: ['ignore', 'inherit', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    }
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new Error(
    'The browser tests need Chromium or Chrome: install one (Debian/Ubuntu: apt-get install chromium) or set CHROME_PATH to its executable.',
  );
}

/** The command that installs packages here without asking, or `null`. */
function debianInstaller() {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  if (!/^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(release)) return null;
  if (process.getuid?.() === 0) return ['apt-get'];
  const sudo = spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' });
  return sudo.status === 0 ? ['sudo', '-n', 'apt-get'] : null;
}
