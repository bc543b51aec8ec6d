import { expect, test } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { uniform } from '../src/control/random.ts';
import { processesWith } from './processes.ts';
import { runCommand, startCommand } from './run-command.ts';

// Every kill costs another start of the browser.
test.describe.configure({ mode: 'serial', timeout: 180_000 });

const OPTIONS = ['--strategies', 'plain,cyclic-reflex', '--limit', '6', '--max-tokens', '60'];
const SEED = 11;

let folder: string;
let whole: string;
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'second-thought-eval-'));
  whole = join(folder, 'whole');
  const { code, stderr } = await runCommand('eval', '--task', 'chain-test', ...OPTIONS, '--out', whole);
  expect(code, stderr).toBe(0);
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(directory: string, name: string): string {
  return readFileSync(join(directory, name), 'utf8');
}

/** What an evaluation leaves, its report too; times aside, two equal ones leave the same bytes. */
function contents(directory: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(directory)
      .sort()
      .map((name) => [name, read(directory, name).replaceAll(/"milliseconds":\d+/g, '"milliseconds":0')]),
  );
}

function countLines(directory: string): number {
  const path = join(directory, 'samples.jsonl');
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').length - 1 : 0;
}

function evaluate(out: string, ...more: string[]): ReturnType<typeof runCommand> {
  return runCommand('eval', '--task', 'chain-test', ...OPTIONS, '--out', out, ...more);
}

/** Starts an evaluation and ends it with `signal` some milliseconds after it has made some samples. */
async function interrupt(
  options: readonly string[],
  out: string,
  signal: 'SIGKILL' | 'SIGINT',
  samples: number,
  milliseconds: number,
  environment: Readonly<Record<string, string>> = {},
): Promise<number | null> {
  const before = countLines(out);
  const args = ['eval', '--task', 'chain-test', ...options, '--out', out, '--resume'];
  const { child, result } = startCommand(args, environment);
  while (child.exitCode === null && countLines(out) < before + samples) await wait(5);
  await wait(milliseconds);
  child.kill(signal);
  return (await result).code;
}

test('killed at ten random moments and resumed, an evaluation ends as if nothing had happened', async () => {
  test.setTimeout(900_000);
  // An ensemble among them: a sample that takes several runs is whole or not there.
  const options = '--strategies plain,self-consistency --set self-consistency.runs=3 --limit 60 --max-tokens 60'.split(
    ' ',
  );
  const undisturbed = join(folder, 'undisturbed');
  const first = await runCommand('eval', '--task', 'chain-test', ...options, '--out', undisturbed);
  expect(first.code, first.stderr).toBe(0);

  const out = join(folder, 'killed');
  let interrupted = 0;
  for (let round = 0; round < 10; round += 1) {
    // Every third before there is a sample: while the page is built, served, opened, and the model loaded.
    const samples = round % 3 === 0 ? 0 : 1 + Math.floor(3 * uniform(SEED, 'sample', round, 0));
    const delay = (samples === 0 ? 2000 : 150) * uniform(SEED, 'sample', round, 1);
    await interrupt(options, out, 'SIGKILL', samples, Math.floor(delay));
    if (countLines(out) < 120) interrupted += 1;
    // Two lives of one line: as the kill left it, and as a kill in the middle of writing would have.
    if (round === 4) appendFileSync(join(out, 'samples.jsonl'), '{"task":"chain-test","id":"cha');
  }
  // However fast the machine is, most kills found it at work.
  expect(interrupted).toBeGreaterThan(3);
  const { code, stderr } = await runCommand('eval', '--task', 'chain-test', ...options, '--out', out, '--resume');
  expect(code, stderr).toBe(0);
  expect(stderr).toMatch(/\d+ of 120 samples are there already/);
  expect(contents(out)).toEqual(contents(undisturbed));
});

test('the shards of an evaluation, merged, are the evaluation', async () => {
  const shards = [1, 2, 3, 4].map((index) => ({ index, out: join(folder, `shard-${index}`) }));
  const run = async (some: typeof shards): Promise<void> => {
    for (const { index, out } of some) {
      const { code, stderr } = await evaluate(out, '--shard', `${index}/4`, '--workers', '1');
      expect(code, stderr).toBe(0);
    }
  };
  await Promise.all([run(shards.slice(0, 2)), run(shards.slice(2))]);
  const folders = shards.map(({ out }) => out);
  const merged = join(folder, 'merged');
  const incomplete = await runCommand('eval', 'merge', ...folders.slice(1), '--out', merged);
  expect(incomplete.code).toBe(1);
  expect(incomplete.stderr).toContain('Shards are missing: 1/4');
  const { code, stdout, stderr } = await runCommand('eval', 'merge', ...folders.toReversed(), '--out', merged);
  expect(code, stderr).toBe(0);
  expect(stdout).toMatch(/A plain +6 /);
  expect(contents(merged)).toEqual(contents(whole));
  expect(read(merged, 'report.html')).toContain('cyclic-reflex');
  expect(Object.keys(JSON.parse(read(merged, 'report.json')) as object)).toContain('comparisons');
});

test('an accuracy under the threshold exits with 100', async () => {
  const missed = await evaluate(whole, '--resume', '--fail-under', '1');
  expect(missed.code, missed.stderr).toBe(100);
  expect(missed.stderr).toMatch(/plain has an accuracy of [\d.]+; 1 was asked for/);
  expect((await evaluate(whole, '--resume', '--fail-under', '0')).code).toBe(0);
});

test('what does not fit is refused, and what is there stays as it is', async () => {
  const before = contents(whole);
  const again = await evaluate(whole);
  expect(again.code).toBe(1);
  expect(again.stderr).toContain(`The folder ${whole} already holds samples`);
  const other = await evaluate(whole, '--resume', '--seed', '8', '--max-tokens', '61');
  expect(other.code).toBe(1);
  expect(other.stderr).toMatch(/holds another evaluation: seed is 7 there, 8 here; maxTokens is 60 there, 61 here/);
  expect(contents(whole)).toEqual(before);

  const corrupt = join(folder, 'corrupt');
  cpSync(whole, corrupt, { recursive: true });
  const path = join(corrupt, 'samples.jsonl');
  const lines = read(corrupt, 'samples.jsonl').split('\n');
  lines[2] = '{"task":"chain-test"';
  writeFileSync(path, lines.join('\n'));
  const { code, stderr } = await evaluate(corrupt, '--resume');
  expect(code).toBe(1);
  expect(stderr).toContain(`${path}, line 3: not JSON.`);
  expect(read(corrupt, 'samples.jsonl')).toBe(lines.join('\n'));

  const twice = join(folder, 'twice.jsonl');
  writeFileSync(twice, '{"id":"a","problem":"x","answer":"1"}\n{"id":"a","problem":"y","answer":"2"}\n');
  const out = join(folder, 'never');
  const cases: readonly (readonly [RegExp, ...string[]])[] = [
    [/twice\.jsonl, line 2: the id "a" is already on line 1/, '--task', twice],
    [/no strategy "magic"/, '--task', 'chain-test', '--strategies', 'plain,magic'],
    [/no task "nothing"[^]*chain-test[^]*--data/, '--task', 'nothing'],
    [/data set math-500 is not here[^]*npm run eval -- fetch[^]*--data/, '--task', 'math500'],
    [/--shard is "5\/4"/, '--task', 'chain-test', '--shard', '5/4'],
  ];
  for (const [message, ...args] of cases) {
    const refused = await runCommand('eval', ...args, '--out', out);
    expect(refused.code, args.join(' ')).toBe(1);
    expect(refused.stderr).toMatch(message);
    expect(existsSync(out)).toBe(false);
  }
});

test('Ctrl-C leaves whole lines and no process', async () => {
  test.skip(process.platform !== 'linux', 'Processes are looked up in /proc.');
  const out = join(folder, 'interrupted');
  const mark = randomUUID();
  // More than any machine makes in a moment.
  const options = ['--strategies', 'plain,cyclic-reflex', '--limit', '200', '--max-tokens', '60'];
  expect(await interrupt(options, out, 'SIGINT', 2, 20, { SECOND_THOUGHT_TEST: mark })).toBe(130);
  await expect.poll(() => processesWith(mark)).toEqual([]);
  expect(read(out, 'samples.jsonl')).toMatch(/\}\n$/);
  expect(JSON.parse(read(out, 'manifest.json'))).toMatchObject({ status: 'started' });
});
