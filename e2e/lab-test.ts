import { expect, test as base } from '@playwright/test';
import { LabPage } from './lab-page.ts';

/**
 * Every test of the page also proves, without a line of its own, that the page asks nothing of other hosts, keeps to its
 * content security policy and throws nothing.
 */
export const test = base.extend<{ lab: LabPage }>({
  lab: async ({ page, baseURL }, provide) => {
    const foreign: string[] = [];
    const errors: string[] = [];
    page.context().on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (/^https?:$/.test(protocol) && origin !== new URL(baseURL ?? '').origin) foreign.push(request.url());
    });
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && /Content Security Policy|Refused to/.test(message.text()))
        errors.push(message.text());
    });
    await provide(new LabPage(page));
    expect(foreign).toEqual([]);
    expect(errors).toEqual([]);
  },
});

export { expect };
