import type { Page } from '@playwright/test';
import { ProblemError } from '../src/control/errors.ts';
import type { CompareRequest, LaneResult } from '../src/lab/automation.ts';
import type { DeviceChoice } from '../workers/protocol.ts';
import { openBrowser } from './browser.ts';
import { note } from './output.ts';
import { serveSite } from './site.ts';

/** The page in a headless browser: the same code that a visitor runs. */
export interface Laboratory {
  /** Waits for the model first; throws what the page reports. */
  compare(request: CompareRequest): Promise<readonly LaneResult[]>;
}

const PAGE_TIMEOUT = 60_000;

/** Waits until the page has put up `window.secondThought`; the model is still loading then. */
async function openPage(page: Page, url: string): Promise<void> {
  await page.goto(url, { timeout: PAGE_TIMEOUT });
  await page.waitForFunction(() => window.secondThought !== undefined, undefined, { timeout: PAGE_TIMEOUT });
}

export async function openLaboratory(device: DeviceChoice): Promise<Laboratory> {
  const site = await serveSite();
  const { browser } = await openBrowser({ softwareWebGpu: device === 'webgpu' });
  const page = await browser.newPage();
  page.setDefaultTimeout(0); // a run takes as long as it takes
  note(`Loading Ponder (${device}) …`);
  await openPage(page, `${site.url}?engine=${device}`);
  return {
    async compare(request) {
      const outcome = await page.evaluate((asked) => window.secondThought?.compare(asked), request);
      if (!outcome) throw new Error('The page was left.');
      if (outcome.ok) return outcome.value;
      const { code, message, hint } = outcome.problem;
      throw new ProblemError(code, message, hint);
    },
  };
}
