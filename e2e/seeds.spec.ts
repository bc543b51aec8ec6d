import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './lab-test.ts';
import { paceWorker } from './pace-worker.ts';

test('many seeds show the spread, paired against the first lane', async ({ lab, page }) => {
  await lab.open();
  await lab.shared('Maximum tokens').fill('12');
  await page.getByRole('button', { name: 'Run 32 seeds' }).click();
  const panel = page.getByRole('region', { name: 'Many seeds' });
  await expect(panel).toContainText('32 of 32 seeds', { timeout: 80_000 });
  await expect(panel.getByRole('row', { name: /^A Plain/ })).toContainText('12.0');
  // No answer fits into twelve tokens.
  await expect(panel.getByRole('row', { name: /^B CyclicReflex/ })).toContainText('0.0');
  const table = panel.getByRole('table', { name: /95 % intervals; differences to lane A are paired by seed/ });
  await expect(table.getByRole('columnheader', { name: 'against A: accuracy, points' })).toBeVisible();
  await panel.getByText('Seed by seed').click();
  expect((await new AxeBuilder({ page }).include('[aria-label="Many seeds"]').analyze()).violations).toEqual([]);
  await panel.getByRole('button', { name: 'Run seed 9 here' }).click();
  await lab.expectFinished('A');
  await expect(page.getByText('1 run, seed 9')).toBeVisible();
});

test('seeds under way can be stopped, and what is done stays', async ({ lab, page }) => {
  await lab.open();
  await paceWorker(page, { milliseconds: 5 });
  await page.getByRole('button', { name: 'Run 32 seeds' }).click();
  const panel = page.getByRole('region', { name: 'Many seeds' });
  await expect(panel).toContainText(/[1-9]\d* of 32 seeds/, { timeout: 80_000 });
  await panel.getByRole('button', { name: 'Stop the seeds' }).click();
  await expect(lab.run).toBeVisible({ timeout: 60_000 });
  await expect(panel.getByRole('row', { name: /^A Plain/ })).toBeVisible();
});
