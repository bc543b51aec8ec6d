import { expect, test } from 'vitest';
import { readRoute } from './route.ts';

test('every address has its page', () => {
  expect(readRoute('')).toEqual({ page: 'compare', setup: null });
  expect(readRoute('#/compare')).toEqual({ page: 'compare', setup: null });
  for (const page of ['evaluate', 'models', 'methods', 'runs'])
    expect(readRoute(`#/${page}`)).toEqual({ page, setup: null });
  expect(readRoute('#/compare?setup=%7B%7D')).toEqual({ page: 'compare', setup: '%7B%7D' });
});

test('a place within a page is no page', () => {
  expect(readRoute('#lanes')).toBeNull();
  expect(readRoute('#/evaluate/../secret')).toBeNull();
});
