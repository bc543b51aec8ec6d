import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { build } from 'vite';
import { openBrowser } from '../cli/browser.ts';
import { ROOT } from '../cli/root.ts';
import { serveSite } from '../cli/site.ts';
import { writeRun } from '../src/lab/runs/run-file.ts';
import type { Figure } from './figure.ts';
import { longestTask, type LongestTask } from './longest-task.ts';
import { longRun } from './long-trace.ts';
import { SENT_CHANNEL } from './stream-rate.ts';
import { collectTasks, countArrivals, pressAndSeeText, scrollToEnd, type Measured } from './lab-in-page.ts';

const OPENINGS = 3;
const LONG_TASK = { kind: 'at most', value: 100 } as const;

declare const window: Window & { readonly measured: Measured };

/** Functions that go into a page are named by a helper of the TypeScript runner, which a page does not have. */
const NAMING = { content: 'globalThis.__name = (value) => value;' };

/** Keeps the long run in the browser by opening its file once; the seconds from the file to the text. */
async function importLong(page: Page, url: string, file: string): Promise<number> {
  await page.goto(`${url}?engine=wasm#/runs`);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a file …' }).click();
  const started = Date.now();
  await (await chooser).setFiles(file);
  await page.locator('[data-lane="B"] [data-position]').first().waitFor({ timeout: 120_000 });
  return (Date.now() - started) / 1000;
}

async function brushAround(page: Page): Promise<void> {
  const box = await page.getByRole('figure').locator('canvas').nth(1).boundingBox();
  if (!box) throw new Error('The timeline has no chart.');
  for (const share of [0.1, 0.4, 0.7]) {
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + share * box.width, y);
    await page.mouse.down();
    await page.mouse.move(box.x + (share + 0.2) * box.width, y, { steps: 20 });
    await page.mouse.up();
    await page.waitForTimeout(200);
    await page.getByRole('button', { name: 'Whole run' }).click();
  }
}

function taskFigures(what: string, { wall, processor }: LongestTask): readonly Figure[] {
  return [
    { name: `Longest task while ${what}`, unit: 'ms', runs: [wall], target: LONG_TASK },
    { name: `Most processor time of a task while ${what}`, unit: 'ms', runs: [processor] },
  ];
}

/** Opening, scrolling and brushing a recorded run of two lanes of 32,000 tokens. */
async function measureRecorded(url: string): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'long-run-'));
  const file = join(folder, 'long.jsonl');
  writeFileSync(file, writeRun(longRun()));
  const opened = await openBrowser({ softwareWebGpu: false });
  try {
    const page = await opened.browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.addInitScript(NAMING);
    await page.addInitScript(collectTasks);
    const imported = await importLong(page, url, file);
    const openings: number[] = [];
    const returns: number[] = [];
    for (let run = 0; run < OPENINGS; run += 1) {
      await page.getByRole('link', { name: 'Runs' }).click();
      await page.getByRole('listitem', { name: 'Long' }).first().waitFor();
      openings.push(await page.evaluate(pressAndSeeText, ['Long', 'Open'] as const));
      await page.getByRole('link', { name: 'Models' }).click();
      await page
        .getByRole('heading', { name: 'Models', level: 2 })
        .or(page.getByText(/Ponder/))
        .first()
        .waitFor();
      returns.push(await page.evaluate(pressAndSeeText, ['Compare', 'Compare'] as const));
    }
    const scrolling = await longestTask(page, () => page.evaluate(scrollToEnd));
    const brushing = await longestTask(page, () => brushAround(page));
    return [
      {
        name: 'Opening a kept run of 2 × 32,000 tokens',
        unit: 's',
        runs: openings,
        target: { kind: 'at most', value: 1 },
      },
      { name: 'Showing it again from another page', unit: 's', runs: returns, target: { kind: 'at most', value: 1 } },
      { name: 'Reading its file into the browser', unit: 's', runs: [imported] },
      ...taskFigures('scrolling end to end', scrolling),
      ...taskFigures('brushing', brushing),
    ];
  } finally {
    await opened.close();
    rmSync(folder, { recursive: true });
  }
}

async function bundleStandIn(): Promise<string> {
  const result = await build({
    root: ROOT,
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: join(ROOT, 'bench/stand-in.worker.ts'), formats: ['es'], fileName: 'stand-in' },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  const chunk = output && 'output' in output ? output.output[0] : undefined;
  if (!chunk) throw new Error('The stand-in worker could not be built.');
  return chunk.code;
}

/** From a token's sending to its being in the document, at 200 tokens a second in both lanes for 30 s. */
async function measureStreaming(url: string): Promise<readonly Figure[]> {
  const standIn = await bundleStandIn();
  const opened = await openBrowser({ softwareWebGpu: false });
  try {
    const page = await opened.browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.route('**/inference.worker-*.js', (route) =>
      route.fulfill({
        body: standIn,
        contentType: 'text/javascript',
        headers: { 'Cross-Origin-Embedder-Policy': 'require-corp' },
      }),
    );
    await page.addInitScript(NAMING);
    await page.addInitScript(collectTasks);
    await page.addInitScript(countArrivals, SENT_CHANNEL);
    await page.goto(`${url}?engine=wasm`);
    await page.getByText('Stand-in is ready').waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page
      .getByText(/cut off/)
      .nth(1)
      .waitFor({ timeout: 120_000 });
    const latencies = await page.evaluate(() => window.measured.latencies());
    const at = (share: number): number => latencies[Math.floor(share * (latencies.length - 1))] ?? Number.NaN;
    return [
      { name: `Token in the document after its sending, median of ${latencies.length}`, unit: 'ms', runs: [at(0.5)] },
      { name: 'The same, 99th percentile', unit: 'ms', runs: [at(0.99)], target: { kind: 'at most', value: 150 } },
      {
        name: 'Longest task while streaming',
        unit: 'ms',
        runs: [await page.evaluate(() => Math.max(0, ...window.measured.tasks))],
      },
    ];
  } finally {
    await opened.close();
  }
}

/** The Compare page with 32,000 tokens in two lanes, and with 200 a second coming in. */
export async function measureLab(): Promise<readonly Figure[]> {
  const site = await serveSite();
  try {
    return [...(await measureRecorded(site.url)), ...(await measureStreaming(site.url))];
  } finally {
    await site.close();
  }
}
