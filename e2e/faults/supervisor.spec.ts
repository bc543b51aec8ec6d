import type { Page } from '@playwright/test';
import type { CompareRequest, LaneResult } from '../../src/lab/automation.ts';
import { expect, test } from '../lab-test.ts';
import { paceWorker } from '../pace-worker.ts';

// A run, a reload of the model and the rest of a run, on machines that may be busy.
test.describe.configure({ timeout: 300_000 });

/** A wave that stays at a high crest: second thoughts to the limit. */
const ENDLESS = { strategy: 'cyclic-reflex', settings: { amplitude: 20, period: 100_000, shift: 0.25 } };
const REQUEST: CompareRequest = { prompt: 'Start with 3.', lanes: [{ strategy: 'plain' }, ENDLESS], maxTokens: 160 };

async function compare(page: Page): Promise<readonly LaneResult[]> {
  const outcome = await page.evaluate((request) => window.secondThought?.compare(request), REQUEST);
  if (!outcome?.ok) throw new Error(JSON.stringify(outcome?.problem));
  return outcome.value;
}

/** Without what names the seams. */
const bare = (lanes: readonly LaneResult[]): unknown =>
  lanes.map(({ trace: { header, ...rest } }) => ({ ...rest, header: { ...header, seams: undefined } }));

const seamsOf = (lanes: readonly LaneResult[]): number => lanes.flatMap(({ trace }) => trace.header.seams ?? []).length;

/** The browser ends it without a word, as it does when memory runs out. */
async function killWorker(page: Page): Promise<void> {
  await page
    .workers()
    .at(-1)
    ?.evaluate(() => self.close())
    .catch(() => undefined); // it may not live to answer
}

test('a worker that is killed in the middle of a run is replaced, and the run ends as if nothing had been', async ({
  lab,
  page,
}) => {
  await lab.open();
  const whole = await compare(page);
  await paceWorker(page, { milliseconds: 5, tokens: 80 });
  const cut = compare(page);
  await expect.poll(() => lab.tokens('B').count(), { timeout: 120_000 }).toBeGreaterThan(20);
  await killWorker(page);
  const resumed = await cut;
  expect(seamsOf(whole)).toBe(0);
  expect(seamsOf(resumed)).toBeGreaterThan(0);
  expect(bare(resumed)).toEqual(bare(whole));
  await expect(lab.problems).toHaveText('');
});

test('a worker that is killed while it rests is replaced, and the next run goes well', async ({ lab, page }) => {
  await lab.open();
  const whole = await compare(page);
  await killWorker(page);
  expect(bare(await compare(page))).toEqual(bare(whole));
  await expect(page.getByRole('banner')).toContainText('wasm · Ponder · ready');
});
