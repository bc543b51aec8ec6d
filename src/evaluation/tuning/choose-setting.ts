import { ProblemError } from '../../control/errors.ts';
import { problemKey } from '../report/arms.ts';
import { groupBy } from '../report/group-by.ts';
import { MEASURES, score } from '../report/measures.ts';
import type { Configuration } from '../run/configuration.ts';
import type { Sample } from '../sample.ts';
import { mean } from '../statistics/moments.ts';
import type { TuningScore } from './tuning.ts';

/** Shares of the same samples added in another order differ by less; two accuracies of a file differ by more. */
const EQUAL = 1e-9;

const meanOrNull = (values: readonly number[]): number | null => (values.length === 0 ? null : mean(values));

/** pass@1 as in the report: the mean over problems of each problem's share. */
function passAt1(samples: readonly Sample[]): number | null {
  const problems = [...groupBy(samples, problemKey).values()];
  const shares = problems.map((own) => meanOrNull(own.flatMap((sample) => score(sample) ?? [])));
  return meanOrNull(shares.flatMap((share) => share ?? []));
}

/** The scores of every setting of a tuning run, in the order of its strategies. */
export function scoreSettings({ strategies }: Configuration, samples: readonly Sample[]): readonly TuningScore[] {
  return strategies.map(({ settings, hash }) => {
    const own = samples.filter(({ strategyHash }) => strategyHash === hash);
    const tokens = own.flatMap((sample) => MEASURES.tokensWithProbes(sample) ?? []);
    return { settings, hash, passAt1: passAt1(own), tokens: meanOrNull(tokens) };
  });
}

function isBetter(one: TuningScore, best: TuningScore): boolean {
  const gain = (one.passAt1 ?? -1) - (best.passAt1 ?? -1);
  if (Math.abs(gain) > EQUAL) return gain > 0;
  return (one.tokens ?? Number.POSITIVE_INFINITY) < (best.tokens ?? Number.POSITIVE_INFINITY) - EQUAL;
}

/**
 * Position of the setting with the highest pass@1; among equals that with the fewest tokens, then the earliest. Throws
 * `task-invalid` when nothing was scored, since any choice would be arbitrary.
 */
export function chooseSetting(scores: readonly TuningScore[]): number {
  if (scores.every((each) => each.passAt1 === null)) {
    throw new ProblemError(
      'task-invalid',
      'No sample of the tuning split could be scored.',
      'Tune on problems with known answers that fit into the model’s context.',
    );
  }
  return scores.reduce((best, each, index) => {
    const current = scores[best];
    return current && isBetter(each, current) ? index : best;
  }, 0);
}
