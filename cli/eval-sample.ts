import type { Settings } from '../src/control/strategy.ts';
import { grade, type Verdict } from '../src/evaluation/answer.ts';
import type { LaneResult } from '../src/lab/automation.ts';
import { strategyOf, textOf } from './lane-report.ts';
import type { TaskItem } from './task-file.ts';

/** One line of samples.jsonl. */
export interface Sample {
  readonly task: string;
  /** Of the problem. */
  readonly id: string;
  /** Number of the sample of this problem, from 0. */
  readonly sample: number;
  readonly strategy: string;
  readonly settings: Settings;
  readonly seed: number;
  readonly answer: string | null;
  readonly gold: string;
  readonly verdict: Verdict;
  readonly tokens: number;
  readonly thinkingTokens: number;
  readonly reflections: number;
  /** Why the run ended. */
  readonly end: string | null;
  readonly text: string;
}

export function describeSample(task: string, item: TaskItem, sample: number, lane: LaneResult): Sample {
  const { header, records, end } = lane.trace;
  const { id, settings } = strategyOf(lane.trace);
  return {
    task,
    id: item.id,
    sample,
    strategy: id,
    settings,
    seed: header.sampling.seed,
    answer: lane.answer,
    gold: item.answer,
    verdict: grade(lane.answer, item.answer),
    tokens: records.length,
    thinkingTokens: records.filter((record) => record.phase === 'thinking').length,
    reflections: lane.reflections,
    end: end?.reason ?? null,
    text: textOf(records),
  };
}
