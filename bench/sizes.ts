import { gzipSync } from 'node:zlib';
import type { Browser } from '@playwright/test';
import { CHAPTER_IDS } from '../src/experiments/learn.ts';
import { LOOK_IDS } from '../src/experiments/looks.ts';
import { inBuiltPage } from './builtPage.ts';
import type { BenchmarkRow } from './row.ts';

/** Typesetting loads when a view is ready and idle, workers beside the page. Not what opens the way to workers, `connectWorkers-….js`. */
const BESIDE = /\/(katex|\w*worker)-[\w-]+\.js$/i;
const VIEWS = ['#/lab', '#/train', '#/compare', '#/learn'] as const;

/** Scripts by address, with their gzipped bytes. */
type Scripts = ReadonlyMap<string, number>;

/**
 * The JavaScript that a visitor's browser fetches: for the Lab, and for each chapter and closer look beyond what is there. A chapter
 * counts as it opens, with all that it shows; what trains its runs comes when the reader asks for them, and is not in it.
 */
export function sizeBenchmarks(): Promise<BenchmarkRow[]> {
  return inBuiltPage(async (browser, address) => {
    const scripts = (link: string) => scriptsOf(browser, `${address}${link}`);
    const views: Scripts[] = [];
    for (const view of VIEWS) views.push(await scripts(view));
    const [lab, train, , learn] = views as [Scripts, Scripts, Scripts, Scripts];
    const instruments = new Map([...lab, ...train]);
    const shell = new Map([...lab].filter(([name]) => views.every((view) => view.has(name))));
    const rows: BenchmarkRow[] = [
      row('first load, Lab ready', lab, new Map(), '≤ 170 kB'),
      row('… of it the shell, which all views share', shell, new Map()),
    ];
    for (const id of CHAPTER_IDS) {
      const chapter = await scripts(`#/learn/${id}`);
      // One that is not there yet shows the contents.
      if ([...chapter.keys()].every((name) => learn.has(name))) continue;
      rows.push(row(`chapter ${id}, beyond the shell`, chapter, shell, '≤ 60 kB'));
      rows.push(row('… of it beyond the Lab and Train, which it shows', chapter, instruments));
    }
    for (const id of LOOK_IDS) {
      rows.push(row(`closer look ${id}, beyond the Lab`, await scripts(`#/lab?look=${id}`), lab, '≤ 60 kB'));
    }
    return rows;
  });
}

function row(name: string, scripts: Scripts, without: Scripts, goal?: string): BenchmarkRow {
  const bytes = [...scripts].reduce((sum, [script, size]) => sum + (without.has(script) ? 0 : size), 0);
  return { name: `JavaScript, ${name}, gzipped`, value: bytes / 1000, unit: 'kB', ...(goal && { goal }) };
}

/** What a first visit to this address fetches until nothing more comes. */
async function scriptsOf(browser: Browser, address: string): Promise<Scripts> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const found = new Map<string, Promise<number>>();
  page.on('response', (response) => {
    const url = response.url();
    if (response.request().resourceType() !== 'script' || BESIDE.test(url)) return;
    found.set(
      url,
      response.body().then((body) => gzipSync(body, { level: 9 }).length),
    );
  });
  await page.goto(address);
  await page.waitForLoadState('networkidle');
  const scripts = new Map<string, number>();
  for (const [url, size] of found) scripts.set(url, await size);
  await context.close();
  return scripts;
}
