import type { Bounds } from '../statistics/bounds.ts';
import type { Estimate, IntervalMethod } from '../statistics/estimate.ts';
import type { McNemar } from '../statistics/mcnemar.ts';
import type { Spread } from '../statistics/moments.ts';
import type { Sample } from '../sample.ts';
import type { AnswerChanges } from './answer-changes.ts';
import type { ReportContext } from './context.ts';

export const REPORT_FORMAT = 'second-thought-report';
export const REPORT_VERSION = 1;

export type Metric = 'accuracy' | 'tokens' | 'thinkingTokens' | 'answerTokens' | 'tokensWithProbes' | 'reflections';

/** What the numbers of samples could show at all, from assumptions made before the results. */
export interface Detectable {
  readonly problems: number;
  /** The smallest number of samples that any strategy has of any problem. */
  readonly samples: number;
  readonly accuracy: number;
  readonly correlation: number;
  readonly alpha: number;
  readonly power: number;
  /** Share, from 0 to 1; null for fewer than two problems. */
  readonly difference: number | null;
}

export interface StrategyReport {
  /** Unique in the report; with the settings that differ where a strategy is there more than once. */
  readonly label: string;
  readonly strategy: string;
  readonly settings: Sample['settings'];
  readonly strategyHash: string;
  readonly modelHash: string;
  readonly problems: number;
  readonly samples: number;
  /** No answer counts as not right; unscored samples are left out. null when nothing is scored. */
  readonly passAt1: Estimate | null;
  readonly passAtK: readonly { readonly k: number; readonly value: number }[];
  /** Majority vote of the first k samples. */
  readonly consAtK: { readonly k: number; readonly value: Estimate | null };
  readonly tokens: Spread | null;
  readonly thinkingTokens: Spread | null;
  readonly answerTokens: Spread | null;
  readonly probeTokens: Spread | null;
  readonly reflections: Spread | null;
  readonly reflectionsPerThousand: number | null;
  readonly interventionsPerThousand: number | null;
  readonly verdicts: Readonly<Record<Sample['verdict'], number>>;
  /** Of a sample: 1, and more for an ensemble, whose tokens are those of all of them. */
  readonly runs: Spread | null;
  /** Samples that were truncated while they repeated themselves. */
  readonly looping: number;
  /** Samples by reason of their end, as the trace names it; "unknown" where it names none. */
  readonly ends: Readonly<Record<string, number>>;
  readonly changes: AnswerChanges;
}

/** Whether its samples are several runs each. */
export function isEnsemble({ runs }: StrategyReport): boolean {
  return runs !== null && runs.mean > 1;
}

/** One strategy against the baseline in one metric, over the samples that both have. */
export interface Comparison {
  readonly strategy: string;
  readonly baseline: string;
  readonly metric: Metric;
  /** Ours minus baseline; a share for accuracy. */
  readonly difference: number;
  readonly standardError: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly method: IntervalMethod | null;
  /** Problems. */
  readonly n: number;
  readonly bootstrap: Bounds | null;
  readonly p: number | null;
  /** Adjusted over the strategies compared in this metric. */
  readonly pHolm: number | null;
  /** Accuracy with one sample per problem alone. */
  readonly mcnemar: (McNemar & { readonly pHolm: number }) | null;
  /** Geometric mean of ours / baseline; tokens alone. */
  readonly ratio: Estimate | null;
}

export interface ReportedSample extends Omit<
  Sample,
  | 'task'
  | 'id'
  | 'settings'
  | 'itemHash'
  | 'strategyHash'
  | 'modelHash'
  | 'gold'
  | 'numbers'
  | 'target'
  | 'milliseconds'
> {
  /** First candidate of the training-free detector, and its verdict. */
  readonly first: { readonly answer: string; readonly verdict: Sample['verdict'] } | null;
  /** Characters left out at the start of the text; samples.jsonl has them. */
  readonly omitted: number;
}

export interface ProblemReport {
  readonly task: string;
  readonly id: string;
  readonly itemHash: string;
  readonly gold: string;
  /** By strategy in the report's order, then by number; `strategy` is the label. */
  readonly samples: readonly ReportedSample[];
}

/** report.json. Nothing in it depends on when or how fast the samples were made, or on their order in the file. */
export interface Report {
  readonly format: typeof REPORT_FORMAT;
  readonly version: typeof REPORT_VERSION;
  readonly context: ReportContext;
  readonly tasks: readonly string[];
  readonly samples: number;
  readonly detectable: Detectable;
  /** Label; null when there are no samples. */
  readonly baseline: string | null;
  readonly strategies: readonly StrategyReport[];
  readonly comparisons: readonly Comparison[];
  readonly problems: readonly ProblemReport[];
}
