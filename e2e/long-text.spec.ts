import { writeFileSync } from 'node:fs';
import { longRun } from '../bench/long-trace.ts';
import { writeRun } from '../src/lab/runs/run-file.ts';
import { expect, test } from './lab-test.ts';

const LAST = 31_999;

test('two lanes of 32,000 tokens are drawn where they are looked at, and marked page by page', async ({
  lab,
  page,
}, testInfo) => {
  const file = testInfo.outputPath('long.jsonl');
  writeFileSync(file, writeRun(longRun()));
  await page.goto('./?engine=wasm#/runs');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a file …' }).click();
  await (await chooser).setFiles(file);
  await expect(lab.lane('A')).toContainText('32000 tokens', { timeout: 60_000 });
  await expect(page.getByRole('button', { name: 'A and B part at token 240' })).toBeVisible();
  await expect.poll(() => lab.tokens('A').count()).toBeGreaterThan(50);
  expect(await lab.tokens('A').count()).toBeLessThan(4000);

  // To the end by the keyboard, and back to the middle by the timeline.
  await lab.tokens('A').and(page.locator('[tabindex="0"]')).focus();
  await page.keyboard.press('End');
  await expect(page.locator(':focus')).toHaveAttribute('data-position', String(LAST));
  await page.keyboard.press('Escape');
  const box = await page.getByRole('figure').locator('canvas').nth(1).boundingBox();
  if (!box) throw new Error('The timeline has no chart.');
  await page.mouse.move(box.x + 0.5 * box.width, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.6 * box.width, box.y + 20, { steps: 4 });
  await page.mouse.up();
  const figure = page.getByRole('figure');
  await expect(figure).toHaveAccessibleName(/Tokens \d+ to \d+ are shown/);
  await page.evaluate(() => scrollTo(0, 0)); // so that what the lane shows at its top is on the screen
  // The text follows the last move of the mouse, and the name of the figure follows the text.
  await expect(async () => {
    const [, from = '0'] = /Tokens (\d+) to/.exec((await figure.getAttribute('aria-label')) ?? '') ?? [];
    await expect(lab.lane('B').locator(`[data-position="${from}"]`)).toBeInViewport({ timeout: 500 });
  }).toPass();
  expect(await lab.tokens('B').count()).toBeLessThan(4000);

  await page.getByText('Marks as a table').click();
  const marks = page.getByRole('table').filter({ has: page.getByRole('columnheader', { name: 'mark' }) });
  await expect(marks.getByRole('row')).toHaveCount(51);
  await page.getByRole('button', { name: 'Later marks' }).click();
  await expect(page.getByText(/marks 50 to 99 of \d+/)).toBeVisible();
  await expect(marks.getByRole('row')).toHaveCount(51);
});
