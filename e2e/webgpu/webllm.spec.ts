import { expect, test, type Locator, type Page, type Route } from '@playwright/test';
import { TOKENIZER_CONFIG, tokenizerJson } from '../../src/testing/synthetic/tokenizer.ts';

/** Loading a model of WebLLM up to where its gigabytes would come; the laboratory stays usable whatever happens then. */

const TITLE = 'Qwen3 0.6B q4f32_1';
const CORS = { 'access-control-allow-origin': '*', 'access-control-expose-headers': '*' };
const card = (page: Page): Locator =>
  page.getByRole('region', { name: 'WebLLM' }).getByRole('listitem', { name: TITLE });

/** Answers for the model's small files; what else is asked for goes to `other`. */
async function serve(page: Page, other: (route: Route) => Promise<void>): Promise<void> {
  const files: Readonly<Record<string, unknown>> = {
    'mlc-chat-config.json': {
      eos_token_id: 261,
      conv_template: { stop_token_ids: [261] },
      context_window_size: 4096,
      tokenizer_files: ['tokenizer.json'],
    },
    'tokenizer.json': tokenizerJson(264),
    'tokenizer_config.json': TOKENIZER_CONFIG,
  };
  await page.route(/huggingface\.co|githubusercontent\.com/, async (route) => {
    const json = files[new URL(route.request().url()).pathname.split('/').at(-1) ?? ''];
    if (json === undefined) return other(route);
    return route.fulfill({ json, headers: CORS });
  });
}

const inUse = (page: Page): Promise<void> =>
  expect(page.getByRole('listitem', { name: 'Ponder' })).toContainText('In use', { timeout: 300_000 });

// Ponder's kernels are compiled three times, on a processor that plays the GPU.
test.setTimeout(1_200_000);

test('a load that is cancelled, or fails, is told beside the model, and another model takes its place', async ({
  page,
}) => {
  let missing = false;
  // The compiled code never comes, and later is not there.
  await serve(page, (route) =>
    missing ? route.fulfill({ status: 404, headers: CORS }) : new Promise<void>(() => undefined),
  );
  await page.goto('./?engine=webgpu#/models');
  await inUse(page);
  await page.getByRole('button', { name: 'Show the models of WebLLM' }).click();
  const use = card(page).getByRole('button', { name: /Download and use/ });
  await use.click({ timeout: 300_000 });
  await expect(card(page).getByRole('progressbar', { name: `Loading ${TITLE}` })).toBeVisible({ timeout: 300_000 });
  await card(page)
    .getByRole('button', { name: /Cancel/ })
    .click();
  await inUse(page);

  missing = true;
  await use.click({ timeout: 300_000 });
  await expect(card(page).getByRole('alert')).toContainText('WebLLM could not load Qwen3-0.6B', { timeout: 300_000 });
  await page.getByRole('button', { name: /Use Ponder/ }).click();
  await inUse(page);
});
