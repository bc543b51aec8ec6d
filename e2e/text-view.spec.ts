import { expect, test } from './lab-test.ts';

test.beforeEach(async ({ lab }) => {
  await lab.open();
  // Strong enough to part any model.
  await lab.setting('B', 'Amplitude A').fill('20');
  await lab.runToTheEnd();
});

test('the text is coloured on fixed scales, with bars for those who do not see the colours', async ({ lab, page }) => {
  const colour = page.getByRole('combobox', { name: 'Colour by' });
  const legend = page.getByRole('region', { name: 'Legend' });
  for (const [name, words] of [
    ['Probability', 'probability of the drawn token'],
    ['Entropy', 'nats'],
    ['Varentropy', 'nats²'],
    ['Change by the strategies', 'KL(after ‖ before)'],
    ['Bias', 'strongest bias'],
    ['Rank', 'place of the drawn token'],
  ] as const) {
    await colour.selectOption(name);
    await expect(legend).toContainText(words);
    // Some token of lane B is beyond the first step of every scale, and shows it twice.
    const looks = await lab.tokens('B').evaluateAll((tokens) =>
      tokens.map((token) => {
        const { backgroundColor, backgroundSize } = getComputedStyle(token);
        return { coloured: !/rgba\(0, 0, 0, 0\)/.test(backgroundColor), bar: backgroundSize };
      }),
    );
    const coloured = looks.filter((look) => look.coloured);
    expect(coloured.length).toBeGreaterThan(0);
    expect(coloured.every(({ bar }) => /100% \d+px/.test(bar))).toBe(true);
  }
});

test('what is the same in all lanes can be folded away', async ({ lab, page }) => {
  const before = await lab.tokens('B').count();
  await page.getByRole('checkbox', { name: 'Different only' }).check();
  await expect(
    lab
      .lane('B')
      .getByText(/\d+ paragraphs? the same, \d+ tokens/)
      .first(),
  ).toBeVisible();
  expect(await lab.tokens('B').count()).toBeLessThan(before);
  await page.getByRole('checkbox', { name: 'Different only' }).uncheck();
  await expect(lab.tokens('B')).toHaveCount(before);
});

test('the outline leads to a paragraph', async ({ lab }) => {
  const lane = lab.lane('A');
  await lane.getByText(/^Outline/).click();
  const entry = lane.getByRole('list').getByRole('button').nth(1);
  const position = Number(/\d+/.exec((await entry.textContent()) ?? '')?.[0]);
  expect(position).toBeGreaterThan(0);
  await entry.click();
  await expect(lane.locator(`[data-position="${position}"]`)).toBeFocused();
  await expect(lab.inspector).toContainText(`Token ${position} · lane A`);
});

test('white space is shown on demand', async ({ lab, page }) => {
  const sign = lab.lane('A').getByText('¶', { exact: true }).first();
  const colour = (): Promise<string> => sign.evaluate((element) => getComputedStyle(element).color);
  expect(await colour()).toMatch(/, 0\)$/);
  await page.getByRole('checkbox', { name: 'White space' }).check();
  expect(await colour()).not.toMatch(/, 0\)$/);
});

test('the thinking folds and unfolds', async ({ lab }) => {
  const thinking = lab.lane('A').getByRole('button', { name: 'Thinking' });
  await thinking.click();
  await expect(thinking).toHaveAttribute('aria-expanded', 'false');
  await expect(lab.tokens('A').first()).toBeHidden();
  await thinking.click();
  await expect(lab.tokens('A').first()).toBeVisible();
});

test('letters jump from mark to mark, to reflections and to the parting', async ({ lab, page }) => {
  await page.getByRole('button', { name: /A and B part at token \d+/ }).click();
  const focused = page.locator(':focus');
  await lab.lane('B').locator('[data-position][role="button"]').focus();
  const parting = Number(await focused.getAttribute('data-position'));
  const at = async (): Promise<number> => Number(await focused.getAttribute('data-position'));
  const home = async (): Promise<void> => {
    await page.keyboard.press('Home');
    await expect(focused).toHaveAttribute('data-position', '0');
  };
  await home();
  await page.keyboard.press('r');
  await expect.poll(at).toBeGreaterThan(0);
  await expect(focused).toHaveAccessibleName(/reflection token/);
  const reflection = await at();
  await page.keyboard.press('r');
  await expect.poll(at).toBeGreaterThan(reflection);
  await page.keyboard.press('Shift+R');
  await expect.poll(at).toBe(reflection);
  await home();
  await page.keyboard.press('n');
  await expect(focused).toHaveAccessibleName(/raised|lowered|corrected|banned|put in|reflection/);
  await page.keyboard.press('d');
  await expect.poll(at).toBe(parting);
});
