import { expect, it } from 'vitest';
import { matching } from './matching.ts';

const COMMANDS = ['Run all lanes', 'Run 32 seeds', 'Go to the next reflection'].map((title) => ({
  title,
  perform: () => undefined,
}));
const titles = (typed: string): readonly string[] => matching(COMMANDS, typed).map(({ title }) => title);

it('finds commands by all words that were typed, in any order and case', () => {
  expect(titles('')).toHaveLength(3);
  expect(titles('RUN')).toEqual(['Run all lanes', 'Run 32 seeds']);
  expect(titles('reflection next')).toEqual(['Go to the next reflection']);
  expect(titles('reflec')).toEqual(['Go to the next reflection']);
  expect(titles('runs')).toEqual([]);
  expect(titles('eeds')).toEqual([]);
});
