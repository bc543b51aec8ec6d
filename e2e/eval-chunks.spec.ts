import { expect, test } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './run-command.ts';

test.setTimeout(180_000);

const OPTIONS = ['--task', 'chain-test', '--strategies', 'plain', '--limit', '4', '--max-tokens', '30'];

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'second-thought-chunks-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CHUNKS = { EVAL_OPTIONS: OPTIONS.join(' '), EVAL_CHUNKS: '3' };

/** As a person would type it: nothing of the test that runs here is passed on. */
function runShard(shard: string): ReturnType<typeof spawnSync> {
  const outside = Object.entries(process.env).filter(([name]) => !/^(TEST|PLAYWRIGHT|PW)_/.test(name));
  return spawnSync(
    process.execPath,
    [
      'node_modules/.bin/playwright',
      'test',
      '--config',
      'playwright.eval.config.ts',
      '--shard',
      shard,
      '--workers',
      '1',
    ],
    { env: { ...Object.fromEntries(outside), ...CHUNKS, EVAL_OUT: join(folder, 'chunks') }, encoding: 'utf8' },
  );
}

test('chunks in Playwright’s own shards, merged, are the evaluation', async () => {
  for (const [shard, passed] of [
    ['1/2', '2 passed'],
    ['2/2', '1 passed'],
  ] as const) {
    const { status, stdout, stderr } = runShard(shard);
    expect(status, `${String(stdout)}${String(stderr)}`).toBe(0);
    expect(String(stdout)).toContain(passed);
  }
  const chunks = [1, 2, 3].map((index) => join(folder, 'chunks', `chunk-${index}`));
  const merged = await runCommand('eval', 'merge', ...chunks, '--out', join(folder, 'merged'));
  expect(merged.code, merged.stderr).toBe(0);
  const whole = await runCommand('eval', ...OPTIONS, '--out', join(folder, 'whole'));
  expect(whole.code, whole.stderr).toBe(0);
  const report = (name: string): string => readFileSync(join(folder, name, 'report.html'), 'utf8');
  expect(report('merged')).toBe(report('whole'));
});
