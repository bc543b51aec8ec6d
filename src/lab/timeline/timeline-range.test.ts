import { expect, it } from 'vitest';
import { heldRange, rangeWith, zoomed } from './timeline-range.ts';

it('stays within the run and never becomes empty', () => {
  expect(heldRange({ from: -10, to: 20 }, 100)).toEqual({ from: 0, to: 30 });
  expect(heldRange({ from: 90, to: 120 }, 100)).toEqual({ from: 70, to: 100 });
  expect(heldRange({ from: 50, to: 50 }, 100)).toEqual({ from: 50, to: 58 });
  expect(heldRange({ from: 0, to: 100 }, 100)).toBeNull();
  expect(heldRange({ from: 2, to: 3 }, 4)).toBeNull();
});

it('zooms about the middle and back to the whole run', () => {
  expect(zoomed({ from: 40, to: 60 }, 0.5, 100)).toEqual({ from: 45, to: 55 });
  expect(zoomed({ from: 40, to: 60 }, 10, 100)).toBeNull();
});

it('follows a cursor that leaves it', () => {
  expect(rangeWith({ from: 40, to: 60 }, 50, 100)).toEqual({ from: 40, to: 60 });
  expect(rangeWith({ from: 40, to: 60 }, 70, 100)).toEqual({ from: 60, to: 80 });
  expect(rangeWith({ from: 40, to: 60 }, 99, 100)).toEqual({ from: 80, to: 100 });
});
