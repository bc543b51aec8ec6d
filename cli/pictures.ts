import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import examples from '../models/ponder/examples.json' with { type: 'json' };
import { addressOf } from '../src/lab/app/route.ts';
import { openBrowser } from './browser.ts';
import { note } from './output.ts';
import { ROOT } from './root.ts';
import { serveSite } from './site.ts';

/** A picture of every page, taken as it is: docs/images/PAGE-THEME-WIDTH.png. */
const FOLDER = join(ROOT, 'docs/images');
const SHAPES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
const THEMES = ['light', 'dark'] as const;
const [EXAMPLE] = examples;

/** Runs the example and puts the cursor on the token at which the lanes part. */
async function compare(page: Page, url: string): Promise<void> {
  await page.goto(`${url}?engine=wasm`);
  await page.getByRole('button', { name: 'Close the recording' }).click();
  await page.getByRole('textbox', { name: 'Problem' }).fill(EXAMPLE?.problem ?? '');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page
    .getByText(/finished/)
    .nth(1)
    .waitFor({ timeout: 60_000 });
  const parting = page.getByRole('button', { name: /part at token/ });
  await parting.click();
}

const PAGES: Readonly<Record<string, (page: Page, url: string) => Promise<void>>> = {
  opening: (page, url) => open(page, url, ''),
  compare,
  evaluate: (page, url) => open(page, url, addressOf('evaluate')),
  models: (page, url) => open(page, url, addressOf('models')),
  methods: (page, url) => open(page, url, addressOf('methods')),
  runs: async (page, url) => {
    await compare(page, url);
    await page.getByRole('link', { name: 'Runs' }).click();
    await page.getByRole('heading', { name: /runs/i }).first().waitFor();
  },
};

async function open(page: Page, url: string, hash: string): Promise<void> {
  await page.goto(`${url}?engine=wasm${hash}`);
  await page.getByText(/ready/).first().waitFor({ timeout: 60_000 });
}

export async function run(): Promise<number> {
  mkdirSync(FOLDER, { recursive: true });
  const site = await serveSite();
  const { browser } = await openBrowser({ softwareWebGpu: false });
  for (const theme of THEMES) {
    for (const viewport of SHAPES) {
      for (const [name, show] of Object.entries(PAGES)) {
        const context = await browser.newContext({ viewport, colorScheme: theme, deviceScaleFactor: 1 });
        const page = await context.newPage();
        await show(page, site.url);
        const path = join(FOLDER, `${name}-${theme}-${viewport.width}.png`);
        await page.screenshot({ path });
        note(path);
        await context.close();
      }
    }
  }
  return 0;
}
