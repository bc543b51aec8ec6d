import { accuracyDifference } from '../statistics/accuracy.ts';
import { holm } from '../statistics/holm.ts';
import { mcnemar, type McNemar } from '../statistics/mcnemar.ts';
import { pairedDifference } from '../statistics/paired-difference.ts';
import { pairedRatio } from '../statistics/paired-ratio.ts';
import { countOneSided, pairObservations, type ProblemPairs } from '../statistics/pairs.ts';
import type { Arm } from './arms.ts';
import { observe } from './measures.ts';
import type { Comparison, Metric } from './report.ts';

const METRICS: readonly Metric[] = [
  'accuracy',
  'tokens',
  'thinkingTokens',
  'answerTokens',
  'tokensWithProbes',
  'reflections',
];

type Unadjusted = Omit<Comparison, 'pHolm' | 'mcnemar'> & { readonly mcnemar: McNemar | null };

function exactTest(problems: readonly ProblemPairs[]): McNemar | null {
  const counts = countOneSided(problems);
  return counts && mcnemar(counts.oursOnly, counts.baselineOnly);
}

function compare(arm: Arm, baseline: Arm, metric: Metric, seed: number): Unadjusted[] {
  const problems = pairObservations(observe(arm.samples, metric), observe(baseline.samples, metric));
  const paired = pairedDifference(problems, seed);
  if (!paired) return [];
  const isAccuracy = metric === 'accuracy';
  const { value, ...rest } = isAccuracy ? { ...paired, ...accuracyDifference(problems) } : paired;
  const counted = isAccuracy || metric === 'reflections';
  return [
    {
      strategy: arm.label,
      baseline: baseline.label,
      metric,
      difference: value,
      ...rest,
      mcnemar: isAccuracy ? exactTest(problems) : null,
      ratio: counted ? null : pairedRatio(problems),
    },
  ];
}

/** Adjusts what is there; null stays null and is not counted. */
function adjust(pValues: readonly (number | null)[]): (number | null)[] {
  const adjusted = holm(pValues.flatMap((p) => p ?? []));
  let next = 0;
  return pValues.map((p) => (p === null ? null : (adjusted[next++] ?? null)));
}

/** Every other strategy against the baseline. One metric is one family of comparisons for Holm's adjustment. */
export function compareArms(arms: readonly Arm[], seed: number): Comparison[] {
  const [baseline, ...others] = arms;
  if (!baseline) return [];
  return METRICS.flatMap((metric) => {
    const family = others.flatMap((arm) => compare(arm, baseline, metric, seed));
    const pHolm = adjust(family.map(({ p }) => p));
    const exact = adjust(family.map((each) => each.mcnemar?.p ?? null));
    return family.map((each, index): Comparison => {
      const test = each.mcnemar;
      const mcnemarHolm = exact[index] ?? 1;
      return { ...each, pHolm: pHolm[index] ?? null, mcnemar: test && { ...test, pHolm: mcnemarHolm } };
    });
  });
}
