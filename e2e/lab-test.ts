import { expect, test as base } from '@playwright/test';
import { LabPage } from './lab-page.ts';
import { guardPage } from './page-guard.ts';

/**
 * Every test of the page also proves, without a line of its own, that the page asks nothing of other hosts, keeps to its
 * content security policy and throws nothing.
 */
export const test = base.extend<{ lab: LabPage; guards: boolean; mayAsk: readonly string[]; guarded: void }>({
  /** False for tests that break the rules to see them enforced. */
  guards: [true, { option: true }],
  /** Hosts that the visitor of a test asks for. */
  mayAsk: [[], { option: true }],
  guarded: [
    async ({ page, baseURL, guards, mayAsk }, provide) => {
      const guard = guardPage(page, baseURL ?? '');
      await provide();
      if (guards) guard.check(mayAsk);
    },
    { auto: true },
  ],
  lab: async ({ page }, provide) => {
    await provide(new LabPage(page));
  },
});

export { expect };
