import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeSyntheticModel } from '../src/testing/synthetic/synthetic-model.ts';
import { expect, test } from './lab-test.ts';

test.use({ mayAsk: ['https://huggingface.co'] });

/** A small model in the place of a large one of the hub: its files have the names that the catalog has. */
const { files } = makeSyntheticModel();
const GRAPH = 'onnx/model_q4.onnx';
const TITLE = 'Qwen3 0.6B';
const SHA = 'd'.repeat(40);
const CORS = { 'access-control-allow-origin': '*', 'access-control-expose-headers': '*' };

interface Hub {
  /** How the graph is answered. */
  graph: 'file' | 'never' | 'missing';
  /** Whether the page has asked for the graph. */
  asked: boolean;
}

/** Answers what the page asks of the hub. */
async function standIn(page: Page): Promise<Hub> {
  const hub: Hub = { graph: 'file', asked: false };
  await page.route('https://huggingface.co/**', async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname.startsWith('/api/')) {
      const siblings = [...files].map(([rfilename, bytes]) => ({ rfilename, size: bytes.length }));
      return route.fulfill({ json: { sha: SHA, siblings }, headers: CORS });
    }
    const path = pathname.split(`/resolve/${SHA}/`)[1] ?? '';
    const bytes = files.get(path);
    hub.asked ||= path === GRAPH;
    if (path === GRAPH && hub.graph === 'never') return;
    if (!bytes || (path === GRAPH && hub.graph === 'missing')) return route.fulfill({ status: 404, headers: CORS });
    return route.fulfill({ body: Buffer.from(bytes), contentType: 'application/octet-stream', headers: CORS });
  });
  return hub;
}

const card = (page: Page, title: string): Locator => page.getByRole('listitem', { name: title, exact: true });

async function open(page: Page): Promise<void> {
  await page.goto('./?engine=wasm#/models');
  await expect(card(page, 'Ponder')).toBeVisible();
}

test('the page says what runs here, why, and how the loaded model fares', async ({ page }) => {
  await open(page);
  await expect(card(page, 'Ponder')).toContainText('Runs on this machine');
  await expect(card(page, 'Ponder')).toContainText('In use');
  await expect(card(page, TITLE)).toContainText('Version not fixed');
  await expect(card(page, TITLE)).toContainText('Not tested by us yet. It may fail to load');
  const hybrid = card(page, 'LFM2.5 1.2B Thinking');
  await expect(hybrid).toContainText(/Does not run on this machine.*hybrid/);
  await expect(hybrid.getByRole('button', { name: 'Download' })).toBeDisabled();
  const machine = page.getByRole('region', { name: 'This machine' });
  await expect(machine).toContainText('wasm was chosen');
  // Not by their twins, which would be right too, and slow: a policy or a bundle could take the module away.
  await expect(machine).toContainText('in WebAssembly vectors');
  await expect(machine.getByRole('status')).toContainText(/Self-test of Ponder\. ✓ Passed\./, { timeout: 60_000 });
  await expect(page.getByRole('region', { name: 'Storage' })).toContainText('used');
});

test('a model is downloaded, cancelled on the way, resumed, used in the lab and deleted', async ({ page }) => {
  const hub = await standIn(page);
  hub.graph = 'never';
  await open(page);
  await card(page, TITLE).getByRole('button', { name: 'Download' }).click();
  await expect(card(page, TITLE).getByRole('progressbar')).toBeVisible();
  await expect.poll(() => hub.asked).toBe(true);
  await expect(card(page, TITLE)).toContainText(/of \d+ kB/);
  await card(page, TITLE).getByRole('button', { name: 'Cancel' }).click();
  const goOn = card(page, TITLE).getByRole('button', { name: 'Go on downloading' });
  await expect(goOn).toBeVisible();
  hub.graph = 'file';
  await goOn.click();
  const use = card(page, TITLE).getByRole('button', { name: `Use ${TITLE} in the lab` });
  await use.click();
  await card(page, TITLE).getByRole('link', { name: 'Compare with it' }).click();
  await page.getByRole('textbox', { name: 'Maximum tokens' }).fill('8');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Lane B', exact: true })).toContainText('8 tokens', {
    timeout: 60_000,
  });
  await expect(page.getByText(`wasm · ${TITLE}`)).toBeVisible();
  await page.getByRole('link', { name: 'Models' }).click();
  await card(page, TITLE)
    .getByRole('button', { name: `Delete ${TITLE}` })
    .click();
  await card(page, TITLE).getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(card(page, TITLE).getByRole('button', { name: 'Download' })).toBeVisible({ timeout: 60_000 });
  await expect(card(page, 'Ponder')).toContainText('In use');
});

test('a refusal of the hub stands beside its model, with what to do', async ({ page }) => {
  const hub = await standIn(page);
  hub.graph = 'missing';
  await open(page);
  await card(page, TITLE).getByRole('button', { name: 'Download' }).click();
  await expect(card(page, TITLE).getByRole('alert')).toContainText(/HTTP 404.*choose another model/);
  await expect(card(page, TITLE).getByRole('button', { name: 'Go on downloading' })).toBeEnabled();
});

/** Writes the model as a folder on this machine, and returns where. */
function writeModel(into: string, name: string): string {
  const folder = join(into, name);
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return folder;
}

test('a folder of one’s own is a model, and one that is none is told what it lacks', async ({ page }, {
  outputDir,
}) => {
  const folder = writeModel(outputDir, 'my-model');
  await open(page);
  const choose = async (path: string): Promise<void> => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose a folder …' }).click();
    await (await chooser).setFiles(path);
  };
  await choose(join(folder, 'onnx'));
  await expect(page.getByRole('region', { name: 'Models' }).getByText(/no whole model: config\.json/)).toBeVisible();
  await choose(folder);
  await card(page, 'my-model').getByRole('button', { name: 'Use my-model in the lab' }).click();
  await expect(page.getByText('wasm · my-model')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('region', { name: 'This machine' })).toContainText('no stored logits of this model');
});

/** Drags files and folders of this machine over an element and lets them go, as a person would with the mouse. */
async function dropOn(page: Page, target: Locator, paths: readonly string[]): Promise<void> {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (!box) throw new Error('What is to be dropped on is not shown.');
  const devTools = await page.context().newCDPSession(page);
  const place = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await devTools.send('Input.dispatchDragEvent', { type, ...place, data });
  await devTools.detach();
}

test('a folder that is dropped on the page is a model, and single files are told what they lack', async ({ page }, {
  outputDir,
}) => {
  const folder = writeModel(outputDir, 'dropped-model');
  await open(page);
  const own = page.getByRole('region', { name: 'Your own' });
  await dropOn(page, own, [join(folder, 'config.json'), join(folder, 'tokenizer.json')]);
  await expect(page.getByRole('region', { name: 'Models' }).getByText(/no whole model: .*onnx/)).toBeVisible();
  await dropOn(page, own, [folder]);
  await card(page, 'dropped-model').getByRole('button', { name: 'Use dropped-model in the lab' }).click();
  await expect(page.getByText('wasm · dropped-model')).toBeVisible({ timeout: 60_000 });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the page bars nobody, in ${colorScheme}, and fits a small screen`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 360, height: 800 });
    await open(page);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
}
