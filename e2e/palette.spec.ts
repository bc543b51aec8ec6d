import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './lab-test.ts';

test('commands are found by name and done from the keyboard', async ({ lab, page }) => {
  await lab.open();
  await lab.shared('Maximum tokens').fill('30');
  const focused = page.locator(':focus');
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Commands' });
  const command = palette.getByRole('combobox', { name: 'Command' });
  await expect(command).toBeFocused();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await page.keyboard.type('colour entropy');
  await expect(palette.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(page.getByRole('combobox', { name: 'Colour by' })).toHaveValue('entropy');
  // The focus is back where it was.
  await expect(focused).toHaveValue('30');

  await page.keyboard.press('Control+k');
  await expect(command).toBeFocused();
  await page.keyboard.type('add');
  await expect(palette.getByRole('option').first()).toContainText(/add/i);
  await page.keyboard.press('Enter');
  await expect(lab.lane('C')).toBeVisible();

  // Opened in the same moment in which it is closed, it is open.
  await page.keyboard.press('Control+k');
  await expect(command).toBeFocused();
  await page.evaluate(() => {
    document.querySelector('dialog')?.close();
    dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true }));
  });
  await expect(command).toBeFocused();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Commands' }).click();
  await expect(command).toBeFocused();
  await page.keyboard.type('nothing of the kind');
  await expect(palette).toContainText('No command has these words.');
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();
});
