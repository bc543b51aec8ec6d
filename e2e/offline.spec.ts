import { expect, test } from './lab-test.ts';

test.use({ serviceWorkers: 'allow' });

test('after the first visit the page works without a network, the model included', async ({ lab, page, context }) => {
  await lab.open();
  await expect(page.getByText(/wasm · Ponder/)).toBeVisible({ timeout: 60_000 });
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  await context.setOffline(true);
  await page.reload();
  await page.getByRole('button', { name: 'Close the recording' }).click();
  await lab.shared('Maximum tokens').fill('20');
  await lab.runToTheEnd();
  await page.getByRole('link', { name: 'Models' }).click();
  await expect(page.getByRole('listitem', { name: 'Ponder' })).toContainText('In use');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
});

test('it can be installed', async ({ page, baseURL }) => {
  await page.goto('./');
  const address = await page.locator('link[rel="manifest"]').getAttribute('href');
  const manifest = (await (await page.request.get(new URL(address ?? '', baseURL).href)).json()) as {
    readonly display: string;
    readonly icons: readonly { readonly src: string }[];
  };
  expect(manifest.display).toBe('standalone');
  const icon = await page.request.get(new URL(manifest.icons[0]?.src ?? '', baseURL).href);
  expect(icon.ok()).toBe(true);
});
