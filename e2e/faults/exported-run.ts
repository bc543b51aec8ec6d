import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { readRun } from '../../src/lab/runs/run-file.ts';
import type { SavedRun } from '../../src/lab/runs/saved-run.ts';

async function exported(page: Page, within: Locator): Promise<SavedRun> {
  await within.getByText('Export', { exact: true }).click();
  const arrived = page.waitForEvent('download');
  await within.getByRole('button', { name: 'Run (JSON Lines)' }).click();
  return readRun(readFileSync(await (await arrived).path(), 'utf8'), () => '', 0);
}

/** The newest of the kept runs, on the page of runs, from its file. */
export function exportNewest(page: Page): Promise<SavedRun> {
  return exported(page, page.getByRole('main').getByRole('list').first().getByRole('listitem').first());
}

/** What the Compare page shows, from its file. */
export function exportShown(page: Page): Promise<SavedRun> {
  return exported(page, page.getByRole('main'));
}
