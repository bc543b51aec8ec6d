import type { Browser } from '@playwright/test';
import type { CompareRequest, LaneResult } from '../../../src/lab/automation.ts';

/** A crest that never ends: second thoughts to the limit, so that there is time to fail in. */
const ENDLESS = { strategy: 'cyclic-reflex', settings: { amplitude: 20, period: 100_000, shift: 0.25 } };

const asking = (prompt: string, maxTokens: number): CompareRequest => ({
  prompt,
  lanes: [{ strategy: 'plain' }, ENDLESS],
  maxTokens,
});

export const SETUPS: readonly [CompareRequest, ...CompareRequest[]] = [
  asking('Start with 3.', 160),
  asking('Start with 6, add 3, multiply by 2, multiply by 4. What is the last digit?', 200),
  asking('What is 91 + 41?', 120),
];

/** For software WebGPU, which takes a fifth of a second for a token. */
export const SHORT_SETUP = asking('What is 91 + 41?', 12);

const references = new Map<CompareRequest, Promise<readonly LaneResult[]>>();

/** What the setup gives where nothing fails. */
export function referenceOf(browser: Browser, url: string, setup: CompareRequest): Promise<readonly LaneResult[]> {
  const known = references.get(setup) ?? makeReference(browser, url, setup);
  references.set(setup, known);
  return known;
}

async function makeReference(browser: Browser, url: string, setup: CompareRequest): Promise<readonly LaneResult[]> {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  try {
    const page = await context.newPage();
    await page.goto(`${url}?engine=wasm`);
    const outcome = await page.evaluate((asked) => window.secondThought?.compare(asked), { ...setup, keep: false });
    if (!outcome?.ok) throw new Error(JSON.stringify(outcome?.problem));
    return outcome.value;
  } finally {
    await context.close();
  }
}
