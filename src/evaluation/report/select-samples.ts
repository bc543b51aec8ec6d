import type { Sample } from '../sample.ts';
import { changeOf, firstAnswer, type Change } from './answer-changes.ts';
import { problemKey, type Arm } from './arms.ts';
import { groupBy } from './group-by.ts';
import { score } from './measures.ts';

/** Which samples stand behind a figure of the report. `label`: of a strategy. */
export type Selection =
  | { readonly kind: 'all' }
  | { readonly kind: 'strategy'; readonly label: string }
  | { readonly kind: 'scored'; readonly label: string }
  | { readonly kind: 'verdict'; readonly label: string; readonly verdict: Sample['verdict'] }
  /** Why samples ended; "unknown" where the trace names no reason. */
  | { readonly kind: 'end'; readonly label: string; readonly end: string }
  | { readonly kind: 'looping'; readonly label: string }
  /** From the first answer to the last; null: all that hold a first answer and are scored. */
  | { readonly kind: 'change'; readonly label: string; readonly change: Change | null }
  /** The strategy and the first arm, pair by pair; null: all pairs, else those that only one of the two has right. */
  | { readonly kind: 'pairs'; readonly label: string; readonly right: 'strategy' | 'baseline' | null };

/** Samples with equal keys are partners under two strategies. */
const pairKey = (sample: Sample): string => JSON.stringify([problemKey(sample), sample.sample, sample.seed]);

function selectPairs(own: Arm, baseline: Arm, right: 'strategy' | 'baseline' | null): readonly Sample[] {
  const partners = groupBy(baseline.samples, pairKey);
  return own.samples.flatMap((sample) => {
    const [partner] = partners.get(pairKey(sample)) ?? [];
    if (!partner) return [];
    if (right === null) return [partner, sample];
    const [ours, theirs] = [score(sample), score(partner)];
    if (ours === null || theirs === null) return [];
    const wanted = right === 'strategy' ? ours > theirs : ours < theirs;
    return wanted ? [partner, sample] : [];
  });
}

function belongs(sample: Sample, selection: Exclude<Selection, { kind: 'all' | 'pairs' }>): boolean {
  switch (selection.kind) {
    case 'strategy':
      return true;
    case 'scored':
      return score(sample) !== null;
    case 'verdict':
      return sample.verdict === selection.verdict;
    case 'looping':
      return sample.looping;
    case 'end':
      return (sample.end ?? 'unknown') === selection.end;
    default: {
      const change = changeOf(firstAnswer(sample), sample.verdict);
      return selection.change === null ? change !== null : change === selection.change;
    }
  }
}

/** The samples behind a figure, in the order of their arm. The baseline is the first arm. */
export function selectSamples(arms: readonly Arm[], selection: Selection): readonly Sample[] {
  const [baseline] = arms;
  if (selection.kind === 'all' || !baseline) return arms.flatMap(({ samples }) => samples);
  const arm = arms.find(({ label }) => label === selection.label);
  if (!arm) return [];
  if (selection.kind === 'pairs') return selectPairs(arm, baseline, selection.right);
  return arm.samples.filter((sample) => belongs(sample, selection));
}
