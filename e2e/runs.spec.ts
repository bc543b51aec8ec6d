import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './lab-test.ts';

const problems = (page: Page): Locator => page.getByRole('main').getByRole('alert');
const run = (page: Page, name: string): Locator => page.getByRole('listitem', { name, exact: true });

async function openRuns(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Runs' }).click();
}

/** Without content, `name` is the path of a file on disk. */
async function giveFile(page: Page, name: string, content?: string | Buffer): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a file …' }).click();
  await (
    await chooser
  ).setFiles(content === undefined ? name : { name, mimeType: 'application/jsonl', buffer: Buffer.from(content) });
}

async function download(page: Page, within: Locator, kind: string): Promise<Buffer> {
  const arrived = page.waitForEvent('download');
  await within.getByRole('button', { name: kind }).click();
  return readFileSync(await (await arrived).path());
}

test('a run without a name of its own shows its problem once, and whole', async ({ lab, page }) => {
  const problem = 'Start with 3, add 4, multiply by 2, add 9, multiply by 3, add 5, add 1. What is the last digit?';
  await lab.open();
  await lab.problem.fill(problem);
  await lab.shared('Maximum tokens').fill('8');
  await lab.runToTheEnd();
  await openRuns(page);
  await expect(page.getByRole('main').getByText(problem, { exact: true })).toHaveCount(1);
  await expect(page.getByRole('heading', { name: problem, exact: true })).toBeVisible();
});

test('a run is kept over a reload, found, renamed, opened without a model, exported, deleted and imported', async ({
  lab,
  page,
}) => {
  await lab.open();
  await lab.problem.fill('Start with 3, add 4.');
  await lab.shared('Maximum tokens').fill('60');
  await lab.runToTheEnd();
  const text = await lab.text('B');
  await page.route('**/*.onnx', (route) => route.abort());
  await openRuns(page);
  await expect(run(page, 'Start with 3, add 4.')).toContainText('B CyclicReflex');
  await page.reload();

  await run(page, 'Start with 3, add 4.').getByRole('button', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'Name of Start with 3, add 4.' }).fill('Kept one');
  await page.keyboard.press('Enter');
  await page.getByRole('searchbox', { name: 'Search' }).fill('nothing like it');
  await expect(page.getByText('0 of 1 run')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search' }).fill('kept cyclic');

  await run(page, 'Kept one').getByRole('button', { name: 'Open' }).click();
  await expect(page.getByRole('region', { name: 'Recording' })).toContainText('Kept one · Ponder on wasm');
  expect(await lab.text('B')).toBe(text);
  await expect(lab.problem).toHaveValue('Start with 3, add 4.');

  await openRuns(page);
  const kept = run(page, 'Kept one');
  await kept.getByText('Export', { exact: true }).click();
  const file = await download(page, kept, 'Run (JSON Lines)');
  expect((await download(page, kept, 'Tokens (CSV)')).toString().split('\r\n')[1]).toMatch(/^"A",0,/);
  expect((await download(page, kept, 'Chart (SVG)')).toString()).toMatch(/^<svg .*<\/svg>$/s);
  expect((await download(page, kept, 'Chart (PNG)')).subarray(1, 4).toString()).toBe('PNG');

  await kept.getByRole('button', { name: 'Delete' }).click();
  await kept.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByText('No runs are kept yet.')).toBeVisible();
  await giveFile(page, 'run.jsonl', file);
  await expect(page.getByRole('region', { name: 'Recording' })).toContainText('Kept one');
  expect(await lab.text('B')).toBe(text);
});

test('a recording is played back at reading speed, and shown whole when asked', async ({ lab, page }) => {
  await lab.open();
  // Second thoughts again and again: more than ten seconds to read.
  await lab.setting('B', 'Amplitude A').fill('20');
  await lab.runToTheEnd();
  const whole = await lab.tokens('B').count();
  expect(whole).toBeGreaterThan(120);
  await openRuns(page);
  await page.getByRole('button', { name: /^Replay/ }).click();
  await expect(lab.tokens('A').first()).toBeVisible();
  const recording = page.getByRole('region', { name: 'Recording' });
  await recording.getByRole('button', { name: 'Show all of it' }).click();
  await expect(recording.getByRole('button', { name: 'Replay at reading speed' })).toBeVisible();
  await expect(lab.tokens('B')).toHaveCount(whole);
});

test('hostile files are told what is wrong with them, and run nothing', async ({ lab, page }, { outputDir }) => {
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await lab.open();
  await lab.shared('Maximum tokens').fill('12');
  await lab.runToTheEnd();
  await openRuns(page);
  const kept = page.getByRole('list').getByRole('listitem').first();
  await kept.getByText('Export', { exact: true }).click();
  const file = (await download(page, kept, 'Run (JSON Lines)')).toString();

  await giveFile(page, 'newer.jsonl', file.replace('"version":1', '"version":9'));
  await expect(problems(page).last()).toContainText('newer.jsonl: The file has version 9');
  await giveFile(page, 'cut.jsonl', file.slice(0, Math.floor(file.length * 0.8)));
  await expect(problems(page).last()).toContainText(/cut\.jsonl: .*(is not JSON|cut off)/);
  await giveFile(page, 'deep.jsonl', '['.repeat(2_000_000));
  await expect(problems(page).last()).toContainText('deep.jsonl');
  const large = join(outputDir, 'large.jsonl');
  mkdirSync(outputDir, { recursive: true });
  writeFileSync(large, file);
  truncateSync(large, 200_000_000);
  await giveFile(page, large);
  await expect(problems(page).last()).toContainText('large.jsonl has 200 MB; a run has at most 128 MB');

  const attack = String.raw`<img src=x onerror=alert(1)><script>alert(2)</script>\def\a{\a\a}\boxed{\a}javascript:alert(3)`;
  const lines = file.split('\n').map((line) => {
    const value = JSON.parse(line === '' ? 'null' : line) as Record<string, unknown> | null;
    if (value && 'statistics' in value) value['text'] = attack;
    if (value && 'name' in value) value['name'] = attack;
    if (value && 'prompt' in value) value['prompt'] = attack;
    return value === null ? '' : JSON.stringify(value);
  });
  await giveFile(page, 'attack.jsonl', lines.join('\n'));
  await expect(page.getByRole('region', { name: 'Recording' })).toContainText(attack);
  await expect(lab.tokens('A').first()).toContainText('<script>alert(2)</script>');
  await openRuns(page);
  await expect(page.getByRole('heading', { name: attack })).toBeVisible();
  expect(await page.locator('main img, main script').count()).toBe(0);
  expect(dialogs).toEqual([]);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the page of runs bars nobody, in ${colorScheme}, and fits a small screen`, async ({ lab, page }) => {
    await page.emulateMedia({ colorScheme });
    await lab.open();
    await lab.shared('Maximum tokens').fill('12');
    await lab.runToTheEnd();
    await openRuns(page);
    await page.setViewportSize({ width: 360, height: 800 });
    await expect(page.getByText('1 run', { exact: true })).toBeVisible();
    await page.getByText('Export', { exact: true }).click();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
}
