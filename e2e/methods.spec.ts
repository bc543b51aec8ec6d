import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { LabPage } from './lab-page.ts';
import { expect, test } from './lab-test.ts';

async function violations(page: Page): Promise<readonly string[]> {
  const result = await new AxeBuilder({ page }).analyze();
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 120)} ${node.failureSummary ?? ''}`),
  );
}

async function choose(lab: LabPage, letter: string, strategy: string): Promise<void> {
  await lab.lane(letter).getByRole('combobox', { name: 'Strategy' }).selectOption(strategy);
}

/** Low enough to act on a model that is nearly always sure. */
async function chooseEagerSrgen(lab: LabPage, strategy: string): Promise<void> {
  await choose(lab, 'B', strategy);
  await lab.setting('B', 'Deviations k').fill('1');
  await lab.setting('B', 'Smallest deviation').fill('0.1');
  await lab.lane('B').getByRole('button', { name: 'All settings' }).click();
  await lab.setting('B', 'Window N').fill('8');
  await lab.setting('B', 'Smallest threshold').fill('0.3');
  await lab.setting('B', 'Static threshold').fill('0.5');
  await expect(lab.lane('B').getByRole('combobox', { name: 'Preset' })).toContainText('Custom');
}

test.beforeEach(async ({ lab, page }) => {
  await lab.open();
  await page.getByRole('combobox', { name: 'Examples' }).selectOption({ index: 1 });
});

test('certainty-guided shows its probes between the paragraphs', async ({ lab, page }) => {
  await choose(lab, 'B', 'certainty-guided');
  await lab.runToTheEnd();
  const probe = lab
    .lane('B')
    .getByRole('button', { name: /^Token \d+: probe, certainty \d\.\d\d$/ })
    .first();
  await expect(probe).toHaveAttribute('aria-expanded', 'false');
  await probe.press('Enter');
  await expect(probe).toHaveAttribute('aria-expanded', 'true');
  await expect(lab.lane('B').getByText('**Final Answer**').first()).toBeVisible();
  await expect(
    lab.lane('B').getByText(/^certainty \d\.\d\d · suppression probability \d\.\d\d · cost \d+ tokens$/),
  ).toHaveCount(
    await lab
      .lane('B')
      .getByRole('button', { name: /probe, certainty/ })
      .count(),
  );
  await expect(lab.lane('B')).toContainText(/\d+ tokens \+ \d+ probe tokens/);
  await expect(lab.lane('A')).not.toContainText('probe token');

  const name = (await probe.getAttribute('aria-label')) ?? '';
  const [position = ''] = /\d+/.exec(name) ?? [];
  await lab.lane('B').locator(`[data-position="${position}"]`).click();
  const details = lab.inspector.getByRole('region', { name: 'Probe' });
  await expect(details.getByRole('table', { name: 'Tokens of the probe' }).getByRole('row')).not.toHaveCount(1);
  await expect(details).toContainText(/suppression probability/);

  await page.getByText('Marks as a table').click();
  await expect(page.getByRole('cell', { name: /probe, certainty/ }).first()).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test('certainty-guided says where it banned reflection', async ({ lab }) => {
  await choose(lab, 'A', 'certainty-guided');
  // Nearly any certainty is above this, so nearly every position is banned.
  await lab.setting('A', 'Threshold').fill('0');
  await lab.runToTheEnd();
  await expect(lab.lane('A')).toContainText(/\d+ bans?/);
  await lab.lane('A').locator('[data-ban]').first().click();
  await expect(lab.inspector).toContainText(/Certainty \d\.\d\d is above 0: banned with probability \d\.\d\d/);
});

test('closed thinking is marked in line, with the reason', async ({ lab }) => {
  await choose(lab, 'B', 'certainty-guided');
  await lab.lane('B').getByRole('button', { name: 'All settings' }).click();
  await lab.setting('B', 'Thinking limit').fill('10');
  await lab.runToTheEnd();
  const reason = 'thinking closed: The thinking limit of 10 tokens is reached';
  await expect(lab.lane('B').getByText(`(${reason})`)).toHaveCount(1);
  await lab.lane('B').locator('[data-position="10"]').click();
  await expect(lab.lane('B').getByRole('button', { name: new RegExp(`^Token 10: .*${reason}`) })).toBeVisible();
  await expect(lab.inspector).toContainText('This token was put in by the strategy, not drawn.');
});

test('srgen marks the tokens it corrected and shows how', async ({ lab, page }) => {
  await chooseEagerSrgen(lab, 'srgen');
  await lab.runToTheEnd();
  await expect(lab.lane('B')).toContainText(/\d+ corrections?/);
  await lab.lane('B').locator('[data-correction="◆"]').first().click();
  await expect(
    lab.lane('B').getByRole('button', { name: /^Token \d+: .*corrected, entropy \d\.\d+ to \d\.\d+$/ }),
  ).toBeVisible();
  const details = lab.inspector.getByRole('region', { name: 'Correction' });
  await expect(details).toContainText('norm of the offset');
  // Three steps, the state after them, and the head.
  await expect(details.getByRole('table', { name: /^Losses/ }).getByRole('row')).toHaveCount(5);
  await expect(lab.inspector).toContainText(/Entropy \d\.\d+ is above \d\.\d+/);
  await expect(lab.inspector).toContainText('entropy at the sampling temperature');
  expect(await violations(page)).toEqual([]);
});

test('srgen on logits is never shown as the published method', async ({ lab, page }) => {
  await chooseEagerSrgen(lab, 'srgen-logit');
  await lab.runToTheEnd();
  await expect(lab.lane('B').locator('[data-correction="◇"]').first()).toBeAttached();
  await expect(lab.lane('B').locator('[data-correction="◆"]')).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Legend' })).toContainText('logits corrected (approximation)');
  await lab.lane('B').getByRole('button', { name: 'Reset' }).click();
  await expect(lab.setting('B', 'Window N')).not.toHaveValue('8');
  expect(await violations(page)).toEqual([]);
});

test('a setting out of its range is named, with the value and the range', async ({ lab, page }) => {
  await choose(lab, 'B', 'certainty-guided');
  await lab.setting('B', 'Threshold').fill('1.5');
  await expect(page.getByText('Threshold is 1.5, but must be a number from 0 to 1.', { exact: true })).toBeVisible();
  await expect(page.getByText(/Run is off\. Lane B: Threshold is 1\.5/)).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await lab.setting('B', 'Threshold').fill('1');
  await expect(lab.lane('B').getByText('With a threshold of 1 reflection is never suppressed.')).toBeVisible();
  await lab.runToTheEnd();
});
