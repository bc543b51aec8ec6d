import { expect, test } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../cli/root.ts';
import { processesWith } from './processes.ts';
import { startCommand, type Result } from './run-command.ts';

test.describe.configure({ timeout: 180_000 });
test.skip(process.platform !== 'linux', 'Processes are looked up in /proc.');

/** Enough to be interrupted in. */
const LONG = ['--strategies', 'cyclic-reflex', '--set', 'cyclic-reflex.amplitude=20', '--max-tokens', '900'];
const COMPARE = ['compare', '--prompt', 'Start with 3.', ...LONG, '--json'];

interface Moment {
  readonly when: string;
  /** How many processes there are by then: the command alone, or a browser too. */
  readonly processes: number;
  /** What it has said by then. */
  readonly said?: RegExp;
}

/** Presses Ctrl-C: every process of the group hears it, as in a terminal. */
async function interrupt(args: readonly string[], { processes, said = /^/ }: Moment): Promise<Result> {
  const mark = randomUUID();
  const { child, result } = startCommand(args, { SECOND_THOUGHT_TEST: mark }, true);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await expect
    .poll(() => child.exitCode !== null || (processesWith(mark).length >= processes && said.test(output)), {
      timeout: 120_000,
      intervals: [5],
    })
    .toBe(true);
  if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
  const ended = await result;
  await expect.poll(() => processesWith(mark), { timeout: 30_000 }).toEqual([]);
  return ended;
}

/** Before its first lines have run, a signal ends it as it ends any program, without an exit code. */
const INTERRUPTED: readonly (number | null)[] = [130, null];

for (const moment of [
  { when: 'as it begins', processes: 1 },
  { when: 'while its browser starts', processes: 2 },
  { when: 'while the page loads', processes: 4, said: /Loading Ponder/ },
] satisfies readonly Moment[]) {
  test(`compare, interrupted ${moment.when}, leaves no process and no half line`, async () => {
    const { code, stdout } = await interrupt(COMPARE, moment);
    expect(INTERRUPTED).toContain(code);
    for (const line of stdout.split('\n').filter((text) => text !== '')) JSON.parse(line);
  });
}

test('bench, interrupted in its browser, leaves no process', async () => {
  const { code, stdout } = await interrupt(['bench', 'start'], { when: '', processes: 4 });
  expect(code).toBe(130);
  expect(stdout).toBe('');
});

test('start, interrupted while it serves, leaves no process and frees its port', async () => {
  const { code, stdout } = await interrupt(['start', '--port', '4273'], {
    when: '',
    processes: 1,
    said: /Second Thought is at http/,
  });
  expect(code).toBe(130);
  const [address = ''] = /http:\S+/.exec(stdout) ?? [];
  await expect(fetch(address)).rejects.toThrow('fetch failed');
});

test('test:faults, interrupted among its browsers, leaves no process and whole lines', async () => {
  const { code } = await interrupt(['test-faults', '--seed', '999', '--count', '4'], { when: '', processes: 6 });
  expect(code).toBe(130);
  const file = join(ROOT, 'out/faults/outcomes.jsonl');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [''];
  expect(lines.at(-1)).toBe('');
  for (const line of lines.slice(0, -1)) JSON.parse(line);
});
