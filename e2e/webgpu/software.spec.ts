import { expect, test } from '../lab-test.ts';

/** Software WebGPU takes a fifth of a second per token, after compiling every kernel. */
const SLOW = { timeout: 300_000 };

test.describe.configure({ timeout: 900_000 });

test('Ponder runs on WebGPU in both lanes', async ({ lab, page }) => {
  await lab.open('webgpu');
  await expect(page.getByText(/webgpu · Ponder/)).toBeVisible(SLOW);
  await lab.shared('Maximum tokens').fill('12');
  await lab.run.click();
  await expect(lab.lane('A')).toContainText(/12 tokens .*cut off/, SLOW);
  await expect(lab.lane('B')).toContainText(/12 tokens .*cut off/, SLOW);
});

test('Stop ends a run on WebGPU, and the next one works', async ({ lab, page }) => {
  await lab.open('webgpu');
  await expect(page.getByText(/webgpu · Ponder/)).toBeVisible(SLOW);
  // Second thoughts to the limit: it does not end by itself in the moment before the press.
  await page.evaluate(() => {
    const endless = { strategy: 'cyclic-reflex', settings: { amplitude: 20, period: 100_000, shift: 0.25 } };
    void window.secondThought?.compare({ prompt: 'Start with 3.', lanes: [endless, endless], maxTokens: 900 });
  });
  await expect(lab.tokens('A').first()).toBeVisible(SLOW);
  await lab.stop.click();
  await expect(lab.lane('A')).toContainText('stopped', SLOW);
  await lab.shared('Maximum tokens').fill('2');
  await lab.run.click();
  await expect(lab.lane('B')).toContainText(/2 tokens .*cut off/, SLOW);
});
