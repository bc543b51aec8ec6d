import type { Page } from '@playwright/test';
import type { CompareRequest } from '../../src/lab/automation.ts';
import { writeRun } from '../../src/lab/runs/run-file.ts';
import { savedRun } from '../../src/lab/runs/test-runs.ts';
import type { SavedRun } from '../../src/lab/runs/saved-run.ts';
import { LabPage } from '../lab-page.ts';
import { expect, test } from '../lab-test.ts';
import { exportNewest } from './exported-run.ts';
import { paceWorker } from '../pace-worker.ts';

// A run, a reload of the model and the rest of a run, on machines that may be busy.
test.describe.configure({ timeout: 240_000 });

/** A crest that never ends: second thoughts to the limit, which is further than the worker of a test gets. */
const ENDLESS = { strategy: 'cyclic-reflex', settings: { amplitude: 20, period: 100_000, shift: 0.25 } };
const REQUEST: CompareRequest = { prompt: 'Start with 3.', lanes: [{ strategy: 'plain' }, ENDLESS], maxTokens: 160 };

async function openRuns(page: Page): Promise<void> {
  await page.goto('./?engine=wasm#/runs');
}

const tracesOf = ({ lanes }: SavedRun): unknown =>
  lanes.map(({ trace: { header, ...rest } }) => ({ ...rest, header: { ...header, seams: undefined } }));

/** Begins a run that stands still after some tokens of each lane, on any machine. */
async function beginRun(page: Page, lab: LabPage): Promise<void> {
  await lab.open();
  await paceWorker(page, { milliseconds: 5, tokens: 80 });
  await page.evaluate((request) => void window.secondThought?.compare(request), REQUEST);
  await expect.poll(() => lab.tokens('B').count(), { timeout: 120_000 }).toBeGreaterThan(20);
}

test('a run whose tab dies is listed as not finished, and goes on at the same token', async ({
  lab,
  page,
  context,
}) => {
  await beginRun(page, lab);
  const shown = await lab.text('B');
  await page.close();

  const second = await context.newPage();
  await openRuns(second);
  const again = new LabPage(second);
  await expect(second.getByText('not finished')).toBeVisible();
  await second.getByRole('button', { name: /^Continue/ }).click();
  await again.expectFinished('A');
  await again.expectFinished('B');
  expect((await again.text('B')).startsWith(shown)).toBe(true);

  await openRuns(second);
  await expect(second.getByText('1 run', { exact: true })).toBeVisible();
  await expect(second.getByText('not finished')).toBeHidden();
  const resumed = await exportNewest(second);
  expect(resumed.lanes.flatMap(({ trace }) => trace.header.seams ?? [])).not.toEqual([]);

  await second.getByRole('button', { name: /^Open Start/ }).click();
  await again.runToTheEnd();
  await openRuns(second);
  await expect(second.getByText('2 runs', { exact: true })).toBeVisible();
  expect(tracesOf(resumed)).toEqual(tracesOf(await exportNewest(second)));
});

test('a run of another tab is listed as running there, and goes on here once that tab is gone', async ({
  lab,
  page,
  context,
}) => {
  await beginRun(page, lab);
  const second = await context.newPage();
  await openRuns(second);
  await expect(second.getByText('running in another tab')).toBeVisible();
  const proceed = second.getByRole('button', { name: /^Continue/ });
  await expect(proceed).toBeHidden();
  await page.close();
  await expect(second.getByText('not finished')).toBeVisible();
  await proceed.click();
  const here = new LabPage(second);
  await here.expectFinished('A');
  await here.expectFinished('B');
});

test('the list of one tab follows what another one begins, renames and deletes', async ({ lab, page, context }) => {
  const second = await context.newPage();
  await second.goto('./?engine=wasm#/runs');
  await expect(second.getByText('No runs are kept yet.')).toBeVisible();
  await beginRun(page, lab);
  await expect(second.getByText('running in another tab')).toBeVisible();
  await page.reload();
  await expect(second.getByText('not finished')).toBeVisible();
  await openRuns(page);
  await page.getByRole('button', { name: /^Rename/ }).click();
  await page.getByRole('textbox', { name: /^Name of/ }).fill('Seen from afar');
  await page.keyboard.press('Enter');
  const there = second.getByRole('listitem', { name: 'Seen from afar' });
  await expect(there).toBeVisible();
  const here = page.getByRole('listitem', { name: 'Seen from afar' });
  await here.getByRole('button', { name: 'Delete' }).click();
  await here.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(there).toBeHidden();
});

/** Writes a run as version 1 of the database did. Sent into a page. */
async function writeVersionOne({ lanes, ...run }: SavedRun): Promise<void> {
  const opening = indexedDB.open('second-thought/runs', 1);
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    opening.addEventListener('upgradeneeded', () => {
      opening.result.createObjectStore('entries', { keyPath: 'id' });
      opening.result.createObjectStore('records');
    });
    opening.addEventListener('success', () => resolve(opening.result));
    opening.addEventListener('error', () => reject(new Error('refused')));
  });
  const transaction = database.transaction(['entries', 'records'], 'readwrite');
  const answers = ['answer 3, correct', ''];
  transaction.objectStore('entries').put({
    ...run,
    state: 'over',
    lanes: lanes.map(({ trace: { records, ...rest }, elapsedMilliseconds }, lane) => ({
      ...rest,
      elapsedMilliseconds,
      tokens: records.length,
      answer: answers[lane],
    })),
  });
  lanes.forEach(({ trace: { records } }, lane) => {
    transaction.objectStore('records').put(records.slice(0, 2), [run.id, lane, 0]);
    transaction.objectStore('records').put(records.slice(2), [run.id, lane, 2]);
  });
  await new Promise((resolve) => transaction.addEventListener('complete', resolve));
  database.close();
}

test('runs of an older version of the page are all there', async ({ page }) => {
  await page.goto('./favicon.svg');
  await page.evaluate(writeVersionOne, savedRun());
  await openRuns(page);
  await expect(page.getByText('A Plain: 3 tokens, answer 3, correct')).toBeVisible();
  expect(writeRun(await exportNewest(page))).toBe(writeRun(savedRun()));
});
