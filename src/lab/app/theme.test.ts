import { expect, it } from 'vitest';
import { nextTheme, readTheme } from './theme.ts';

it('cycles through system, light and dark', () => {
  expect(nextTheme('system')).toBe('light');
  expect(nextTheme('light')).toBe('dark');
  expect(nextTheme('dark')).toBe('system');
});

it('ignores what it did not store', () => {
  expect(readTheme('dark')).toBe('dark');
  expect(readTheme('<b>')).toBe('system');
  expect(readTheme(null)).toBe('system');
});
