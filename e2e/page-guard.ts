import { expect, type ConsoleMessage, type Page, type Worker } from '@playwright/test';

/** What a page must not do, seen while a test runs. */
export interface PageGuard {
  /** Fails the test on anything seen so far. `mayAsk`: hosts that a visitor of this test has asked for. */
  check(mayAsk?: readonly string[]): void;
}

/**
 * Watches a page and its workers: requests to other hosts than its own, violations of the content security policy, and
 * errors that nobody caught.
 */
export function guardPage(page: Page, ownAddress: string): PageGuard {
  const own = new URL(ownAddress).origin;
  const foreign: string[] = [];
  const errors: string[] = [];
  const hear = (message: ConsoleMessage): void => {
    // Chromium reports every violation there, those of workers too.
    if (message.type() === 'error' && /Content Security Policy|Refused to/.test(message.text()))
      errors.push(message.text());
  };
  page.context().on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (/^(https?|wss?):$/.test(protocol) && origin !== own) foreign.push(request.url());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', hear);
  page.on('worker', (worker: Worker) => worker.on('console', hear));
  return {
    check(mayAsk = []) {
      expect(foreign.filter((address) => !mayAsk.includes(new URL(address).origin))).toEqual([]);
      expect(errors).toEqual([]);
    },
  };
}
