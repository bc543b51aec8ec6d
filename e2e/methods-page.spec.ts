import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './lab-test.ts';

test('a method is explained, drawn as its settings change, and run from its page', async ({ lab, page }) => {
  await page.goto('./?engine=wasm#/methods');
  const method = page.getByRole('article', { name: 'CyclicReflex' });
  await expect(method.getByRole('group', { name: 'Formula' }).first()).toContainText('delta(t)');
  await expect(method.getByRole('link', { name: /2506\.11077/ }).first()).toHaveAttribute(
    'href',
    /^https:\/\/arxiv\.org/,
  );
  await method.getByRole('textbox', { name: 'Amplitude A' }).fill('2');
  await expect(method.getByRole('img')).toHaveAccessibleName(/between -2\.00 and 2\.00 nats/);
  await page.getByRole('navigation', { name: 'Strategies' }).getByRole('button', { name: 'Silver schedule' }).click();
  await page.getByRole('link', { name: 'Run it beside plain decoding' }).click();
  await lab.expectFinished('B');
  await expect(lab.lane('B')).toContainText('Silver schedule');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the page of methods bars nobody, in ${colorScheme}, and fits a small screen`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 360, height: 800 });
    await page.goto('./?engine=wasm#/methods');
    await expect(page.getByRole('article', { name: 'CyclicReflex' })).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
}
