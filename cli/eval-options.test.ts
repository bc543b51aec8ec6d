import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { readEvalOptions, readFailUnder, readShard } from './eval-options.ts';

const read = (...args: string[]): ReturnType<typeof readEvalOptions> =>
  readEvalOptions(['--task', 't.jsonl', '--out', 'o', ...args]);

test('one page per core, and one alone on WebGPU', () => {
  expect(read()).toMatchObject({ workers: availableParallelism(), samples: 1, shard: null, resume: false });
  expect(read('--engine', 'webgpu')).toMatchObject({ workers: 1 });
  expect(read('--workers', '3')).toMatchObject({ workers: 3 });
  expect(read('--help')).toBeUndefined();
});

test('takes more strategies than the page has lanes', () => {
  const strategies = 'plain,cyclic-reflex,certainty-guided,srgen,srgen-logit';
  expect(read('--strategies', strategies)?.lanes).toHaveLength(5);
});

test('reads shards', () => {
  expect(readShard('2/4')).toEqual({ index: 2, of: 4 });
  expect(readShard('1/1')).toEqual({ index: 1, of: 1 });
  for (const text of ['0/4', '5/4', '1', '1/0', 'a/b', '-1/4', '1/4/2', ''])
    expect(() => readShard(text)).toThrow('--shard is');
});

test('a prompt holds the problem', () => {
  expect(read('--prompt', '{problem} Box it.')).toMatchObject({ prompt: '{problem} Box it.' });
  expect(() => read('--prompt', 'Box it.')).toThrow('holds {problem} 0 times');
});

test('a threshold is a fraction', () => {
  expect(readFailUnder('0.6')).toEqual({ failUnder: 0.6 });
  for (const text of ['60', '-0.1', '', 'half', '60 %']) expect(() => readFailUnder(text)).toThrow('--fail-under is');
});

test.each([
  [['--samples', '0'], /--samples is "0"/],
  [['--strategies', 'plain,magic'], /no strategy "magic"/],
  [['--nope'], /Unknown option '--nope'/],
])('refuses %j', (args, message) => {
  expect(() => read(...args)).toThrow(message);
});
