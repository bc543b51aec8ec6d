import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';

/** WebLLM's part of the Models page. Its models need a GPU and gigabytes: what happens before those is tested here. */

const section = (page: Page): Locator => page.getByRole('region', { name: 'WebLLM' });
const card = (page: Page, title: string): Locator => section(page).getByRole('listitem', { name: title });
const FILES = 'https://huggingface.co/mlc-ai/Qwen3-0.6B-q4f32_1-MLC/resolve/main/';

async function open(page: Page): Promise<void> {
  await page.goto('./?engine=wasm#/models');
}

async function show(page: Page): Promise<void> {
  await section(page).getByRole('button', { name: 'Show the models of WebLLM' }).click();
  await expect(card(page, 'Qwen3 0.6B q4f32_1')).toBeVisible({ timeout: 60_000 });
}

test('the library is fetched when its list is asked for, and not before', async ({ page }) => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(request.url()));
  await open(page);
  await expect(page.getByRole('listitem', { name: 'Ponder' })).toContainText('In use', { timeout: 60_000 });
  expect(fetched.filter((url) => /webllm/i.test(url))).toEqual([]);
  await show(page);
  expect(fetched.filter((url) => /webllm/i.test(url)).length).toBeGreaterThan(0);
});

test('its reasoning models are listed with what they take, and refused where there is no WebGPU', async ({ page }) => {
  await open(page);
  await show(page);
  await expect(section(page)).toContainText('the device is wasm');
  const qwen = card(page, 'Qwen3 0.6B q4f32_1');
  await expect(qwen).toContainText('1.92 GB of GPU memory');
  await expect(qwen).toContainText('it needs WebGPU');
  await expect(qwen.getByRole('button', { name: /Download and use/ })).toBeDisabled();
  await expect(card(page, 'Qwen3.5 0.8B q4f32_1')).toContainText('no rewind and no probes');
  await expect(card(page, 'DeepSeek R1 Distill Llama 8B q4f16_1')).toBeVisible();
});

test('what the library keeps is told, and deleted through the library', async ({ page }) => {
  await open(page);
  // As the library itself leaves it, with one small shard.
  await page.evaluate(async (files) => {
    const cache = await caches.open('webllm/model');
    await cache.put(
      `${files}tensor-cache.json`,
      Response.json({ metadata: {}, records: [{ dataPath: 'params_shard_0.bin' }] }),
    );
    await cache.put(`${files}params_shard_0.bin`, new Response('weights'));
    await cache.put(`${files}tokenizer.json`, Response.json({}));
  }, FILES);
  await show(page);
  const qwen = card(page, 'Qwen3 0.6B q4f32_1');
  await expect(qwen).toContainText('kept in WebLLM’s cache');
  await qwen.getByRole('button', { name: /^Delete/ }).click();
  await qwen.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(qwen).toContainText('not here yet');
  const kept = await page.evaluate(async () => (await (await caches.open('webllm/model')).keys()).length);
  expect(kept).toBe(0);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the list bars nobody, in ${colorScheme}, and fits a small screen`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 360, height: 800 });
    await open(page);
    await show(page);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
}
