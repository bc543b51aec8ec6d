import type { Locator, Page } from '@playwright/test';
import { expect, test } from './lab-test.ts';

function figureOf(page: Page): Locator {
  return page.getByRole('region', { name: 'Timeline' }).getByRole('figure');
}

test.beforeEach(async ({ lab, page }) => {
  await lab.open();
  // Nothing but second thoughts, to the limit: long enough to be scrolled.
  await lab.setting('B', 'Amplitude A').fill('20');
  await lab.runToTheEnd();
  await expect(figureOf(page)).toBeVisible();
});

/** Drags over lane B from one share of its width to another. */
async function brush(page: Page, from: number, to: number): Promise<void> {
  const canvas = figureOf(page).locator('canvas').nth(1);
  await canvas.scrollIntoViewIfNeeded();
  const box = await canvas.boundingBox();
  if (!box) throw new Error('The chart is not there.');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + from * box.width, y);
  await page.mouse.down();
  await page.mouse.move(box.x + to * box.width, y, { steps: 4 });
  await page.mouse.up();
}

test('brushing zooms all charts and brings the text there', async ({ lab, page }) => {
  await brush(page, 0.6, 0.8);
  await expect(figureOf(page)).toHaveAccessibleName(/Tokens \d+ to \d+ are shown/);
  const name = (await figureOf(page).getAttribute('aria-label')) ?? '';
  const [, from = '0'] = /Tokens (\d+) to/.exec(name) ?? [];
  // Who has brushed has not asked for a token.
  await expect(lab.inspector.getByRole('button', { name: 'Unpin' })).toBeHidden();
  const text = lab.lane('B').locator('[data-text]');
  await expect
    .poll(async () => {
      const token = await lab.lane('B').locator(`[data-position="${from}"]`).boundingBox();
      const area = await text.boundingBox();
      return token && area && token.y >= area.y && token.y < area.y + area.height;
    })
    .toBe(true);
  await page.getByRole('button', { name: 'Whole run' }).click();
  await expect(figureOf(page)).not.toHaveAccessibleName(/are shown/);
});

test('the buttons zoom too, and the cursor takes the stretch along', async ({ lab, page }) => {
  for (let presses = 0; presses < 3; presses += 1) await page.getByRole('button', { name: 'Zoom in' }).click();
  await expect(figureOf(page)).toHaveAccessibleName(/are shown/);
  await page.getByRole('button', { name: /A and B part at token/ }).click();
  await lab.lane('B').locator('[data-position][role="button"]').focus();
  await page.keyboard.press('End');
  const last = Number(await page.locator(':focus').getAttribute('data-position'));
  await expect
    .poll(async () => Number(/to (\d+) are/.exec((await figureOf(page).getAttribute('aria-label')) ?? '')?.[1]))
    .toBeGreaterThanOrEqual(last);
  await page.getByRole('button', { name: 'What the text shows' }).click();
  await expect(figureOf(page)).toBeVisible();
});

test('a click on a chart pins the token there', async ({ lab, page }) => {
  const canvas = figureOf(page).locator('canvas').nth(1);
  await canvas.scrollIntoViewIfNeeded();
  const box = await canvas.boundingBox();
  await page.mouse.click((box?.x ?? 0) + 200, (box?.y ?? 0) + 20);
  await expect(lab.inspector).toContainText(/Token \d+ · lane B/);
  await expect(lab.inspector.getByRole('button', { name: 'Unpin' })).toBeVisible();
});

test('behind the charts there are tables, which lead to the text', async ({ lab, page }) => {
  await page.getByText('Figures as a table').click();
  await page.getByRole('combobox', { name: 'Lane of the table' }).selectOption('Lane B');
  const header = page.getByRole('columnheader');
  for (const name of ['wave, nats', 'entropy, nats', 'bias, nats'])
    await expect(header.filter({ hasText: name })).toBeVisible();
  await page.getByRole('button', { name: 'Later tokens' }).click();
  await page.getByRole('rowheader', { name: '50', exact: true }).getByRole('button').click();
  await expect(lab.lane('B').locator('[data-position="50"]')).toBeFocused();
});

test('lanes scroll together up to where they part', async ({ lab }) => {
  const area = (letter: string): Locator => lab.lane(letter).locator('[data-text]');
  // Low enough that even a short answer scrolls.
  await lab.page.setViewportSize({ width: 1280, height: 320 });
  await lab.problem.fill(
    'Start with 6, add 3, multiply by 2, subtract 4, add 9, multiply by 4. What is the last digit?',
  );
  await lab.runToTheEnd();
  await area('B').evaluate((element) => element.scrollTo({ top: 0 }));
  await area('A').evaluate((element) => element.scrollTo({ top: 0 }));
  await area('B').evaluate((element) => element.scrollTo({ top: 30 }));
  await expect.poll(() => area('A').evaluate((element) => Math.round(element.scrollTop))).toBeGreaterThan(0);
});
