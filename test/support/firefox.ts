import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';

/**
 * Firefox through WebDriver BiDi (https://w3c.github.io/webdriver-bidi/), which it speaks itself over a websocket. The
 * browser tests' own driver knows only its own build of Firefox, this takes the one that people have.
 */

/** Where distributions and Mozilla put it. */
const USUAL_PLACES = [
  '/usr/bin/firefox',
  '/usr/bin/firefox-esr',
  '/snap/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
];
/** Profiles live here: a Firefox in a sandbox of its own (snap) sees no temporary folder of the system. */
const PROFILES = fileURLToPath(new URL('../../.cache', import.meta.url));
/** Milliseconds it has to close by itself. */
const END = 10_000;
/** Milliseconds until it listens; longer than a first start on a busy machine takes. */
const START = 60_000;

/** Path of a Firefox: FIREFOX_PATH if set, else the usual places; `null` if there is none. */
export function findFirefox(): string | null {
  const named = process.env.FIREFOX_PATH;
  if (named && !existsSync(named)) {
    throw new Error(`FIREFOX_PATH names ${named}, which does not exist; set it to a Firefox executable.`);
  }
  return named ?? USUAL_PLACES.find((place) => existsSync(place)) ?? null;
}

export interface Firefox {
  /** E.g. `153.7.0`. */
  readonly version: string;
  /** Loads a page and waits until it has. */
  open(url: string): Promise<void>;
  /** Evaluates an expression in the page, awaits it, and returns it by way of JSON. */
  evaluate(expression: string): Promise<unknown>;
  close(): Promise<void>;
}

/** Starts a Firefox without a window, with a profile of its own. */
export async function startFirefox(executable: string): Promise<Firefox> {
  mkdirSync(PROFILES, { recursive: true });
  const profile = mkdtempSync(join(PROFILES, 'firefox-'));
  // No first-run page, no updates, no reports.
  writeFileSync(
    join(profile, 'user.js'),
    [
      ['browser.shell.checkDefaultBrowser', false],
      ['browser.startup.page', 0],
      ['browser.aboutwelcome.enabled', false],
      ['app.update.enabled', false],
      ['datareporting.policy.dataSubmissionEnabled', false],
      ['toolkit.telemetry.reportingpolicy.firstRun', false],
      ['network.captive-portal-service.enabled', false],
      ['network.connectivity-service.enabled', false],
    ]
      .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
      .join(''),
  );
  const browser = spawn(
    executable,
    ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      // It refuses to start as root in the home folder of somebody else.
      env: { ...process.env, ...(process.getuid?.() === 0 ? { HOME: profile } : {}) },
    },
  );
  const gone = new Promise<void>((resolve) => {
    browser.once('exit', () => resolve());
    browser.once('error', () => resolve());
  });
  const end = async () => {
    const timer = setTimeout(() => browser.kill('SIGKILL'), END);
    await gone;
    clearTimeout(timer);
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const connection = await connect(await listeningAddress(browser));
    const { capabilities } = (await connection.send('session.new', { capabilities: {} })) as {
      capabilities: { browserVersion: string };
    };
    const { contexts } = (await connection.send('browsingContext.getTree', {})) as {
      contexts: { context: string }[];
    };
    const { context } = contexts[0]!;
    return {
      version: capabilities.browserVersion,
      async open(url) {
        await connection.send('browsingContext.navigate', { context, url, wait: 'complete' });
      },
      async evaluate(expression) {
        const reply = (await connection.send('script.evaluate', {
          expression: `Promise.resolve(${expression}).then((value) => JSON.stringify(value ?? null))`,
          target: { context },
          awaitPromise: true,
        })) as
          | { type: 'success'; result: { value: string } }
          | { type: 'exception'; exceptionDetails: { text: string } };
        if (reply.type === 'exception') throw new Error(`in the page: ${reply.exceptionDetails.text}`);
        return JSON.parse(reply.result.value);
      },
      async close() {
        // The connection ends with the browser, perhaps before the answer.
        await connection.send('browser.close', {}).catch(() => {});
        await end();
      },
    };
  } catch (error) {
    browser.kill();
    await end();
    throw error;
  }
}

/** The address that Firefox prints once it listens. */
function listeningAddress(browser: ReturnType<typeof spawn>): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const fail = (what: string) => reject(new Error(`Firefox ${what}; it printed:\n${printed}`));
    const timer = setTimeout(() => fail(`did not listen within ${START / 1000} s`), START);
    browser.once('error', (error) => fail(`did not start (${error.message})`));
    browser.once('exit', (code) => fail(`ended with ${code}`));
    browser.stderr!.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      const address = /WebDriver BiDi listening on (ws:\S+)/.exec(printed)?.[1];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(`${address}/session`);
    });
  });
}

interface Connection {
  send(method: string, params: object): Promise<unknown>;
}

async function connect(address: string): Promise<Connection> {
  const socket = new WebSocket(address);
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  let last = 0;
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as
      | { type: 'success'; id: number; result: unknown }
      | { type: 'error'; id: number; error: string; message: string }
      | { type: 'event' };
    if (message.type === 'event') return;
    const request = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.type === 'success') request?.resolve(message.result);
    else request?.reject(new Error(`WebDriver BiDi: ${message.error}: ${message.message}`));
  });
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('Firefox closed the connection'));
    waiting.clear();
  });
  return {
    send(method, params) {
      const id = ++last;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        socket.send(JSON.stringify({ id, method, params }));
      });
    },
  };
}
