import { expect, test } from 'vitest';
import { gridSettings, readGrid } from './tuning-grid.ts';

test('a grid is every combination, the last setting varying fastest', () => {
  expect(gridSettings('cyclic-reflex', readGrid(['amplitude=1,2', 'period=60, 120']), 26)).toEqual({
    strategies: 'cyclic-reflex,cyclic-reflex,cyclic-reflex,cyclic-reflex',
    set: ['A.amplitude=1', 'A.period=60', 'B.amplitude=1', 'B.period=120'].concat([
      'C.amplitude=2',
      'C.period=60',
      'D.amplitude=2',
      'D.period=120',
    ]),
  });
});

test.each([
  [[], '--grid is missing'],
  [['amplitude'], '--grid amplitude cannot be read'],
  [['amplitude=1,,2'], 'cannot be read'],
  [['cyclic-reflex.amplitude=1'], 'cannot be read'],
  [['amplitude=1', 'amplitude=2'], '--grid names amplitude twice'],
])('refuses %j', (texts, message) => expect(() => readGrid(texts)).toThrow(message));

test('more settings than can be told apart are refused', () => {
  expect(() => gridSettings('x', readGrid(['a=1,2,3', 'b=1,2,3', 'c=1,2,3']), 26)).toThrow(
    '27 settings; 26 are the most',
  );
});
