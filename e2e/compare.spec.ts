import { expect, test } from './lab-test.ts';
import { paceWorker } from './pace-worker.ts';

/** The page shows signs for line breaks and for the end of the text, which are not copied. */
function letters(text: string): string {
  return text.replace(/[\s¶▫]/g, '');
}

/** Not among the examples. */
const PROBLEM = 'Use 2, 5 and 9 to make 47.';

test.beforeEach(async ({ lab }) => lab.open());

test('a typed problem is answered by both lanes', async ({ lab }) => {
  await lab.problem.fill(PROBLEM);
  await lab.runToTheEnd();
  for (const letter of ['A', 'B']) {
    expect((await lab.text(letter)).length).toBeGreaterThan(20);
    await expect(lab.lane(letter)).toContainText(/answer|cut off/);
  }
  // Nobody knows the answer of a typed problem, so none is called right or wrong.
  await expect(lab.lane('A')).not.toContainText(/, (correct|wrong)/);
});

test('Run may be pressed before the model has come', async ({ lab, page }) => {
  let send: (() => void) | undefined;
  const asked = new Promise<void>((resolve) => (send = resolve));
  await page.route('**/*.onnx', async (route) => {
    await asked;
    await route.continue();
  });
  await lab.open();
  await lab.run.click();
  await expect(page.getByText('Waiting for the model')).toBeVisible();
  send?.();
  await lab.expectFinished('A');
  await lab.expectFinished('B');
});

test('both lanes stream side by side', async ({ lab, page }) => {
  await lab.open();
  await page.evaluate(() => {
    const counts: [number, number][] = [];
    Object.assign(window, { counts });
    new MutationObserver(() => {
      const [a = 0, b = 0] = ['A', 'B'].map(
        (letter) => document.querySelectorAll(`[data-lane="${letter}"] [data-position]`).length,
      );
      counts.push([a, b]);
    }).observe(document.body, { childList: true, subtree: true });
  });
  // A wave that stays at a high crest: second thoughts to the limit, so that there is something to watch.
  await page.evaluate(async () => {
    const endless = { strategy: 'cyclic-reflex', settings: { amplitude: 20, period: 100_000, shift: 0.25 } };
    await window.secondThought?.compare({ prompt: 'Start with 3.', lanes: [endless, endless], maxTokens: 900 });
  });
  await lab.expectFinished('A');
  await lab.expectFinished('B');
  const counts = await page.evaluate(() => (window as unknown as { counts: [number, number][] }).counts);
  const [endA, endB] = counts.at(-1) ?? [0, 0];
  const underWay = counts.filter(([a, b]) => a > 0 && b > 0 && a < endA && b < endB);
  expect(new Set(underWay.map(String)).size).toBeGreaterThan(3);
});

test('Stop ends both lanes where they are', async ({ lab }) => {
  await paceWorker(lab.page, { milliseconds: 50 });
  // A wave that stays at a high crest: nothing but second thoughts, to the limit.
  await lab.page.evaluate(() => {
    const endless = { strategy: 'cyclic-reflex', settings: { amplitude: 20, period: 100_000, shift: 0.25 } };
    void window.secondThought?.compare({ prompt: 'Start with 3.', lanes: [endless, endless], maxTokens: 900 });
  });
  await expect(lab.tokens('A').first()).toBeVisible();
  await lab.stop.click();
  await expect(lab.run).toBeVisible();
  await expect(lab.lane('A')).toContainText('stopped');
  await expect(lab.lane('B')).toContainText('stopped');
  const stopped = await lab.text('A');
  await lab.page.waitForTimeout(300);
  expect(await lab.text('A')).toBe(stopped);

  await lab.shared('Maximum tokens').fill('20');
  await lab.runToTheEnd();
});

test('where the lanes part is marked in both and explained', async ({ lab, page }) => {
  // Strong enough to part any model.
  await lab.setting('B', 'Amplitude A').fill('20');
  await lab.setting('B', 'Period C').fill('30');
  await lab.runToTheEnd();
  await expect(lab.lane('A').getByText('they part here')).toHaveCount(1);
  await expect(lab.lane('B').getByText('they part here')).toHaveCount(1);
  await page.getByRole('button', { name: /A and B part at token \d+/ }).click();
  await expect(lab.inspector).toContainText(/Token \d+ · lane B/);
  await expect(lab.inspector).toContainText(/The lanes part here: A drew .+, B drew .+\./);
});

test('with amplitude 0 CyclicReflex is plain decoding', async ({ lab, page }) => {
  await lab.setting('B', 'Amplitude A').fill('0');
  await lab.runToTheEnd();
  expect(await lab.text('B')).toBe(await lab.text('A'));
  await expect(page.getByText('A and B are the same, token for token.')).toBeVisible();
  await expect(page.getByText('they part here')).toHaveCount(0);
});

test('the same seed gives the same text, another seed another', async ({ lab }) => {
  await lab.shared('Temperature').fill('1.5');
  await lab.shared('Maximum tokens').fill('60');
  await lab.runToTheEnd();
  const first = [await lab.text('A'), await lab.text('B')];
  await lab.runToTheEnd();
  expect([await lab.text('A'), await lab.text('B')]).toEqual(first);
  await lab.shared('Seed').fill('8');
  await lab.runToTheEnd();
  expect(await lab.text('A')).not.toBe(first[0]);
});

test('a lane can be copied as text and as a trace', async ({ lab, page }) => {
  await lab.runToTheEnd();
  const clipboard = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
  await lab.lane('A').getByRole('button', { name: 'Copy text' }).click();
  await expect(lab.lane('A').getByText('Text copied')).toBeVisible();
  expect(letters(await clipboard())).toBe(letters(await lab.text('A')));

  await lab.lane('B').getByRole('button', { name: 'Copy trace' }).click();
  await expect(lab.lane('B').getByText('Trace copied')).toBeVisible();
  const [header = ''] = (await clipboard()).split('\n');
  expect(JSON.parse(header)).toMatchObject({ format: 'second-thought/trace' });
});

test('an example with a known answer is graded', async ({ lab, page }) => {
  await page.getByRole('combobox', { name: 'Examples' }).selectOption({ index: 2 });
  await lab.runToTheEnd();
  await expect(lab.lane('A')).toContainText(/answer .+, (correct|wrong)|no answer/);
});

test('a link opens the same comparison, and makes nobody download a model', async ({ lab, page }) => {
  await lab.open();
  await lab.shared('Maximum tokens').fill('30');
  await lab.setting('B', 'Amplitude A').fill('7');
  await lab.runToTheEnd();
  const text = await lab.text('B');
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByText('Link copied')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.goto('about:blank');
  await page.goto(link);
  await lab.expectFinished('A');
  await lab.expectFinished('B');
  await expect(page.getByRole('region', { name: 'Recording' })).toBeHidden();
  expect(await lab.text('B')).toBe(text);
  await expect(page.getByRole('group', { name: 'Settings of lane B in short' })).toContainText('Amplitude A 7');

  await page.goto('about:blank');
  await page.goto(link.replace('%22ponder%22', '%22qwen3-0.6b%22'));
  await expect(lab.problems).toContainText('asks for the model "qwen3-0.6b", which is not on this machine');
});
