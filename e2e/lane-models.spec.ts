import { AxeBuilder } from '@axe-core/playwright';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './lab-test.ts';

const PONDER = join(import.meta.dirname, '../models/ponder');
const PARTS = ['config.json', 'generation_config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx'];

test('a lane runs on a model of its own, after the others, and the page’s model comes back', async ({ lab, page }, {
  outputDir,
}) => {
  // The same files under another name: what it writes has to be the same.
  const twin = join(outputDir, 'twin');
  mkdirSync(twin, { recursive: true });
  for (const part of PARTS) cpSync(join(PONDER, part), join(twin, part), { recursive: true });

  await lab.open();
  await expect(lab.lane('B').getByRole('combobox', { name: 'Model of lane B' })).toBeHidden();
  await page.getByRole('link', { name: 'Models', exact: true }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a folder …' }).click();
  await (await chooser).setFiles(twin);
  await expect(page.getByRole('listitem', { name: 'twin', exact: true })).toBeVisible({ timeout: 60_000 });
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
