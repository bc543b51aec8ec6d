import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { makeSyntheticModel } from '../../src/testing/synthetic/synthetic-model.ts';
import { tokenizerJson } from '../../src/testing/synthetic/tokenizer.ts';
import { expect, test } from '../lab-test.ts';

/** Would run wherever a text is taken for HTML; file names cannot hold a slash. */
const ATTACK = '<img src=x onerror="window.attacked=1">';
const IN_NAMES = ATTACK;

const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

/** A model of random weights whose every text is an attack: tokens, chat template, configuration, name of its folder. */
function hostileModel(): ReadonlyMap<string, Uint8Array> {
  const { files, shape } = makeSyntheticModel();
  const tokenizer = tokenizerJson(shape.tokens) as { model: { vocab: Record<string, number> } };
  const vocab = Object.entries(tokenizer.model.vocab).map(([text, id]): [string, number] => [
    text.startsWith('filler')
      ? `<img/src=x/onerror="window.attacked=${id}"><script>window.attacked=${id}</script>`
      : text,
    id,
  ]);
  tokenizer.model.vocab = Object.fromEntries(vocab);
  const read = (path: string): object => JSON.parse(Buffer.from(files.get(path) ?? []).toString()) as object;
  return new Map([
    ...files,
    ['tokenizer.json', json(tokenizer)],
    [
      'tokenizer_config.json',
      json({
        ...read('tokenizer_config.json'),
        chat_template: `{{- messages[0].content }}<script>window.attacked=1</script>${ATTACK}{{- '<think>' }}`,
      }),
    ],
    [
      'config.json',
      json({ ...read('config.json'), model_type: ATTACK, _name_or_path: ATTACK, architectures: [ATTACK] }),
    ],
    // Where public models have their card.
    ['README.md', Buffer.from(`---\nlicense: ${ATTACK}\n---\n# ${ATTACK}\n<script>window.attacked=1</script>\n`)],
  ]);
}

function writeModel(folder: string, files: ReadonlyMap<string, Uint8Array>): void {
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
}

const attacked = (page: Page): Promise<unknown> => page.evaluate(() => (window as { attacked?: unknown }).attacked);

test('a script in token text, in a chat template, in a model card and in the name of a folder does not run', async ({
  lab,
  page,
}, { outputDir }) => {
  const folder = join(outputDir, IN_NAMES);
  writeModel(folder, hostileModel());
  await page.goto('./?engine=wasm#/models');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a folder …' }).click();
  await (await chooser).setFiles(folder);
  const card = page.getByRole('listitem', { name: IN_NAMES, exact: true });
  await card.getByRole('button', { name: `Use ${IN_NAMES} in the lab` }).click();
  await card.getByRole('link', { name: 'Compare with it' }).click();
  await expect(page.getByRole('banner')).toContainText(IN_NAMES, { timeout: 60_000 });
  await lab.problem.fill(ATTACK);
  await lab.shared('Temperature').fill('2');
  await lab.shared('Maximum tokens').fill('80');
  await lab.runToTheEnd();
  // The texts are shown, as text.
  expect(await lab.text('A')).toContain('onerror="window.attacked=');
  expect(await page.locator('main img').count()).toBe(0);
  expect(await attacked(page)).toBeUndefined();
});

test('a script in an address or in the name of a task file does not run', async ({ lab, page }, { outputDir }) => {
  await page.goto(`./?engine=${encodeURIComponent(ATTACK)}#/compare?setup=${encodeURIComponent(ATTACK)}`);
  await expect(lab.problems).toContainText('onerror');
  mkdirSync(outputDir, { recursive: true });
  const file = join(outputDir, `${IN_NAMES}.jsonl`);
  writeFileSync(file, `{"id":${JSON.stringify(ATTACK)},"problem":${JSON.stringify(ATTACK)}`);
  await page.goto('./?engine=wasm#/evaluate');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open problems …' }).click();
  await (await chooser).setFiles(file);
  await expect(page.getByText(IN_NAMES).first()).toBeVisible();
  expect(await attacked(page)).toBeUndefined();
});
