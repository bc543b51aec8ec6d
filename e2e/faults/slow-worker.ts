import type { Page } from '@playwright/test';

/**
 * Waits until the model is loaded and slows its worker down, so that there is time for something to fail in a run.
 * `share`: of the time that it does nothing.
 */
export async function slowWorker(page: Page, share = 0.85): Promise<void> {
  await page.evaluate(() => window.secondThought?.model());
  await page
    .workers()
    .at(-1)
    ?.evaluate((idle) => {
      // Between two batches of tokens timers get their turn.
      const milliseconds = 70;
      setInterval(() => {
        const until = performance.now() + idle * milliseconds;
        while (performance.now() < until);
      }, milliseconds);
    }, share);
}
