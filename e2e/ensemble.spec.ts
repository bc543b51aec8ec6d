import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './lab-test.ts';

const TIMEOUT = 60_000;

async function openPanel(page: Page): Promise<Locator> {
  await page.getByRole('heading', { name: 'Ensemble' }).click();
  return page.getByRole('form', { name: 'Ensemble' });
}

const runsOf = (page: Page): Locator => page.getByRole('list', { name: 'Runs of the ensemble' }).getByRole('listitem');
const field = (form: Locator, name: string): Locator => form.getByRole('textbox', { name, exact: true });

test('many runs think side by side, vote with weights and reasons, and lead to their tokens', async ({ lab, page }) => {
  await lab.open();
  const form = await openPanel(page);
  await form.getByRole('combobox', { name: 'Ensemble' }).selectOption('self-certainty');
  await field(form, 'Runs').fill('3');
  await page.getByRole('button', { name: 'Run the ensemble' }).click();
  const verdict = page.getByRole('region', { name: 'Verdict' });
  await expect(verdict).toBeVisible({ timeout: TIMEOUT });
  await expect(verdict).toContainText(/(correct|wrong)/);
  await expect(verdict).toContainText(/votes?.*3 runs, \d+ tokens with probes/);
  await expect(runsOf(page)).toHaveCount(3);
  for (const rank of [1, 2, 3]) await expect(runsOf(page).filter({ hasText: `Rank ${rank} of 3` })).toHaveCount(1);
  const voters = verdict.getByRole('list', { name: 'Votes by answer' }).getByRole('listitem');
  await expect(voters.first()).toContainText(/runs? \d/);

  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);

  const answer = await runsOf(page).nth(1).locator('p').nth(1).textContent();
  await page.getByRole('link', { name: 'Open run 2 beside plain' }).click();
  await expect(lab.run).toBeVisible();
  await lab.runToTheEnd();
  await expect(lab.lane('B')).toContainText(`answer ${answer}`);
});

test('online DeepConf warms up, then holds the other runs to its bar', async ({ lab, page }) => {
  await lab.open();
  const form = await openPanel(page);
  await form.getByRole('combobox', { name: 'Ensemble' }).selectOption('deepconf-online');
  // What is suggested for it has come: it would be put beside what is filled in.
  await expect(field(form, 'Runs')).toHaveValue('12');
  await field(form, 'Runs').fill('5');
  await field(form, 'Warm-up runs').fill('2');
  await field(form, 'Keep the surest').fill('10');
  await page.getByRole('button', { name: 'Run the ensemble' }).click();
  await expect(page.getByRole('region', { name: 'Verdict' })).toBeVisible({ timeout: TIMEOUT });
  await expect(runsOf(page)).toHaveCount(5);
  await expect(runsOf(page).filter({ hasText: 'Warm-up; lowest window' })).toHaveCount(2);
  await expect(runsOf(page).filter({ hasText: /(Stopped: its window fell under|Lowest window).*the bar/ })).toHaveCount(
    3,
  );
});

test('a field out of range turns the button off and says why; a stop leaves no verdict', async ({ lab, page }) => {
  await lab.open();
  const form = await openPanel(page);
  await field(form, 'Runs').fill('0');
  const start = page.getByRole('button', { name: 'Run the ensemble' });
  await expect(start).toHaveAttribute('aria-disabled', 'true');
  await expect(start).toHaveAccessibleDescription(/Runs is 0, but must be a whole number from 1 to 512/);
  await field(form, 'Runs').fill('200');
  await start.click();
  await expect(runsOf(page).first()).toBeVisible({ timeout: TIMEOUT });
  await page.getByRole('button', { name: 'Stop the ensemble' }).click();
  await expect(start).toBeVisible({ timeout: TIMEOUT });
  await expect(page.getByRole('region', { name: 'Verdict' })).toHaveCount(0);
});
