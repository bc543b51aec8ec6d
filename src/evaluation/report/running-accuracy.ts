import type { Sample } from '../sample.ts';
import { estimateAccuracy } from '../statistics/accuracy.ts';
import type { Estimate } from '../statistics/estimate.ts';
import { problemKey } from './arms.ts';
import { groupBy } from './group-by.ts';
import { score } from './measures.ts';

/** pass@1 of one strategy's samples so far, as the report computes it; null while none is scored. */
export function runningAccuracy(samples: readonly Sample[]): Estimate | null {
  const problems = groupBy(samples, problemKey);
  return estimateAccuracy([...problems.values()].map((own) => own.flatMap((sample) => score(sample) ?? [])));
}
