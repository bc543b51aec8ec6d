import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { LabPage } from './lab-page.ts';
import { expect, test } from './lab-test.ts';

const PAGES = ['compare', 'evaluate', 'models', 'methods', 'runs'];

/** The page as it opens, with its recording: nothing here waits for a model. */
async function openRecording(lab: LabPage): Promise<void> {
  await lab.page.goto('./?engine=wasm');
  await expect(lab.page.getByRole('region', { name: 'Recording' })).toBeVisible();
  await expect(lab.page.locator('[data-position]').first()).toBeVisible();
}

function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

async function violations(page: Page): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the inspector with two tokens and a branch bars nobody, in ${colorScheme}`, async ({ lab, page }) => {
    await page.emulateMedia({ colorScheme });
    await openRecording(lab);
    await lab.tokens('A').nth(3).click();
    await lab.inspector.getByRole('button', { name: 'Hold to compare with another token' }).click();
    await lab.tokens('B').nth(8).click();
    await expect(lab.inspector.getByRole('region', { name: 'Branch' })).toBeVisible();
    await expect(lab.inspector.getByRole('region', { name: 'Two tokens' })).toBeVisible();
    await page.getByText('Marks as a table').click();
    await page.getByText('Figures as a table').click();
    expect(await violations(page)).toEqual([]);
  });
}

test.describe('at 200 % zoom', () => {
  // Half as many CSS pixels of twice the size: what zooming makes of 1280 by 800.
  test.use({ viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 });

  test('every page fits, and a token is explained in view', async ({ lab, page }) => {
    await openRecording(lab);
    for (const name of PAGES) {
      await page.goto(`./?engine=wasm#/${name}`);
      await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
      expect(await overflow(page), name).toBeLessThanOrEqual(0);
    }
    await page.goto('./?engine=wasm#/compare');
    const token = page.locator('[data-position="2"]').first();
    await token.click();
    await expect(lab.inspector.getByRole('heading', { name: 'Token 2 · lane A' })).toBeInViewport();
    await lab.inspector.getByRole('button', { name: 'Unpin' }).click();
    await expect(lab.inspector.getByRole('button', { name: 'Unpin' })).toBeHidden();
    await lab.run.scrollIntoViewIfNeeded();
    await expect(lab.run).toBeInViewport();
  });
});

test.describe('with a finger', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('a tap explains a token, goes to the other lane and zooms the timeline', async ({ lab, page }) => {
    await openRecording(lab);
    await page.locator('[data-position="4"]').first().tap();
    await expect(lab.inspector.getByRole('heading', { name: 'Token 4 · lane A' })).toBeInViewport();
    await lab.inspector.getByRole('button', { name: 'Unpin' }).tap();
    await page.getByRole('tab', { name: 'Lane B' }).tap();
    await expect(page.getByRole('tabpanel', { name: 'Lane B' })).toContainText('CyclicReflex');
    await page.getByRole('button', { name: 'Zoom in' }).tap();
    await expect(page.getByRole('figure', { name: /Tokens \d+ to \d+ are shown/ })).toBeVisible();
    await page.getByRole('checkbox', { name: 'White space' }).tap();
    await expect(page.getByRole('checkbox', { name: 'White space' })).toBeChecked();
    // What a finger has to hit is large enough (WCAG 2.5.8).
    const small = await page.getByRole('button').evaluateAll((buttons) =>
      buttons
        .filter((button) => button.checkVisibility() && !button.matches('[data-position], p *, td *, th *'))
        .map((button) => ({ name: button.textContent, box: button.getBoundingClientRect() }))
        .filter(({ box }) => box.height < 24 || box.width < 24)
        .map(({ name }) => name),
    );
    expect(small).toEqual([]);
  });
});

test('on a small screen the page opens at its top, and a pinned token leaves its end in reach', async ({
  lab,
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openRecording(lab);
  await expect(lab.run).toBeVisible();
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await page.locator('[data-position="3"]').first().click();
  await expect(lab.inspector.getByRole('button', { name: 'Unpin' })).toBeInViewport();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await expect(page.getByRole('figure', { name: /Tokens \d+ to \d+ are shown/ })).toBeVisible();
});

test('no name of a strategy is cut, and a head is two lines, on wide and on small screens', async ({ lab, page }) => {
  await openRecording(lab);
  for (const width of [1440, 900, 390]) {
    await page.setViewportSize({ width, height: 900 });
    if (width === 390) await page.getByRole('tab', { name: 'Lane B' }).click();
    const lane = page.locator('[data-lane="B"]');
    const strategy = lane.getByRole('combobox', { name: 'Strategy', exact: true });
    const lacking = await strategy.evaluate((element: HTMLSelectElement) => {
      const given = element.offsetWidth;
      // As wide as the longest name.
      element.style.width = 'max-content';
      const wanted = element.offsetWidth;
      element.style.width = '';
      return wanted - given;
    });
    expect(lacking, String(width)).toBeLessThanOrEqual(0);
    const short = lane.getByRole('group', { name: 'Settings of lane B in short' });
    await expect(short.getByRole('combobox', { name: 'Preset' })).toBeVisible();
    expect((await short.boundingBox())?.height, String(width)).toBeLessThanOrEqual(40);
  }
});

test('at 360 pixels every page fits, with the settings out as well', async ({ lab, page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  await openRecording(lab);
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await expect(lab.shared('Temperature')).toBeVisible();
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  for (const name of PAGES) {
    await page.goto(`./?engine=wasm#/${name}`);
    await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
    expect(await overflow(page), name).toBeLessThanOrEqual(0);
  }
});

test('on paper the texts are whole, side by side, without what can be pressed', async ({ lab, page }) => {
  await openRecording(lab);
  await page.emulateMedia({ media: 'print' });
  await expect(lab.run).toBeHidden();
  await expect(page.getByRole('button', { name: 'Settings', exact: true })).toBeHidden();
  for (const letter of ['A', 'B']) {
    const text = lab.lane(letter).locator('[data-text]');
    const cut = await text.evaluate((element) => element.scrollHeight - element.clientHeight);
    expect(cut).toBeLessThanOrEqual(1);
    await expect(lab.tokens(letter).last()).toBeVisible();
  }
  await expect(page.getByText(/answer \S+, (correct|wrong)/).first()).toBeVisible();
  await expect(lab.lane('B').getByText(/^CyclicReflex, Amplitude A [\d.]+ nats, Period C \d+ tokens$/)).toBeVisible();
  // Nothing lies over the text.
  const [lanes, timeline] = await Promise.all([
    page.locator('#lanes').boundingBox(),
    page.getByRole('region', { name: 'Timeline' }).boundingBox(),
  ]);
  expect(timeline?.y ?? 0).toBeGreaterThanOrEqual((lanes?.y ?? 0) + (lanes?.height ?? 0));
  expect(await overflow(page)).toBeLessThanOrEqual(0);
});

test('who wants less motion gets none', async ({ lab, page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openRecording(lab);
  const moving = await page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .map((element) => getComputedStyle(element))
      .filter(({ animationName, transitionDuration, scrollBehavior }) =>
        [animationName !== 'none', !/^0s(, 0s)*$/.test(transitionDuration), scrollBehavior === 'smooth'].includes(true),
      )
      .map(({ animationName, transitionDuration }) => `${animationName} ${transitionDuration}`),
  );
  expect(moving).toEqual([]);
});

test('thinking and answer are regions of their own, and one token of a lane is a tab stop', async ({ lab, page }) => {
  await openRecording(lab);
  await expect(page.getByRole('region', { name: 'Thinking of lane A' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Answer of lane A' })).toBeVisible();
  for (const letter of ['A', 'B']) {
    await expect(lab.lane(letter).getByRole('button', { name: /^Token \d+:/ })).toHaveCount(1);
    await expect(lab.lane(letter).locator('[data-position][tabindex="0"]')).toHaveCount(1);
  }
});
