import { expect, test } from './lab-test.ts';

test('up to four lanes run side by side, and each says how it differs from the first', async ({ lab, page }) => {
  await lab.open();
  const add = page.getByRole('button', { name: 'Add lane' });
  await add.click();
  await add.click();
  await expect(add).toBeHidden();
  await lab.runToTheEnd();
  await lab.expectFinished('C');
  await lab.expectFinished('D');
  for (const letter of ['B', 'C', 'D']) {
    await expect(lab.lane(letter)).toContainText(/Against A: [+−±]\d+ tokens? · [+−±]\d+ reflections?/);
  }
  await expect(lab.lane('A')).not.toContainText('Against A');

  const second = await lab.text('C');
  await page.getByRole('button', { name: 'Remove lane B' }).click();
  await expect(lab.lane('D')).toBeHidden();
  expect(await lab.text('B')).toBe(second);
});

test('one lane runs alone', async ({ lab, page }) => {
  await lab.open();
  await page.getByRole('button', { name: 'Remove lane B' }).click();
  await lab.run.click();
  await lab.expectFinished('A');
  await expect(page.getByRole('button', { name: 'Remove lane A' })).toBeHidden();
});

test('a lane may sample with a seed of its own, and says so', async ({ lab, page }) => {
  await lab.open();
  await lab.shared('Maximum tokens').fill('40');
  await lab.shared('Temperature').fill('1.5');
  await lab.setting('B', 'Amplitude A').fill('0');
  const sampling = page.getByRole('group', { name: 'Sampling of lane B' });
  await sampling.getByRole('button', { name: 'Sampling as in all lanes' }).click();
  await sampling.getByRole('textbox', { name: 'Seed' }).fill('99');
  await expect(sampling).toContainText('This lane draws differently');
  await lab.runToTheEnd();
  expect(await lab.text('B')).not.toBe(await lab.text('A'));
  await sampling.getByRole('button', { name: 'Sample as all lanes do' }).click();
  await lab.runToTheEnd();
  expect(await lab.text('B')).toBe(await lab.text('A'));
});
