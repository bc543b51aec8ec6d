import { expect, test } from '@playwright/test';
import { runCommand } from './run-command.ts';

const FIELDS = [
  'engine',
  'model',
  'strategy',
  'tokensPerSecond',
  'ratioTo',
  'turns',
  'ratio',
  'low',
  'high',
  'readBackBytes',
  'millisecondsByStage',
];

// What it measures here means nothing: it has to run, and to say what it ran.
test('bench -- engine times our engine beside an onnxruntime loop and transformers.js, as JSON', async () => {
  test.setTimeout(600_000);
  const few = ['--blocks', '1', '--tokens', '2', '--milliseconds', '1', '--strategies', 'plain,cyclic-reflex'];
  const { code, stdout, stderr } = await runCommand('bench', 'engine', ...few, '--json');
  expect(code, stderr).toBe(0);
  const { rows } = JSON.parse(stdout) as { readonly rows: readonly Readonly<Record<string, unknown>>[] };
  for (const row of rows) {
    expect(Object.keys(row)).toEqual(FIELDS);
    for (const field of ['tokensPerSecond', 'ratio', 'low', 'high'])
      expect(row[field], JSON.stringify(row)).toEqual(expect.any(Number));
  }
  const pairs = rows.map(({ strategy, ratioTo }) => `${String(strategy)} / ${String(ratioTo)}`);
  for (const pair of [
    'plain / bare',
    'cyclic-reflex / plain',
    "control cyclic-reflex / the whole token's time",
    'cyclic-reflex / transformers.js, same file',
    'cyclic-reflex / transformers.js, fp32 file',
    'onnxruntime loop / plain',
  ])
    expect(pairs).toContain(pair);
  expect(rows.map(({ engine }) => engine).join('\n')).toMatch(/transformers\.js 4\.3\.1 \(onnxruntime-web 1\.31/);
});
