import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './lab-test.ts';

function background(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
}

test('the theme follows the system until one is chosen, and the choice stays', async ({ lab, page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await lab.open();
  const light = await background(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await background(page);
  expect(dark).not.toBe(light);

  const toggle = page.getByRole('button', { name: /^Theme: / });
  for (let presses = 0; presses < 3 && (await background(page)) !== light; presses += 1) await toggle.click();
  await expect(toggle).toHaveAccessibleName('Theme: light');
  await page.reload();
  await expect(toggle).toHaveAccessibleName('Theme: light');
  expect(await background(page)).toBe(light);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nothing bars people with disabilities, in ${colorScheme}`, async ({ lab, page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await lab.open();
    await expect(lab.run).toBeVisible();
    const violations = async (): Promise<readonly string[]> => {
      const result = await new AxeBuilder({ page }).analyze();
      return result.violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.html.slice(0, 120)} ${node.failureSummary ?? ''}`),
      );
    };
    expect(await violations()).toEqual([]);
    await lab.runToTheEnd();
    expect(await violations()).toEqual([]);
    await lab.shared('Temperature').fill('9');
    expect(await violations()).toEqual([]);
  });
}

for (const width of [360, 768, 1920]) {
  test(`nothing sticks out at ${width} pixels`, async ({ lab, page }) => {
    await page.setViewportSize({ width, height: 800 });
    await lab.open();
    const overflow = (): Promise<number> =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await expect(lab.run).toBeVisible();
    expect(await overflow()).toBeLessThanOrEqual(0);
    await lab.run.click();
    await expect(page.getByText(/finished|cut off/).first()).toBeVisible({ timeout: 60_000 });
    await expect(lab.run).toBeVisible({ timeout: 60_000 });
    expect(await overflow()).toBeLessThanOrEqual(0);
  });
}

test('on a small screen the lanes are tabs', async ({ lab, page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  await lab.open();
  await page.getByRole('tab', { name: 'Lane B' }).click();
  await expect(page.getByRole('tabpanel', { name: 'Lane B' })).toContainText('CyclicReflex');
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('tabpanel', { name: 'Lane A' })).toContainText('Plain');
});

test('the settings fold away for a text, and come back when they are not those of the text', async ({ lab, page }) => {
  await page.goto('./?engine=wasm');
  const settings = page.getByRole('button', { name: 'Settings', exact: true });
  const shared = page.getByRole('group', { name: 'Settings of all lanes' });
  const short = page.getByRole('group', { name: 'Settings of lane B in short' });
  await expect(settings).toHaveAttribute('aria-expanded', 'false');
  await expect(short).toContainText(/Amplitude A [\d.]+ nats, Period C \d+ tokens/);
  await expect(shared).toBeHidden();
  await lab.lane('B').getByRole('combobox', { name: 'Strategy', exact: true }).selectOption('Constant bias');
  await expect(shared).toBeVisible();
  await lab.shared('Maximum tokens').fill('12');
  await lab.runToTheEnd();
  await expect(shared).toBeHidden();
  await expect(short).toContainText(/Bias b/);
  await settings.click();
  await expect(lab.setting('B', 'Bias b')).toBeVisible();
  await lab.runToTheEnd();
  await expect(lab.setting('B', 'Bias b')).toBeVisible();
});
