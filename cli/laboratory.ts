import type { Browser, Page } from '@playwright/test';
import { ProblemError } from '../src/control/errors.ts';
import type { CompareRequest, LaneResult } from '../src/lab/automation.ts';
import { findModel } from '../src/storage/catalog.ts';
import type { DeviceChoice, Outcome } from '../workers/protocol.ts';
import { openBrowser } from './browser.ts';
import { note } from './output.ts';
import { serveSite } from './site.ts';

/** The page in a headless browser: the same code that a visitor runs. */
export interface Laboratory {
  /** Its version. */
  readonly browser: string;
  /** Waits for the model first; throws what the page reports. */
  compare(request: CompareRequest): Promise<readonly LaneResult[]>;
}

/** What the page loads by itself. */
const EMBEDDED_MODEL = 'ponder';

const PAGE_TIMEOUT = 60_000;

/** Waits until the page has put up `window.secondThought`; the model is still loading then. */
async function openPage(page: Page, url: string): Promise<void> {
  await page.goto(url, { timeout: PAGE_TIMEOUT });
  await page.waitForFunction(() => window.secondThought !== undefined, undefined, { timeout: PAGE_TIMEOUT });
}

async function openOne(browser: Browser, url: string, device: DeviceChoice, model: string): Promise<Laboratory> {
  // A context each: pages of one context would share a process, and with it a core.
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(0); // a run takes as long as it takes
  await openPage(page, `${url}?engine=${device}`);
  if (model !== EMBEDDED_MODEL) {
    value(await page.evaluate((asked) => window.secondThought?.load(asked), { model, device }));
  }
  return {
    browser: browser.version(),
    async compare(request) {
      try {
        return value(await page.evaluate((asked) => window.secondThought?.compare(asked), request));
      } catch (caught) {
        if (caught instanceof ProblemError) throw caught;
        // Playwright's own message carries the browser's whole log.
        const message = String(caught).split('\n', 1).join('').trim();
        throw new ProblemError('engine-failed', `The browser is lost: ${message}`, 'Run it again.', { cause: caught });
      }
    },
  };
}

function value<T>(outcome: Outcome<T> | undefined): T {
  if (!outcome) throw new Error('The page was left.');
  if (outcome.ok) return outcome.value;
  const { code, message, hint } = outcome.problem;
  throw new ProblemError(code, message, hint);
}

interface Laboratories {
  readonly laboratories: readonly Laboratory[];
  /** For commands that go on without them; the end of the command closes them too. */
  readonly close: () => Promise<void>;
}

/** Pages that work side by side in one browser. */
export async function openLaboratories(
  count: number,
  device: DeviceChoice,
  model = EMBEDDED_MODEL,
): Promise<Laboratories> {
  const site = await serveSite();
  const opened = await openBrowser({ softwareWebGpu: device === 'webgpu' });
  note(`Loading ${findModel(model).title} (${device}) …`);
  return {
    laboratories: await Promise.all(
      Array.from({ length: count }, () => openOne(opened.browser, site.url, device, model)),
    ),
    async close() {
      await opened.close();
      await site.close();
    },
  };
}

export async function openLaboratory(device: DeviceChoice): Promise<Laboratory> {
  const {
    laboratories: [laboratory],
  } = await openLaboratories(1, device);
  if (!laboratory) throw new Error('No page was opened.');
  return laboratory;
}
