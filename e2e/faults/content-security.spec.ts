import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { extname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { ROOT } from '../../cli/root.ts';
import { LabPage } from '../lab-page.ts';
import { guardPage } from '../page-guard.ts';
import { expect, test } from '../lab-test.ts';

/** Tries what the policy forbids and expects each to be refused. */
async function expectRefusals(page: Page): Promise<void> {
  await page.evaluate(() => {
    const refused: string[] = [];
    Object.assign(window, { refused });
    document.addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective));
    const attempts: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
      ['script', {}, 'window.attacked = 1'],
      ['script', { src: 'https://example.com/a.js' }, ''],
      ['img', { onerror: 'window.attacked = 1', src: 'data:,' }, ''],
      ['iframe', { src: 'https://example.com/' }, ''],
    ];
    for (const [tag, attributes, text] of attempts) {
      const element = document.createElement(tag);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      element.textContent = text;
      document.body.append(element);
    }
    void fetch('https://example.com/').catch(() => undefined);
  });
  const seen = (): Promise<string[]> =>
    page.evaluate(() => [...new Set((window as unknown as { refused: string[] }).refused)].toSorted());
  await expect.poll(seen).toEqual(['connect-src', 'frame-src', 'script-src-attr', 'script-src-elem']);
  expect(await page.evaluate(() => (window as { attacked?: unknown }).attacked)).toBeUndefined();
}

/** The built page from a host that sends no headers of ours, as many static hosts do. */
async function serveBare(): Promise<{ readonly url: string; readonly server: Server }> {
  const types: Readonly<Record<string, string>> = {
    '.html': 'text/html',
    '.js': 'text/javascript',
    '.mjs': 'text/javascript',
    '.css': 'text/css',
    '.wasm': 'application/wasm',
    '.json': 'application/json',
    '.svg': 'image/svg+xml',
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://bare');
    const path = pathname === '/' ? '/index.html' : pathname;
    readFile(join(ROOT, 'dist', path)).then(
      (content) => response.writeHead(200, { 'content-type': types[extname(path)] ?? '' }).end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return { url: `http://localhost:${address.port}/`, server };
}

test('a default visit of every page asks nothing of anybody else', async ({ lab, page }) => {
  await lab.open('');
  await lab.runToTheEnd();
  for (const link of await page.getByRole('navigation', { name: 'Pages' }).getByRole('link').all()) {
    await link.click();
    await expect(link).toHaveAttribute('aria-current', 'page');
    await page.waitForLoadState('networkidle');
  }
  // What lab-test.ts heard of requests and violations decides.
});

test.describe('the policy', () => {
  test.use({ guards: false });

  test('of the server forbids inline scripts, foreign scripts, frames and requests', async ({ lab, page }) => {
    await lab.open();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await expectRefusals(page);
  });

  test('is in the page too, which works without headers and without isolation', async ({ page }) => {
    const { url, server } = await serveBare();
    try {
      const guard = guardPage(page, url);
      await page.goto(`${url}?engine=wasm`);
      expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
      await new LabPage(page).runToTheEnd();
      guard.check();
      await expectRefusals(page);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
