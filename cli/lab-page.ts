import type { Browser, Page } from '@playwright/test';
import { ProblemError } from '../src/control/errors.ts';
import type { CompareRequest, LaneResult } from '../src/lab/automation.ts';
import type { DeviceChoice, LoadedModel, Outcome } from '../workers/protocol.ts';

/** One open page of the lab. Calls throw what the page reports, and `engine-failed` when the page itself is lost. */
export interface LabPage {
  model(): Promise<LoadedModel>;
  compare(request: CompareRequest): Promise<readonly LaneResult[]>;
  /** Never throws: what is being closed may be gone. */
  close(): Promise<void>;
}

const PAGE_TIMEOUT = 60_000;

/** Waits until the page has put up `window.secondThought`; the model is still loading then. */
async function openPage(page: Page, url: string): Promise<void> {
  await page.goto(url, { timeout: PAGE_TIMEOUT });
  await page.waitForFunction(() => window.secondThought !== undefined, undefined, { timeout: PAGE_TIMEOUT });
}

function value<T>(outcome: Outcome<T> | undefined): T {
  if (!outcome) throw new Error('The page was left.');
  if (outcome.ok) return outcome.value;
  const { code, message, hint } = outcome.problem;
  throw new ProblemError(code, message, hint);
}

async function ask<T>(call: () => Promise<Outcome<T> | undefined>): Promise<T> {
  try {
    return value(await call());
  } catch (caught) {
    if (caught instanceof ProblemError) throw caught;
    // Playwright's own message carries the browser's whole log.
    const message = String(caught).split('\n', 1).join('').trim();
    throw new ProblemError('engine-failed', `The browser is lost: ${message}`, 'Run it again.', { cause: caught });
  }
}

/** A page of the lab in a browser; `model` is loaded, where the page does not load it by itself. */
export async function openLabPage(
  browser: Browser,
  url: string,
  device: DeviceChoice,
  model: string | undefined,
): Promise<LabPage> {
  // A context each: pages of one context would share a process, and with it a core.
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  // A page whose process has ended answers nothing by itself.
  const crashed = new Promise<never>((_, reject) => {
    page.once('crash', () => reject(new Error('the page has crashed')));
  });
  crashed.catch(() => undefined);
  page.setDefaultTimeout(0); // a run takes as long as it takes
  await openPage(page, `${url}?engine=${device}`);
  if (model !== undefined) {
    const request = { model, device };
    await ask(() => Promise.race([page.evaluate((asked) => window.secondThought?.load(asked), request), crashed]));
  }
  return {
    model: () => ask(() => Promise.race([page.evaluate(() => window.secondThought?.model()), crashed])),
    compare: (request) =>
      ask(() =>
        Promise.race([
          page.evaluate((asked) => window.secondThought?.compare(asked), { ...request, keep: false }),
          crashed,
        ]),
      ),
    close: () => context.close().catch(() => undefined),
  };
}
