import type { Page } from '@playwright/test';
import { ProblemError, type Problem } from '../src/control/errors.ts';
import type { CompareRequest, LaneResult } from '../src/lab/automation.ts';
import type { DeviceChoice, LoadedModel, Outcome } from '../workers/protocol.ts';
import { openBrowser } from './browser.ts';
import { note } from './output.ts';
import { serveSite } from './site.ts';

/** The page in a headless browser with its model loaded: the same code that a visitor runs. */
export interface Laboratory {
  readonly model: LoadedModel;
  compare(request: CompareRequest): Promise<readonly LaneResult[]>;
}

const MODEL = 'ponder';
const PAGE_TIMEOUT = 60_000;

function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  const { code, message, hint }: Problem = outcome.problem;
  throw new ProblemError(code, message, hint);
}

/** Waits until the page has put up `window.secondThought`. */
async function openPage(page: Page, url: string): Promise<void> {
  await page.goto(url, { timeout: PAGE_TIMEOUT });
  await page.waitForFunction(() => window.secondThought !== undefined, undefined, { timeout: PAGE_TIMEOUT });
}

export async function openLaboratory(device: DeviceChoice): Promise<Laboratory> {
  const site = await serveSite();
  const { browser } = await openBrowser({ softwareWebGpu: device === 'webgpu' });
  const page = await browser.newPage();
  page.setDefaultTimeout(0); // a run takes as long as it takes
  await openPage(page, `${site.url}?engine=${device}`);
  note(`Loading Ponder (${device}) …`);
  const loaded = await page.evaluate(async (request) => {
    if (!window.secondThought) throw new Error('The page has no door for automation.');
    return window.secondThought.load(request);
  }, { model: MODEL, device });
  const model = valueOf(loaded);
  return {
    model,
    async compare(request) {
      const outcome = await page.evaluate(async (asked) => {
        if (!window.secondThought) throw new Error('The page has no door for automation.');
        return window.secondThought.compare(asked);
      }, request);
      return valueOf(outcome);
    },
  };
}
