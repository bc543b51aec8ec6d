import { createHash } from 'node:crypto';
import { expect, test, type Page } from '@playwright/test';
import { StandInHub, type Fault } from '../src/testing/stand-in-hub.ts';
import { continueGreedily } from '../src/testing/synthetic/reference.ts';
import { makeSyntheticModel, type SyntheticModel } from '../src/testing/synthetic/synthetic-model.ts';
import type { ModelPage } from './models/page.ts';
import { serveModelPage } from './models/test-site.ts';
import { guardPage, type PageGuard } from './page-guard.ts';

const REPOSITORY = 'someone/small-ONNX';
const REVISION = 'd'.repeat(40);
const LENGTH = 8;
const PROMPT = 'Wait?';

/** Its logits at the first positions after a fixed prompt, as a model's own self-test has them. */
function referenceOf({ shape, weights }: SyntheticModel): unknown {
  const prompt = [87, 97, 105, 116];
  const { ids, logits } = continueGreedily(shape, weights, prompt, 4);
  const listed = [5, 50, 150, 250];
  const rows = logits.map((row) => ({ ids: listed, logits: listed.map((id) => row[id]) }));
  return { prompt_ids: prompt, continuation_ids: ids, rows };
}

const good = makeSyntheticModel({ bits: 32, tied: false, dataParts: 2, attention: 'MultiHeadAttention' });
const DATA = `${good.graph}_data`;
/** The other kind of model, in one file, with an operator that nobody knows. */
const single = makeSyntheticModel();
const broken = new Uint8Array(single.files.get(single.graph) ?? []);
broken.set(Buffer.from('Sigmoxx'), Buffer.from(broken).indexOf('Sigmoid'));
/** Its cache is in 16-bit floats, which browsers have arrays for and Node has not. */
const half = makeSyntheticModel({ element: 'float16' });
const files = new Map<string, Uint8Array>([
  ...good.files,
  ...[...half.files].map(([path, bytes]) => [`half/${path}`, bytes] as const),
  ['reference.json', Buffer.from(JSON.stringify(referenceOf(good)))],
  ['onnx/broken.onnx', broken],
]);

const describeFile = (path: string, pinned: boolean) => {
  const bytes = files.get(path) ?? new Uint8Array(0);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { path, bytes: pinned ? bytes.length : null, sha256: pinned ? sha256 : null };
};
const SHARED = ['config.json', 'generation_config.json', 'tokenizer.json', 'tokenizer_config.json', 'reference.json'];

function entry(id: string, pinned: boolean, graph = good.graph): Record<string, unknown> {
  const variantFiles = graph === good.graph ? [graph, DATA, `${DATA}_1`] : [graph];
  return {
    id,
    title: id,
    source: 'hub',
    repository: REPOSITORY,
    revision: pinned ? REVISION : null,
    licence: 'MIT',
    tried: true,
    shape: { layers: 2, kvHeads: 2, headSize: 16, vocabulary: 320 },
    contextLength: 128,
    thinking: { open: '<think>', close: '</think>' },
    suggested: {},
    files: SHARED.map((path) => describeFile(path, pinned)),
    variants: [{ dtype: 'q4', graph, files: variantFiles.map((path) => describeFile(path, pinned)) }],
  };
}

const CATALOG = [entry('small', true), entry('loose', false), entry('broken', true, 'onnx/broken.onnx')];
const expected = ({ shape, weights }: SyntheticModel, promptIds: readonly number[]): number[] =>
  continueGreedily(shape, weights, promptIds, LENGTH).ids;

test.describe.configure({ mode: 'serial' });

const hub = new StandInHub({ repository: REPOSITORY, revision: REVISION, files });
let guard: PageGuard;
let site: Awaited<ReturnType<typeof serveModelPage>>;
test.beforeAll(async () => {
  site = await serveModelPage(CATALOG, hub);
});
test.afterAll(() => site.close());
test.beforeEach(async ({ page }) => {
  hub.mend();
  hub.requests.length = 0;
  guard = guardPage(page, site.url);
  await page.goto(site.url);
});
test.afterEach(() => guard.check());

declare const laboratory: ModelPage;
const download = (page: Page, model: string) => page.evaluate((id) => laboratory.download(id), model);
const list = async (page: Page, model: string) => {
  const outcome = await page.evaluate(() => laboratory.models());
  return outcome.ok ? outcome.value.models.find(({ id }) => id === model) : undefined;
};
const complete = { ok: true, value: 'complete' };

test('a model of the hub is downloaded, verified, kept over a reload, run, tested and deleted', async ({ page }) => {
  expect(await list(page, 'small')).toMatchObject({ ready: false, storedBytes: 0, pinned: true });
  const { outcome, progress } = await download(page, 'small');
  expect(outcome).toEqual(complete);
  expect(progress.at(-1)?.loadedBytes).toBe(progress.at(-1)?.totalBytes);
  await page.reload();
  expect(await list(page, 'small')).toMatchObject({ ready: true });
  expect(await page.evaluate(() => laboratory.load('small'))).toMatchObject({ ok: true, value: { title: 'small' } });
  const run = await page.evaluate(([prompt, length]) => laboratory.runGreedily(prompt, length), [
    PROMPT,
    LENGTH,
  ] as const);
  expect(run.ids).toEqual(expected(good, run.promptIds));
  expect(await page.evaluate(() => laboratory.selfTest())).toMatchObject({ ok: true, value: { passed: true } });
  expect(await page.evaluate(() => laboratory.deleteModel('small'))).toEqual({ ok: true, value: null });
  expect(await list(page, 'small')).toMatchObject({ ready: false, storedBytes: 0 });
});

for (const [fault, times] of [
  ['cut', 2],
  ['no-length', Infinity],
  ['redirect', Infinity],
  ['slow', Infinity],
  ['wrong', 1],
  ['short', 1],
  ['busy', 1],
] as const satisfies readonly (readonly [Fault, number])[]) {
  test(`a server that is "${fault}" still gives the right file`, async ({ page }) => {
    hub.fail(DATA, fault, times);
    expect((await download(page, 'small')).outcome).toEqual(complete);
    expect(await list(page, 'small')).toMatchObject({ ready: true });
  });
}

for (const [fault, code, message] of [
  ['html', 'model-missing', /web page/],
  ['wrong', 'model-damaged', /SHA-256/],
  ['short', 'model-damaged', /instead of|ends/],
  ['missing', 'model-missing', /HTTP 404/],
] as const) {
  test(`a server that is always "${fault}" is told, and leaves nothing wrong behind`, async ({ page }) => {
    hub.fail(DATA, fault);
    const { outcome } = await download(page, 'small');
    expect(outcome).toMatchObject({ ok: false, problem: { code } });
    if (!outcome.ok) expect(outcome.problem.message).toMatch(message);
    expect(await page.evaluate(() => laboratory.load('small'))).toMatchObject({ problem: { code: 'model-missing' } });
    hub.mend();
    expect((await download(page, 'small')).outcome).toEqual(complete);
    expect(await page.evaluate(() => laboratory.load('small'))).toMatchObject({ ok: true });
  });
}

test('a cancelled download goes on where it ended, in another page', async ({ page }) => {
  hub.fail(DATA, 'stalled');
  const cancelled = download(page, 'small');
  await expect.poll(async () => (await list(page, 'small'))?.storedBytes).toBeGreaterThan(60_000);
  await page.evaluate(() => laboratory.cancelDownload('small'));
  expect((await cancelled).outcome).toEqual({ ok: true, value: 'cancelled' });
  expect((await list(page, 'small'))?.storedBytes).toBeGreaterThan(50_000);
  hub.mend();
  await page.reload();
  expect((await download(page, 'small')).outcome).toEqual(complete);
  const resumed = hub.requests.filter(({ path, range }) => path === DATA && range !== '');
  expect(resumed).toHaveLength(1);
  expect(resumed[0]?.ifRange).toMatch(/^"\w+"$/);
});

test('a download that a reload ended goes on where it was', async ({ page }) => {
  hub.fail(DATA, 'stalled');
  void download(page, 'small').catch(() => undefined); // its page goes away
  await expect.poll(async () => (await list(page, 'small'))?.storedBytes).toBeGreaterThan(60_000);
  await page.reload();
  hub.mend();
  await expect.poll(async () => (await download(page, 'small')).outcome).toEqual(complete);
  expect(hub.requests.some(({ path, range }) => path === DATA && range !== '')).toBe(true);
});

test('a model without a pin is held to its first download', async ({ page }) => {
  expect(await list(page, 'loose')).toMatchObject({ pinned: false });
  expect((await download(page, 'loose')).outcome).toEqual(complete);
  await page.evaluate(() => laboratory.deleteModel('loose'));
  hub.fail('config.json', 'wrong');
  expect((await download(page, 'loose')).outcome).toMatchObject({ problem: { code: 'model-damaged' } });
  hub.mend();
  expect((await download(page, 'loose')).outcome).toEqual(complete);
});

test('two pages do not write the same file', async ({ page, context }) => {
  hub.fail(DATA, 'stalled');
  const first = download(page, 'small');
  await expect.poll(() => hub.requests.some(({ path }) => path === DATA)).toBe(true);
  const other = await context.newPage();
  await other.goto(site.url);
  expect((await download(other, 'small')).outcome).toMatchObject({ problem: { code: 'model-missing' } });
  hub.mend();
  expect((await first).outcome).toEqual(complete);
});

test('a model that cannot run is told, and a good one loads afterwards in the same page', async ({ page }) => {
  expect((await download(page, 'broken')).outcome).toEqual(complete);
  expect(await page.evaluate(() => laboratory.load('broken'))).toMatchObject({
    problem: { code: 'model-unsupported' },
  });
  expect((await download(page, 'small')).outcome).toEqual(complete);
  expect(await page.evaluate(() => laboratory.load('small'))).toMatchObject({ ok: true });
});

const address = (path: string): string => `/${REPOSITORY}/resolve/${REVISION}/${path}`;

test('a dropped folder is a model too', async ({ page }) => {
  const paths = [...good.files.keys()];
  const dropped = Object.fromEntries(paths.map((path) => [`some folder/${path}`, address(path)]));
  const added = await page.evaluate((each) => laboratory.addFolder('mine', each), dropped);
  expect(added).toEqual({ ok: true, value: 'local:mine' });
  expect(await page.evaluate(() => laboratory.load('local:mine'))).toMatchObject({ ok: true });
  const run = await page.evaluate(([prompt, length]) => laboratory.runGreedily(prompt, length), [
    PROMPT,
    LENGTH,
  ] as const);
  expect(run.ids).toEqual(expected(good, run.promptIds));
  expect(await page.evaluate(() => laboratory.selfTest())).toEqual({ ok: true, value: null });
  const part = { 'config.json': address('config.json') };
  expect(await page.evaluate((each) => laboratory.addFolder('part', each), part)).toMatchObject({
    problem: { code: 'model-missing' },
  });
});

test('a model in 16-bit floats gives the same tokens in a browser', async ({ page }) => {
  const dropped = Object.fromEntries([...half.files.keys()].map((path) => [path, address(`half/${path}`)]));
  expect(await page.evaluate((each) => laboratory.addFolder('half', each), dropped)).toMatchObject({ ok: true });
  expect(await page.evaluate(() => laboratory.load('local:half'))).toMatchObject({ ok: true });
  const run = await page.evaluate(([prompt, length]) => laboratory.runGreedily(prompt, length), [
    PROMPT,
    LENGTH,
  ] as const);
  expect(run.ids).toEqual(expected(half, run.promptIds));
});

test('a disk that fills up on the way is told, and what came is kept', async ({ page, context }) => {
  const { origin } = new URL(site.url);
  const browser = await context.newCDPSession(page);
  // Browsers may tell pages of more room than there is, so that it shows only while writing.
  await browser.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 200_000 });
  const { outcome } = await download(page, 'small');
  expect(outcome).toMatchObject({ ok: false, problem: { code: 'model-missing' } });
  if (!outcome.ok) expect(outcome.problem.message).toMatch(/no room/);
  await browser.send('Storage.overrideQuotaForOrigin', { origin });
  expect((await download(page, 'small')).outcome).toEqual(complete);
  expect(await page.evaluate(() => laboratory.load('small'))).toMatchObject({ ok: true });
});
