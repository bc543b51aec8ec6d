import { expect, test } from '@playwright/test';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { runCommand, startCommand } from './run-command.ts';

test.describe.configure({ mode: 'serial', timeout: 180_000 });

const LINES = readFileSync('models/ponder/problems/chain-test.jsonl', 'utf8').split('\n');

let folder: string;
const at = (...names: string[]): string => join(folder, ...names);
const read = (...names: string[]): string => readFileSync(at(...names), 'utf8');

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'second-thought-tune-'));
  writeFileSync(at('tuning.jsonl'), LINES.slice(0, 3).join('\n'));
  writeFileSync(at('held-out.jsonl'), LINES.slice(3, 7).join('\n'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tuneWith = (tuning: string, testTask: string, grid: string, out: string): string[] => {
  const tasks = ['--tuning', at(`${tuning}.jsonl`), '--test', at(`${testTask}.jsonl`)];
  return [
    'eval',
    'tune',
    '--strategy',
    'cyclic-reflex',
    ...tasks,
    '--grid',
    grid,
    '--max-tokens',
    '60',
    '--out',
    at(out),
  ];
};

test('settings are tried on one split, the choice is written down, and the report is of the other', async () => {
  const args = tuneWith('tuning', 'held-out', 'amplitude=1,3', 'tuned');
  const { child, result } = startCommand(args);
  // Killed as soon as the choice is there: the test split has not begun, or only just.
  while (child.exitCode === null && !existsSync(at('tuned', 'choice.json'))) await wait(5);
  child.kill('SIGKILL');
  await result;
  expect(existsSync(at('tuned', 'tuning', 'samples.jsonl'))).toBe(true);
  const choice = read('tuned', 'choice.json');
  expect(JSON.parse(choice)).toMatchObject({ tried: 2, tuning: { tuning: 'tuning', test: 'held-out', problems: 3 } });

  const { code, stdout, stderr } = await runCommand(...args, '--resume');
  expect(code, stderr).toBe(0);
  expect(read('tuned', 'choice.json')).toBe(choice);
  expect(stdout).toMatch(/A plain +4 [^]*B cyclic-reflex +4 /);
  expect(JSON.parse(read('tuned', 'test', 'report.json'))).toMatchObject({
    tasks: ['held-out'],
    baseline: 'plain',
    context: { tuning: { problems: 3, scores: [{ settings: { amplitude: 1 } }, { settings: { amplitude: 3 } }] } },
  });
  expect(read('tuned', 'test', 'report.html')).toContain('no evidence');
  expect(existsSync(at('tuned', 'tuning', 'report.html'))).toBe(false);
});

test('a second look, and a test on what was tuned on, are refused', async () => {
  const second = await runCommand(...tuneWith('tuning', 'held-out', 'amplitude=1,4', 'tuned'), '--resume');
  expect(second.code).toBe(1);
  expect(second.stderr).toContain('already chosen for');
  const same = await runCommand(...tuneWith('tuning', 'tuning', 'amplitude=1,3', 'never'));
  expect(same.code).toBe(1);
  expect(same.stderr).toContain('3 of the 3 test problems of tuning are in the tuning split');
  expect(existsSync(at('never'))).toBe(false);
});

test('a problem longer than the context is counted as such, and the others are run', async () => {
  const long = `Start with 3${', add 1'.repeat(3000)}. What is the last digit?`;
  writeFileSync(at('long.jsonl'), `${JSON.stringify({ id: 'endless', problem: long, answer: '3' })}\n${LINES[0]}\n`);
  const args = ['eval', '--task', at('long.jsonl'), '--strategies', 'plain', '--max-tokens', '30', '--out', at('long')];
  const { code, stdout, stderr } = await runCommand(...args);
  expect(code, stderr).toBe(0);
  expect(stderr).toContain('Problem "endless" does not fit into the context of ponder');
  expect(stdout).toMatch(/too long/);
  expect(JSON.parse(read('long', 'summary.json'))).toMatchObject({ strategies: [{ samples: 2, tooLong: 1 }] });
  expect(read('long', 'report.html')).toContain('never began: problem longer than the context');
});

test('two commands do not write into one folder', async () => {
  const args = ['eval', '--task', 'chain-test', '--strategies', 'plain', '--limit', '500', '--out', at('shared')];
  const { child, result } = startCommand(args);
  while (child.exitCode === null && !existsSync(at('shared', 'manifest.json'))) await wait(5);
  const second = await runCommand(...args, '--resume');
  expect(second.code).toBe(1);
  expect(second.stderr).toContain(`is in use by process ${child.pid}`);
  child.kill('SIGINT');
  expect((await result).code).toBe(130);
  expect(readdirSync(at('shared')).filter((name) => name.endsWith('.lock'))).toEqual([]);
});
