import type { Page } from '@playwright/test';

/** Waits until the model is loaded and slows its worker down, so that there is time for something to fail in a run. */
export async function slowWorker(page: Page): Promise<void> {
  await page.evaluate(() => window.secondThought?.model());
  await page
    .workers()
    .at(-1)
    ?.evaluate(() => {
      // Between two batches of tokens timers get their turn.
      setInterval(() => {
        const until = performance.now() + 60;
        while (performance.now() < until);
      }, 70);
    });
}
