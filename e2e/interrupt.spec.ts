import { expect, test } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../cli/root.ts';
import { processesWith } from './processes.ts';
import { runCommand, startCommand, type Result } from './run-command.ts';

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
  /** What else is true by then. */
  readonly reached?: () => boolean;
}

/** Presses Ctrl-C: every process of the group hears it, as in a terminal. */
async function interrupt(
  args: readonly string[],
  { processes, said = /^/, reached = () => true }: Moment,
): Promise<Result> {
  const mark = randomUUID();
  const { child, result } = startCommand(args, { SECOND_THOUGHT_TEST: mark }, true);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await expect
    .poll(
      () => child.exitCode !== null || (said.test(output) && reached() && processesWith(mark).length >= processes),
      { timeout: 120_000, intervals: [5] },
    )
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

/** The files of the repository that a command writes: whatever comes, a test leaves them as it found them. */
async function withFiles(names: readonly string[], work: () => Promise<void>): Promise<void> {
  const files = names.map((name) => ({ path: join(ROOT, name), before: readFileSync(join(ROOT, name), 'utf8') }));
  try {
    await work();
    for (const { path, before } of files) {
      expect(readFileSync(path, 'utf8') === before, `${path} is as it was`).toBe(true);
      expect(existsSync(`${path}.part`)).toBe(false);
    }
  } finally {
    for (const { path, before } of files) if (readFileSync(path, 'utf8') !== before) writeFileSync(path, before);
  }
}

test('record, interrupted while it runs, leaves the recording as it was and no process', async () => {
  await withFiles(['models/ponder/recording.jsonl'], async () => {
    const { code } = await interrupt(['record'], { when: '', processes: 4, said: /Loading Ponder/ });
    expect(code).toBe(130);
  });
});

test('eval -- results, interrupted among its samples, leaves the documents as they were and goes on there', async () => {
  const { outputDir } = test.info();
  const args = ['eval', 'results', '--part', 'core', '--tasks', 'chain-test', '--limit', '30', '--out', outputDir];
  const folder = join(outputDir, 'core-chain-test');
  const samples = (): readonly string[] => {
    const path = join(folder, 'samples.jsonl');
    return existsSync(path) ? readFileSync(path, 'utf8').split(/(?<=\n)/) : [];
  };
  await withFiles(['README.md', 'docs/results.md'], async () => {
    const reached = (): boolean => samples().length >= 3;
    const { code, stdout } = await interrupt(args, { when: '', processes: 4, reached });
    expect(code).toBe(130);
    expect(stdout).toBe('');
    const made = samples();
    expect(made.length).toBeLessThan(120);
    for (const line of made) JSON.parse(line);
    expect(readdirSync(folder).toSorted()).toEqual(['manifest.json', 'samples.jsonl']);

    const whole = await runCommand(...args, '--dry');
    expect(whole.code, whole.stderr).toBe(0);
    expect(whole.stderr).toContain(`${made.length} of 120 samples are there already.`);
    expect(samples()).toEqual(expect.arrayContaining([...made]));
    expect(samples()).toHaveLength(120);
    expect(whole.stdout).toContain('| certainty-guided |');
  });
});
