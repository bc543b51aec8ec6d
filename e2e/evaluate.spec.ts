import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { readSamples } from '../src/evaluation/run/read-samples.ts';
import type { Sample } from '../src/evaluation/sample.ts';
import { expect, test } from './lab-test.ts';
import { paceWorker } from './pace-worker.ts';

const results = (page: Page): Locator => page.getByRole('region', { name: 'Results', exact: true });
const samples = (page: Page): Locator => page.getByRole('region', { name: 'Samples', exact: true });
const rows = (page: Page): Locator => samples(page).getByRole('link', { name: /^Open in the lab/ });

async function openPage(page: Page): Promise<void> {
  await page.goto('./?engine=wasm');
  await page.getByRole('button', { name: 'Close the recording' }).click();
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Evaluate' }).click();
  await expect(page.getByRole('link', { name: 'Evaluate' })).toHaveAttribute('aria-current', 'page');
}

async function start(page: Page, problems: number): Promise<void> {
  await page.getByRole('textbox', { name: 'Problems' }).fill(String(problems));
  await expect(page.getByText(`= ${problems * 2} to make.`)).toBeVisible();
  await page.getByRole('button', { name: 'Start' }).click();
}

async function finish(page: Page): Promise<void> {
  await expect(page.getByText(/^Finished/)).toBeVisible({ timeout: 60_000 });
  await expect(results(page).getByRole('region', { name: /^Accuracy by strategy/ })).toBeVisible();
}

async function saveSamples(page: Page): Promise<readonly Sample[]> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save samples.jsonl' }).click();
  return readSamples(readFileSync(await (await download).path(), 'utf8')).samples;
}

/** The page shows signs for line breaks and for the end of the text. */
const letters = (text: string): string => text.replace(/[\s¶▫]/g, '');

const line = (id: string): string => JSON.stringify({ id, problem: 'Find the last digit of 3 + 4.', answer: '7' });

async function giveFile(page: Page, button: string, name: string, text: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button }).click();
  await (await chooser).setFiles({ name, mimeType: 'application/jsonl', buffer: Buffer.from(text) });
}

async function violations(page: Page): Promise<readonly string[]> {
  const result = await new AxeBuilder({ page }).analyze();
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 120)} ${node.failureSummary ?? ''}`),
  );
}

test('a small run gives the figures, and a sample opens in the lab as it was', async ({ lab, page }) => {
  await openPage(page);
  await start(page, 3);
  await finish(page);
  await expect(rows(page)).toHaveCount(6);
  const made = await saveSamples(page);
  expect(made.map(({ sample, strategy }) => [sample, strategy])).toEqual(
    [0, 1, 2].flatMap(() => [
      [0, 'plain'],
      [0, 'cyclic-reflex'],
    ]),
  );
  const chosen = made.find(({ strategy }) => strategy === 'cyclic-reflex');
  if (!chosen) throw new Error('There is no such sample.');
  await samples(page)
    .getByRole('link', { name: `Open in the lab ${chosen.id}, CyclicReflex` })
    .click();
  await lab.expectFinished('A');
  await lab.expectFinished('B');
  await lab.keepSettingsOpen();
  await expect(lab.shared('Seed')).toHaveValue(String(chosen.seed));
  expect(letters(await lab.text('B'))).toBe(letters(chosen.text));
  // The address alone gives the same.
  await page.reload();
  await lab.expectFinished('B');
  expect(letters(await lab.text('B'))).toBe(letters(chosen.text));
  await expect(page.getByText(/^The evaluation was made on/)).toHaveCount(0);
  // What was made on another engine may differ, and the page says so.
  await page.goto(page.url().replace('onnxruntime-web%20(wasm', 'onnxruntime-web%20(webgpu'));
  await expect(page.getByText(/^The evaluation was made on onnxruntime-web \(webgpu.*; this page runs on/)).toBeVisible(
    {
      timeout: 60_000,
    },
  );
});

/** Slow enough to stop before there is a second page of samples, on any machine. */
const SLOW = { milliseconds: 20 };

test('what was finished before a stop and a reload is kept, and the run goes on', async ({ page }) => {
  await openPage(page);
  await paceWorker(page, SLOW);
  await start(page, 40);
  await expect(rows(page).nth(2)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/tokens\/s · about \d+ (s|min) left/)).toBeVisible();
  await expect(page.getByRole('list', { name: 'Accuracy so far' })).toContainText('Plain');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText(/^Stopped/)).toBeVisible();
  const before = await saveSamples(page);
  await page.reload();
  await expect(page.getByText(/^Stopped/)).toBeVisible();
  expect(await saveSamples(page)).toEqual(before);
  await paceWorker(page, SLOW);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(rows(page).nth(before.length)).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText(/^Stopped/)).toBeVisible();
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(samples(page)).toHaveCount(0);
});

test('before the first run the page says what it will give, and makes a small one at a press', async ({ page }) => {
  await openPage(page);
  const first = page.getByRole('region', { name: 'Nothing has been run here yet' });
  await expect(first).toContainText('the difference from strategy A');
  await first.getByRole('button', { name: 'Try 10 problems' }).click();
  await finish(page);
  await expect(first).toBeHidden();
  await expect(rows(page)).toHaveCount(20);
  // The same letters and names in the form and in the figures.
  await expect(page.getByRole('combobox', { name: 'Strategy B', exact: true })).toHaveValue('cyclic-reflex');
  const accuracy = results(page).getByRole('region', { name: /^Accuracy by strategy/ });
  await expect(accuracy.getByRole('rowheader')).toHaveText(['A Plain', 'B CyclicReflex']);
});

test('a problem file from disk is read, and refused with its line', async ({ page }) => {
  await openPage(page);
  await giveFile(page, 'Open problems …', 'sums.jsonl', `${line('a')}\n{"id": 3}\n`);
  await expect(page.getByText('sums.jsonl, line 2: "id"')).toBeVisible();
  await giveFile(page, 'Open problems …', 'sums.jsonl', `${line('a')}\n${line('b')}\n`);
  await expect(page.getByText('2 problems', { exact: true })).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Task' })).toContainText('sums (file)');
});

const BASE: Sample = {
  task: 'elsewhere',
  id: 'p0',
  sample: 0,
  seed: 1,
  strategy: 'plain',
  settings: {},
  itemHash: 'i0',
  strategyHash: 's0',
  modelHash: 'm',
  gold: '7',
  answer: '7',
  verdict: 'correct',
  tokens: 100,
  thinkingTokens: 80,
  probeTokens: 0,
  reflections: 1,
  interventions: 0,
  looping: false,
  end: 'end',
  text: 'The result is 7. \\boxed{7}',
  milliseconds: 1,
};
const HOSTILE = '<img src=x onerror="document.title=1">';
/** 25 problems, two strategies; the second has no answer to three of them. */
const OPENED = Array.from({ length: 25 }, (_, problem) => {
  const common = { ...BASE, id: `p${problem}`, itemHash: `i${problem}`, seed: problem };
  const none = { answer: null, verdict: 'no answer', text: HOSTILE } as const;
  return [common, { ...common, strategy: 'telepathy', strategyHash: 's1', tokens: 50, ...(problem < 3 ? none : {}) }];
}).flat();
const FILE = OPENED.map((sample) => `${JSON.stringify(sample)}\n`);

async function openResults(page: Page, text: string): Promise<void> {
  await openPage(page);
  await giveFile(page, 'Open results …', 'samples.jsonl', text);
}

test('a file of samples is opened; every figure leads to its samples', async ({ page }) => {
  await openResults(page, [...FILE.slice(0, 3), '{"task": "cut\n', ...FILE.slice(3)].join(''));
  await expect(page.getByRole('heading', { name: 'Results in samples.jsonl' })).toBeVisible();
  await expect(page.getByText('Line 4: not JSON.')).toBeVisible();
  await expect(samples(page).getByText('50 of 50: all')).toBeVisible();

  await page.getByRole('button', { name: '3 samples: telepathy, no answer' }).click();
  await expect(samples(page).getByText('3 of 50: telepathy, no answer')).toBeVisible();
  await expect(samples(page).getByRole('heading', { name: 'Samples' })).toBeFocused();
  await samples(page).getByRole('button', { name: 'p1', exact: false }).first().click();
  await expect(samples(page).getByText(HOSTILE)).toBeVisible();
  await expect(page.locator('img')).toHaveCount(0);

  await page.getByRole('button', { name: /^A Plain: 100\.0.%, 100\.0 tokens/ }).press('Enter');
  await expect(samples(page).getByText('25 of 50: Plain, scored')).toBeVisible();
  await samples(page).getByRole('button', { name: 'Later' }).click();
  await expect(samples(page).getByText('page 2 of 2')).toBeVisible();
  await samples(page).getByRole('button', { name: 'Show all' }).click();
  await expect(samples(page).getByText('50 of 50: all')).toBeVisible();
  // Nobody knows what these problems asked, so that they cannot be run again, and the page says so.
  await expect(samples(page).getByText('Samples cannot be opened in the lab.')).toBeVisible();

  await page.getByRole('button', { name: 'Close' }).click();
  await expect(samples(page)).toHaveCount(0);
});

test('a file that holds no samples is refused with a reason', async ({ page }) => {
  await openPage(page);
  // By dropping it, which the button does not need.
  const dropped = await page.evaluateHandle(() => {
    const files = new DataTransfer();
    files.items.add(new File(['anything\n'], 'samples.jsonl'));
    return files;
  });
  await page.getByRole('region', { name: 'Open', exact: true }).dispatchEvent('drop', { dataTransfer: dropped });
  await expect(page.getByRole('alert').filter({ hasText: 'holds no samples. Line 1: not JSON.' })).toBeVisible();
});

test('an address that holds no comparison is refused with a reason', async ({ lab, page }) => {
  await page.goto('./?engine=wasm#/compare?setup=%7B%7D');
  await expect(lab.problems).toContainText('The address holds no comparison');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nothing bars people with disabilities, and nothing sticks out, in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await openPage(page);
    await expect(page.getByRole('button', { name: 'Start' })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await giveFile(page, 'Open results …', 'samples.jsonl', FILE.join(''));
    await samples(page).getByRole('button', { name: 'p0' }).first().click();
    expect(await violations(page)).toEqual([]);
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBeLessThanOrEqual(0);
    }
    expect(await violations(page)).toEqual([]);
  });
}
