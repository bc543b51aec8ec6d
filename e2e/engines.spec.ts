import { expect, test } from './lab-test.ts';

test('a browser without WebGPU runs on wasm when the choice is left to the page', async ({ lab, page }) => {
  await lab.open('');
  await expect(page.getByText(/wasm · Ponder/)).toBeVisible();
  await lab.runToTheEnd();
});

test('a browser without WebGPU that is asked for it says what to do, and wasm is a choice away', async ({
  lab,
  page,
}) => {
  await lab.open('webgpu');
  await expect(lab.problems).toContainText(/WebGPU.*wasm/);
  await page.getByRole('combobox', { name: 'Engine' }).selectOption('wasm');
  await expect(page.getByText(/wasm · Ponder/)).toBeVisible();
  await lab.runToTheEnd();
});
