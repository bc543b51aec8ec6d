import type { MethodDefinition, Settings } from '../strategy.ts';

/** Whether two answers mean the same. Not a matter of control: whoever runs an ensemble brings it along. */
export type SameAnswer = (answer: string, other: string) => boolean;

/** A run to start: the strategies that every run of the ensemble has, and these after them. */
export interface RunRequest {
  /** From 0; run r of a problem has the seed hash(seed, problem, r). */
  readonly run: number;
  readonly also: readonly { readonly id: string; readonly settings: Settings }[];
}

/** What an ensemble may know of a run that is over. */
export interface FinishedRun {
  readonly run: number;
  readonly answer: string | null;
  /** DeepConf's confidence of every drawn token, nats. */
  readonly confidences: readonly number[];
  /** Mean self-certainty of the drawn tokens, nats; NaN without any. */
  readonly selfCertainty: number;
  /** The strategy that stopped it, or null. */
  readonly stoppedBy: string | null;
}

/** How one run took part. */
export interface Ballot {
  readonly run: number;
  readonly answer: string | null;
  /** What its weight was made of, by the ensemble's measure; null where it has none. */
  readonly score: number | null;
  /** 0 does not vote. */
  readonly weight: number;
  /** In words a person reads beside the run. */
  readonly reason: string;
}

/** Runs with equal answers, and the sum of their weights. */
export interface Tally {
  /** As the first of them wrote it. */
  readonly answer: string;
  readonly weight: number;
  readonly runs: readonly number[];
}

export interface Verdict {
  /** null when nobody voted. */
  readonly answer: string | null;
  /** The run whose answer it is: the first of those that voted for it. */
  readonly run: number | null;
  /** In the order in which the answers were first seen. */
  readonly tallies: readonly Tally[];
  /** By number of run. */
  readonly ballots: readonly Ballot[];
  readonly reason: string;
}

/**
 * Several runs of one problem and a verdict over them. Pure: both moments depend on the finished runs alone, given in the
 * order of their numbers, so that an ensemble can be interrupted, continued and replayed.
 */
export interface Ensemble {
  /** The runs to start when all that were asked for are finished; none when it is done. */
  next(finished: readonly FinishedRun[]): readonly RunRequest[];
  decide(finished: readonly FinishedRun[]): Verdict;
}

/** Everything there is to know about an ensemble before it runs. Its setting `runs` is the most that it may start. */
export interface EnsembleDefinition extends MethodDefinition {
  /** `settings` are complete and checked (see `checkSettings`). */
  create(settings: Settings, same: SameAnswer): Ensemble;
}
