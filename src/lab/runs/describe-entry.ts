import type { Comparison } from '../session/lab-state.ts';
import { describeAnswer, summarise } from '../session/lane-summary.ts';
import { laneReflectionIds } from '../session/reflection-ids.ts';
import type { RunEntry } from './run-entry.ts';
import type { SavedRun } from './saved-run.ts';

/** A run without its tokens, as the list of runs shows it. */
export function entryOf(run: SavedRun, answers: readonly string[]): RunEntry {
  return {
    ...run,
    lanes: run.lanes.map(({ trace: { header, end, records } }, lane) => ({
      header,
      tokens: records.length,
      ended: end !== null,
      answer: answers[lane] ?? '',
    })),
  };
}

/** The answer of every lane that has begun, in words. */
export function answersOf(comparison: Comparison): readonly string[] {
  return comparison.lanes
    .filter(({ header }) => header !== null)
    .map((lane) => {
      const { answer } = summarise(lane, laneReflectionIds(comparison, lane), comparison.known);
      return answer ? describeAnswer(answer) : '';
    });
}
