import { expect, test } from 'vitest';
import { readTuneOptions } from './eval-tune-options.ts';

const read = (...args: string[]): ReturnType<typeof readTuneOptions> =>
  readTuneOptions(['--strategy', 'cyclic-reflex', '--tuning', 'a', '--test', 'b', '--out', 'o', ...args]);

test('a lane per setting of the grid', () => {
  const options = read('--grid', 'amplitude=1,2', '--grid', 'period=60', '--seed', '3');
  expect(options?.lanes).toEqual([
    { strategy: 'cyclic-reflex', settings: { amplitude: 1, period: 60 } },
    { strategy: 'cyclic-reflex', settings: { amplitude: 2, period: 60 } },
  ]);
  expect(options).toMatchObject({ tuning: 'a', test: 'b', resume: false, samples: 1, sampling: { seed: 3 } });
  expect(readTuneOptions(['--help'])).toBeUndefined();
});

test.each([
  [['--grid', 'magic=1'], /magic/],
  [['--grid', 'amplitude=-1'], /amplitude/],
  [['--grid', 'amplitude=1', '--strategy', 'cyclic-reflex+srgen'], /must be one strategy/],
  [['--grid', 'amplitude=1', '--strategy', 'nobody'], /no strategy "nobody"/],
  [['--grid', 'amplitude=1', '--set', 'A.period=1'], /Unknown option '--set'/],
  [[], /--grid is missing/],
])('refuses %j', (args, message) => expect(() => read(...args)).toThrow(message));
