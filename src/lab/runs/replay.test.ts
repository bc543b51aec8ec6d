import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FakeClient, testSession } from '../session/test-doubles.ts';
import { createReplay, READING_SPEED } from './replay.ts';
import { comparisonOf } from './saved-run.ts';
import { savedRun } from './test-runs.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp() {
  const { store } = testSession(new FakeClient());
  const recording = comparisonOf(savedRun(), 'shown');
  return {
    store,
    recording,
    replay: createReplay(store),
    tokens: () => store.getState().comparison?.lanes.map(({ records }) => records.length),
  };
}
const seconds = (tokens: number): number => (1000 * tokens) / READING_SPEED;

it('shows a recording token by token, and ends where it ended', () => {
  const { store, recording, replay, tokens } = setUp();
  replay.play(recording);
  expect(tokens()).toEqual([0, 0]);
  vi.advanceTimersByTime(seconds(2) + 1);
  expect(tokens()).toEqual([2, 2]);
  expect(store.getState().replaying).toBe(true);
  vi.advanceTimersByTime(seconds(2) + 1);
  expect(store.getState()).toMatchObject({ replaying: false, comparison: recording });
});

it('shows the rest at once when asked', () => {
  const { store, recording, replay } = setUp();
  replay.play(recording);
  vi.advanceTimersByTime(seconds(1) + 1);
  replay.showAll();
  expect(store.getState()).toMatchObject({ replaying: false, comparison: recording });
});

it('leaves what has taken its place alone', () => {
  const { store, recording, replay } = setUp();
  replay.play(recording);
  const other = comparisonOf(savedRun(), 'other');
  store.setState({ comparison: other });
  vi.advanceTimersByTime(seconds(3));
  replay.showAll();
  expect(store.getState()).toMatchObject({ replaying: false, comparison: other });
});
