import { expect, test } from '../lab-test.ts';
import { paceWorker } from '../pace-worker.ts';

/** Software WebGPU takes a fifth of a second per token, after compiling every kernel, here twice. */
const SLOW = { timeout: 150_000 };

test.describe.configure({ timeout: 300_000 });

test('a run whose GPU is taken away goes on at the same token', async ({ lab, page, browser }) => {
  await lab.open('webgpu');
  await lab.shared('Maximum tokens').fill('24');
  // It stands still after some tokens of each lane, on any machine, until a fresh worker goes on.
  await paceWorker(page, { milliseconds: 5, tokens: 20 });
  await lab.run.click();
  await expect
    .poll(async () => (await lab.tokens('A').count()) + (await lab.tokens('B').count()), SLOW)
    .toBeGreaterThan(8);
  const before = await lab.text('A');
  const session = await browser.newBrowserCDPSession();
  await session.send('Browser.crashGpuProcess');
  for (const letter of ['A', 'B']) await expect(lab.lane(letter)).toContainText(/24 tokens .*cut off/, SLOW);
  expect(await lab.tokens('A').count()).toBe(24);
  expect((await lab.text('A')).startsWith(before)).toBe(true);
  await expect(page.getByRole('banner')).toContainText('webgpu · Ponder');
  // It was lost, and told so in the trace.
  await lab.lane('A').getByRole('button', { name: 'Copy trace' }).click();
  await expect(lab.lane('A').getByText('Trace copied')).toBeVisible();
  const [header = ''] = (await page.evaluate(() => navigator.clipboard.readText())).split('\n');
  expect(JSON.parse(header)).toHaveProperty('seams');
});
