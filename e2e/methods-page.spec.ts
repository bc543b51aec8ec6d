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

const PICTURES: readonly (readonly [strategy: string, field: string, text: string, picture: RegExp])[] = [
  ['Certainty-guided (CGRS)', 'Threshold', '0.5', /0 up to 0\.5, 0\.50 half way/],
  ['SRGen', 'Smallest threshold', '0.01', /Entropy of \d+ recorded tokens/],
  ['Thought switching penalty (TIP)', 'Penalty alpha', '2', /switch thoughts .* between -2\.00 and 0\.00/],
  ['AlphaOne', 'Average thinking', '100', /alpha-moment, token 140/],
  ['Dynamic early exit (DEER)', 'Threshold', '1', /never above the threshold/],
  ['Answer agreement (Dynasor)', 'Interval', '10', /agree at token 60/],
  ['Budget forcing (s1)', 'Ends ignored', '4', /4 ends become Wait/],
  ['DeepConf: stop an unsure run', 'Window', '8', /Mean confidence of the last 8 of \d+ recorded tokens/],
];

test('every strategy whose settings have a shape is drawn as they change', async ({ page }) => {
  await page.goto('./?engine=wasm#/methods');
  for (const [strategy, field, text, picture] of PICTURES) {
    await page
      .getByRole('navigation', { name: 'Strategies' })
      .getByRole('button', { name: strategy, exact: true })
      .click();
    const part = page.getByRole('region', { name: `What the settings of ${strategy} do` });
    await part.getByRole('textbox', { name: field, exact: true }).fill(text);
    await expect(part.getByRole('img', { name: picture })).toBeVisible();
    expect((await new AxeBuilder({ page }).include('article').analyze()).violations).toEqual([]);
  }
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
