import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { LabPage } from './lab-page.ts';
import { expect, test } from './lab-test.ts';

const runFile = promisify(execFile);

async function violations(page: Page): Promise<readonly string[]> {
  const result = await new AxeBuilder({ page }).analyze();
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 120)} ${node.failureSummary ?? ''}`),
  );
}

function stackButton(lane: Locator): Locator {
  return lane.getByRole('button', { name: 'Stack another strategy' });
}

function second(lab: LabPage, letter: string): { readonly strategy: Locator; readonly settings: Locator } {
  return {
    strategy: lab.page.getByRole('combobox', { name: `Strategy 2 of lane ${letter}`, exact: true }),
    settings: lab.page.getByRole('group', { name: `Settings of lane ${letter}, strategy 2`, exact: true }),
  };
}

test.beforeEach(async ({ lab, page }) => {
  await lab.open();
  await page.getByRole('combobox', { name: 'Examples' }).selectOption({ index: 1 });
});

test('two strategies in one lane both leave their marks', async ({ lab, page }) => {
  await expect(stackButton(lab.lane('A'))).toHaveCount(0);
  await stackButton(lab.lane('B')).press('Enter');
  const { strategy, settings } = second(lab, 'B');
  await expect(strategy).toBeFocused();
  await expect(strategy).toHaveValue('certainty-guided');
  // Each has a threshold and an amplitude of its own.
  await settings.getByRole('textbox', { name: 'Threshold', exact: true }).fill('0.5');
  await lab.setting('B', 'Amplitude A').fill('3');
  await lab.setting('B', 'Period C').fill('30');
  await lab.runToTheEnd();

  await expect(lab.lane('B').locator('[class*="strip"]').first()).toBeAttached();
  await expect(
    lab
      .lane('B')
      .getByRole('button', { name: /probe, certainty/ })
      .first(),
  ).toBeVisible();
  await lab.tokens('B').nth(5).click();
  await expect(lab.inspector).toContainText('CyclicReflex:');
  const legend = page.getByRole('region', { name: 'Legend' });
  await expect(legend).toContainText('reflection token, raised');
  await expect(legend).toContainText('probe, with its certainty');

  await settings.getByRole('textbox', { name: 'Threshold', exact: true }).fill('0.6');
  await expect(lab.lane('B')).toContainText(/from the last run: CyclicReflex, .*, then Certainty-guided \(CGRS\), /);
  await lab.lane('B').getByRole('button', { name: 'Remove strategy 2 of lane B' }).click();
  await expect(strategy).toHaveCount(0);
  await expect(lab.lane('B').getByRole('combobox', { name: 'Strategy', exact: true })).toBeFocused();
});

test('where one strategy raises and another bans, the inspector gives both reasons', async ({ lab }) => {
  await stackButton(lab.lane('B')).click();
  // Nearly any certainty is above this, so nearly every position is banned.
  await second(lab, 'B').settings.getByRole('textbox', { name: 'Threshold', exact: true }).fill('0');
  await lab.runToTheEnd();
  await lab.lane('B').locator('[data-ban]').first().click();
  await expect(lab.inspector).toContainText('CyclicReflex:');
  await expect(lab.inspector).toContainText(/Certainty-guided \(CGRS\): Certainty \d\.\d\d is above 0/);
});

test('a stack that contradicts itself says why, and Run is off', async ({ lab, page }) => {
  await stackButton(lab.lane('B')).click();
  const { strategy } = second(lab, 'B');
  await strategy.selectOption('cyclic-reflex');
  const reason = 'CyclicReflex cannot be stacked with CyclicReflex: one instance cannot see the other.';
  await expect(lab.lane('B').getByRole('alert')).toContainText(reason);
  await expect(page.getByText(`Run is off. Lane B: ${reason}`)).toBeVisible();
  await expect(lab.run).toHaveAttribute('aria-disabled', 'true');
  await lab.run.press('Enter');
  await expect(lab.tokens('B')).toHaveCount(0);
  expect(await violations(page)).toEqual([]);

  await lab.lane('B').getByRole('combobox', { name: 'Strategy', exact: true }).selectOption('srgen');
  await strategy.selectOption('srgen-logit');
  await expect(lab.lane('B').getByRole('alert')).toContainText('both correct the same token');
  await strategy.selectOption('certainty-guided');
  await expect(lab.lane('B').getByRole('alert')).toHaveCount(0);
  await expect(lab.run).toHaveAttribute('aria-disabled', 'false');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`an open stack bars nobody and sticks out nowhere, in ${colorScheme}`, async ({ lab, page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await stackButton(lab.lane('B')).click();
    await stackButton(lab.lane('B')).click();
    await page.getByRole('button', { name: 'All settings of strategy 2 of lane B' }).click();
    await expect(page.getByRole('heading', { name: 'Strategy 3 of lane B' })).toBeVisible();
    await lab.runToTheEnd();
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('tab', { name: 'Lane B' }).click();
    await expect(page.getByRole('heading', { name: 'Strategy 3 of lane B' })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
  });
}

test('compare takes a stack and prints the same bytes every time', async () => {
  const args = ['compare', '--prompt', 'Use 2, 5 and 9 to make 47.', '--json', '--max-tokens', '60'];
  const stack = ['--strategies', 'plain,cyclic-reflex+srgen', '--set', 'B.srgen.steps=2'];
  const run = async (): Promise<string> => (await runFile(process.execPath, ['cli/run.mjs', ...args, ...stack])).stdout;
  const first = await run();
  expect(
    first
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line)),
  ).toMatchObject([{ strategy: 'plain' }, { strategy: 'cyclic-reflex+srgen', settings: { 'srgen.steps': 2 } }]);
  expect(await run()).toBe(first);
});
