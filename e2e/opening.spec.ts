import { AxeBuilder } from '@axe-core/playwright';
import type { Locator } from '@playwright/test';
import { expect, test } from './lab-test.ts';

test('the page opens with a recording, without a model, and one press of Run makes it live', async ({ lab, page }) => {
  await page.goto('./?engine=wasm');
  const recording = page.getByRole('region', { name: 'Recording' });
  await expect(recording).toContainText('Ponder on wasm');
  await expect(lab.tokens('A').first()).toBeVisible();
  await expect(page.getByRole('button', { name: /part at token/ })).toBeVisible();
  await lab.run.click();
  await expect(recording).toBeHidden({ timeout: 60_000 });
  await lab.expectFinished('A');
  await lab.expectFinished('B');
});

test('the recording is shown where no model can be had', async ({ lab, page }) => {
  await page.route('**/*.onnx', (route) => route.abort());
  await page.goto('./?engine=wasm');
  await expect(page.getByRole('region', { name: 'Recording' })).toBeVisible();
  await expect(lab.problems).toContainText('Try again', { timeout: 60_000 });
  await expect(lab.tokens('B').first()).toBeVisible();
});

/** Neither lies over the other. */
async function expectApart(one: Locator, other: Locator): Promise<void> {
  const [a, b] = await Promise.all([one.boundingBox(), other.boundingBox()]);
  if (!a || !b) throw new Error('One of them is not there.');
  expect(a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(true);
}

test('the tour leads through the recording once, and is not offered again', async ({ lab, page }) => {
  await page.goto('./?engine=wasm');
  await page.getByRole('button', { name: 'New here? Take the tour' }).click();
  const tour = page.getByRole('region', { name: 'Tour' });
  await expect(tour).toContainText('1 of 5');
  await expect(tour).toBeFocused();
  expect((await new AxeBuilder({ page }).include('[aria-label="Tour"]').analyze()).violations).toEqual([]);
  for (let step = 2; step <= 5; step += 1) {
    await tour.getByRole('button', { name: 'Next' }).click();
    await expect(tour).toContainText(`${step} of 5`);
    await expect(page.locator('[data-toured]')).toHaveCount(1);
    if (step === 4) await expectApart(tour, page.locator('[data-toured]'));
  }
  await page.keyboard.press('Escape');
  await expect(tour).toBeHidden();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Tour', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: /New here/ })).toBeHidden();
  await expect(lab.run).toBeVisible();
});
