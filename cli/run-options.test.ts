import { parseArgs } from 'node:util';
import { expect, test } from 'vitest';
import { readCount, readRunOptions, RUN_OPTIONS } from './run-options.ts';

const read = (...args: string[]): ReturnType<typeof readRunOptions> =>
  readRunOptions(parseArgs({ args, options: RUN_OPTIONS }).values);

test('runs plain beside CyclicReflex on wasm when nothing is said', () => {
  expect(read()).toEqual({
    lanes: [
      { strategy: 'plain', settings: {} },
      { strategy: 'cyclic-reflex', settings: {} },
    ],
    engine: 'wasm',
    sampling: { temperature: 0.6, topP: 0.95, topK: 0, minP: 0, seed: 7 },
  });
});

test('reads the sampling settings under their own names', () => {
  const { sampling, maxTokens } = read(
    '--temperature=0',
    '--top-p=0.5',
    '--top-k=20',
    '--min-p=0.1',
    '--seed=123',
    '--max-tokens=9',
  );
  expect(sampling).toEqual({ temperature: 0, topP: 0.5, topK: 20, minP: 0.1, seed: 123 });
  expect(maxTokens).toBe(9);
});

test.each([
  ['--temperature=3', /sampling\.temperature is 3, but must be a number from 0 to 2/],
  ['--temperature=warm', /sampling\.temperature is "warm"/],
  ['--seed=1.5', /sampling\.seed is 1\.5/],
  ['--seed=9007199254740993', /sampling\.seed/],
  ['--max-tokens=0', /--max-tokens is "0"/],
  ['--engine=cuda', /no engine "cuda"/],
])('refuses %s', (argument, message) => {
  expect(() => read(argument)).toThrow(message);
});

test('refuses stacks for commands that have not asked for them', () => {
  const values = parseArgs({ args: ['--strategies=plain,cyclic-reflex+srgen'], options: RUN_OPTIONS }).values;
  expect(() => readRunOptions(values, 4)).toThrow(/one strategy per lane, but cyclic-reflex\+srgen stacks 2/);
  expect(readRunOptions(values, { stacks: true }).lanes[1]).toMatchObject({ also: [{ strategy: 'srgen' }] });
});

test('counts are whole numbers of at least 1', () => {
  expect(readCount('limit', '20')).toBe(20);
  for (const text of ['0', '-1', '2.5', 'many', '']) expect(() => readCount('limit', text)).toThrow(/--limit is/);
});

test('refuses an ensemble where one run is shown, and says what runs it', () => {
  expect(() => read('--strategies', 'plain,self-consistency')).toThrow(/vote over many runs/);
  const { values } = parseArgs({ args: ['--strategies', 'self-consistency'], options: RUN_OPTIONS });
  expect(readRunOptions(values, { ensembles: true }).lanes).toEqual([{ strategy: 'self-consistency', settings: {} }]);
});
