import { expect, test } from '@playwright/test';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand, startCommand } from './run-command.ts';

// Every command starts a process, many a browser too.
test.describe.configure({ timeout: 240_000 });

const PROBLEM = 'Use 2, 5 and 9 to make 47.';
const COMPARE = ['compare', '--prompt', PROBLEM, '--strategies', 'plain,cyclic-reflex', '--seed', '7', '--json'];

interface Line {
  readonly strategy: string;
  readonly text: string;
  readonly tokens: number;
  readonly timings?: { readonly totalMilliseconds: number };
  readonly trace: readonly { readonly position: number; readonly text: string }[];
}

test('compare --json prints one line of JSON per lane, nothing else, and the same bytes every time', async () => {
  const first = await runCommand(...COMPARE);
  expect(first.code, first.stderr).toBe(0);
  const lines = first.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  expect(lines.map((line) => line.strategy)).toEqual(['plain', 'cyclic-reflex']);
  for (const line of lines) {
    expect(line).toMatchObject({ seed: 7, engine: 'onnx/wasm' });
    expect(line.tokens).toBe(line.trace.length);
    expect(line.trace.map((record) => record.text).join('')).toBe(line.text);
    expect(line).not.toHaveProperty('timings');
  }
  const second = await runCommand(...COMPARE);
  expect(second.stdout).toBe(first.stdout);
});

test('amplitude 0 is plain decoding, and --timings adds times', async () => {
  const { code, stdout, stderr } = await runCommand(...COMPARE, '--set', 'cyclic-reflex.amplitude=0', '--timings');
  expect(code, stderr).toBe(0);
  const [plain, neutral] = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  expect(neutral?.text).toBe(plain?.text);
  expect(neutral).toMatchObject({ divergedAt: null });
  expect(neutral?.timings?.totalMilliseconds).toBeGreaterThan(0);
});

test('compare prints lanes for people without --json', async () => {
  const { code, stdout } = await runCommand('compare', '--prompt', PROBLEM, '--max-tokens', '20');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^A {2}plain\n {3}answer /);
  expect(stdout).toMatch(/\nB {2}cyclic-reflex \(amplitude /);
  expect(stdout).toContain('tokens 20');
});

test('mistakes are told on standard error with a way out, before a browser starts', async () => {
  const cases: readonly (readonly [RegExp, ...string[]])[] = [
    [/no strategy "magic"[^]*Choose from: plain/, 'compare', '--prompt', 'x', '--strategies', 'magic'],
    [
      /amplitude is 99, but must be a number from 0 to 20/,
      'compare',
      '--prompt',
      'x',
      '--set',
      'cyclic-reflex.amplitude=99',
    ],
    [/The prompt is empty/, 'compare', '--prompt', '  '],
    [/--prompt is missing/, 'compare'],
    [/Unknown option '--nope'/, 'compare', '--nope'],
    [/task file .* cannot be read/, 'eval', '--task', 'missing.jsonl', '--out', 'nowhere'],
    [/no benchmark "speed"/, 'bench', 'speed'],
    [/no command "fly"[^]*compare/, 'fly'],
  ];
  for (const [message, ...args] of cases) {
    const result = await startCommand(args, { CHROMIUM_PATH: '/nowhere/chromium' }).result;
    expect(result.code, args.join(' ')).toBe(1);
    expect(result.stderr).toMatch(message);
    expect(result.stdout).toBe('');
  }
});

test('a prompt longer than the context is refused', async () => {
  const { code, stdout, stderr } = await runCommand(
    'compare',
    '--prompt',
    'Use 3, 7 and 8 to make 29. '.repeat(200),
    '--json',
  );
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/context/);
});

test('eval writes every sample, a summary and a table, and refuses to mix two evaluations', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'second-thought-eval-'));
  try {
    const task = join(folder, 'two.jsonl');
    const out = join(folder, 'out');
    writeFileSync(
      task,
      `{"id":"a","problem":"${PROBLEM}","answer":"47"}\n{"id":"b","problem":"What is 12 * 3?","answer":"36"}\n`,
    );
    const args = ['eval', '--task', task, '--strategies', 'plain,cyclic-reflex', '--max-tokens', '60', '--out', out];
    const first = await runCommand(...args);
    expect(first.code, first.stderr).toBe(0);
    expect(first.stdout).toMatch(/strategy +samples[^]*A plain[^]*B cyclic-reflex/);
    const samples = readFileSync(join(out, 'samples.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; strategy: string; seed: number });
    expect(samples.map(({ id, strategy }) => `${id} ${strategy}`)).toEqual([
      'a plain',
      'a cyclic-reflex',
      'b plain',
      'b cyclic-reflex',
    ]);
    expect(samples[0]?.seed).toBe(samples[1]?.seed);
    expect(samples[0]?.seed).not.toBe(samples[2]?.seed);
    expect(existsSync(join(out, 'summary.json'))).toBe(true);
    expect(JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'))).toMatchObject({ status: 'finished' });

    const second = await runCommand(...args);
    expect(second.code).toBe(1);
    expect(second.stderr).toContain(`The folder ${out} already holds samples`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
