import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './lab-test.ts';

const PONDER = join(import.meta.dirname, '../models/ponder');
const PARTS = ['config.json', 'generation_config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx'];

/** Opens the same files under another name as a model: what it writes has to be the same. */
async function addTwin(page: Page, outputDir: string): Promise<void> {
  const twin = join(outputDir, 'twin');
  mkdirSync(twin, { recursive: true });
  for (const part of PARTS) cpSync(join(PONDER, part), join(twin, part), { recursive: true });
  await page.getByRole('link', { name: 'Models', exact: true }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a folder …' }).click();
  await (await chooser).setFiles(twin);
  await expect(page.getByRole('listitem', { name: 'twin', exact: true })).toBeVisible({ timeout: 60_000 });
}

test('a lane runs on a model of its own, after the others, and the page’s model comes back', async ({ lab, page }, {
  outputDir,
}) => {
  await lab.open();
  await expect(lab.lane('B').getByRole('combobox', { name: 'Model of lane B' })).toBeHidden();
  await addTwin(page, outputDir);
  await page.getByRole('link', { name: 'Compare', exact: true }).click();

  await lab.lane('B').getByRole('combobox', { name: 'Strategy', exact: true }).selectOption('Plain');
  await lab.lane('B').getByRole('combobox', { name: 'Model of lane B' }).selectOption('twin');
  await expect(page.getByRole('button', { name: 'Run 32 seeds' })).toHaveAttribute('aria-disabled', 'true');
  expect((await new AxeBuilder({ page }).include('#lanes').analyze()).violations).toEqual([]);
  await lab.shared('Maximum tokens').fill('60');
  await lab.runToTheEnd();
  await expect(lab.lane('B')).toContainText(/On a model of its own: .*twin/);
  expect(await lab.text('B')).toBe(await lab.text('A'));
  await expect(page.getByText('A and B are the same, token for token.')).toBeVisible();
  await expect(page.getByText('wasm · Ponder')).toBeVisible({ timeout: 60_000 });

  // What is kept of it knows both models.
  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  await page.getByRole('listitem').first().getByRole('button', { name: /^Open/ }).click();
  await expect(lab.lane('B')).toContainText(/On a model of its own: .*twin/);
  expect(await lab.text('B')).toBe(await lab.text('A'));
});

test('a sample of an evaluation opens on the model that made it, which is named where it is not at hand', async ({
  lab,
  page,
}, { outputDir }) => {
  await lab.open();
  await addTwin(page, outputDir);
  await page.getByRole('button', { name: 'Use twin in the lab' }).click();
  await expect(page.getByText('wasm · twin')).toBeVisible({ timeout: 60_000 });
  await page.getByRole('link', { name: 'Evaluate', exact: true }).click();
  await page.getByRole('textbox', { name: 'Problems' }).fill('1');
  await page.getByRole('button', { name: 'Start' }).click();
  await expect(page.getByText(/^Finished/)).toBeVisible({ timeout: 60_000 });
  await page.getByRole('link', { name: 'Models', exact: true }).click();
  await page.getByRole('button', { name: 'Use Ponder in the lab' }).click();
  await expect(page.getByText('wasm · Ponder')).toBeVisible({ timeout: 60_000 });

  await page.getByRole('link', { name: 'Evaluate', exact: true }).click();
  await page.getByRole('link', { name: /^Open in the lab .*, CyclicReflex$/ }).click();
  await lab.expectFinished('B');
  await expect(page.getByText('wasm · twin')).toBeVisible();
  // A folder of one's own is a model until the page is left.
  await page.reload();
  await expect(lab.problems).toContainText('asks for the model "local:twin", which is not on this machine');
  await expect(page.getByText('wasm · Ponder')).toBeVisible({ timeout: 60_000 });
});
