import type { Page } from '@playwright/test';

export interface Pace {
  /** That a lane waits after each of its tokens. */
  readonly milliseconds: number;
  /** How many come, of all lanes together, before every lane waits for ever; endless where left out. */
  readonly tokens?: number;
}

/**
 * Waits until the model is loaded and gives its worker a pace of its own, the same on every machine: so that a run cannot be
 * over before something has happened to it. The worker still hears and answers.
 */
export async function paceWorker(page: Page, { milliseconds, tokens = Infinity }: Pace): Promise<void> {
  await page.evaluate(() => window.secondThought?.model());
  await page
    .workers()
    .at(-1)
    ?.evaluate(
      ([wait, most]) => {
        // After a token the worker looks whether it is time to let messages in: it always is.
        let time = performance.now();
        performance.now = () => (time += 100);
        // It lets them in by waiting for a message that it sends to itself.
        let sent = 0;
        globalThis.MessageChannel = class extends MessageChannel {
          constructor() {
            super();
            const post = this.port2.postMessage.bind(this.port2);
            this.port2.postMessage = (message: unknown) => {
              sent += 1;
              if (sent <= most) setTimeout(post, wait, message);
            };
          }
        };
      },
      [milliseconds, tokens] as const,
    );
}
