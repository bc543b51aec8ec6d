import { expect, test } from './lab-test.ts';

test('everything can be done from the keyboard', async ({ lab, page }) => {
  await lab.open();
  const press = (key: string): Promise<void> => page.keyboard.press(key);
  const tabUntil = async (isThere: () => Promise<boolean>): Promise<void> => {
    for (let count = 0; count < 60; count += 1) {
      if (await isThere()) return;
      await press('Tab');
    }
    throw new Error('The Tab key does not get there.');
  };
  const focusIsOn = (selector: string) => (): Promise<boolean> =>
    page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);

  await tabUntil(focusIsOn('textarea'));
  await press('ControlOrMeta+a');
  await page.keyboard.type('Use 2, 5 and 9 to make 47.');
  await tabUntil(() => lab.run.evaluate((button) => button === document.activeElement));
  await press('Enter');
  await lab.expectFinished('A');
  await lab.expectFinished('B');
  // Run and Stop are one button: the focus is still where it was.
  await expect(lab.run).toBeFocused();

  await tabUntil(focusIsOn('[data-lane="B"] [data-position]'));
  const focused = page.locator(':focus');
  const before = Number(await focused.getAttribute('data-position'));
  await press('ArrowRight');
  await expect(focused).toHaveAttribute('data-position', String(before + 1));
  await expect(lab.inspector).toContainText(`Token ${before + 1} · lane B`);
  await press('Enter');
  await expect(focused).toHaveAttribute('aria-pressed', 'true');
  await press('Escape');
  await expect(focused).toHaveAttribute('aria-pressed', 'false');

  // From inside the inspector as well, and the keyboard is back at the token.
  await press('Enter');
  await tabUntil(() => lab.inspector.evaluate((panel) => panel.contains(document.activeElement)));
  await press('Tab');
  await expect(lab.inspector.getByRole('button', { name: 'Unpin' })).toBeFocused();
  await press('Escape');
  await expect(lab.inspector.getByRole('button', { name: 'Unpin' })).toBeHidden();
  await expect(focused).toHaveAttribute('data-position', String(before + 1));
  await expect(focused).toHaveAttribute('aria-pressed', 'false');
});

test('Ctrl+Enter runs from inside the problem', async ({ lab }) => {
  await lab.open();
  await lab.problem.focus();
  await lab.page.keyboard.press('Control+Enter');
  await lab.expectFinished('A');
});
