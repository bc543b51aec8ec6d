import type { Sample } from '../sample.ts';
import { firstAnswer } from './answer-changes.ts';
import { problemKey, type Arm } from './arms.ts';
import { groupBy } from './group-by.ts';
import { compareNaturally } from './order.ts';
import type { ProblemReport, ReportedSample } from './report.ts';

/** Characters of text that a report holds in all, so that it still opens with many long samples. */
const TEXT_BUDGET = 8_000_000;
const LEAST_TEXT = 400;

function reportSample(sample: Sample, label: string, limit: number): ReportedSample {
  const { answer, verdict, end, seed, tokens, thinkingTokens, probeTokens, reflections, interventions, looping, text } =
    sample;
  const omitted = Math.max(0, text.length - limit);
  return {
    sample: sample.sample,
    strategy: label,
    seed,
    answer,
    verdict,
    first: firstAnswer(sample),
    tokens,
    thinkingTokens,
    probeTokens,
    reflections,
    interventions,
    looping,
    ...(sample.members && { members: sample.members }),
    end,
    // The end is kept: the answer is there.
    text: text.slice(omitted),
    omitted,
  };
}

export function reportProblems(arms: readonly Arm[]): ProblemReport[] {
  const labelled = arms.flatMap(({ label, samples }) => samples.map((sample) => ({ label, sample })));
  const limit = Math.max(LEAST_TEXT, Math.floor(TEXT_BUDGET / Math.max(1, labelled.length)));
  const groups = groupBy(labelled, ({ sample }) => problemKey(sample));
  return [...groups.values()]
    .flatMap((group): ProblemReport[] => {
      const [first] = group;
      if (!first) return [];
      const { task, id, itemHash, gold } = first.sample;
      const samples = group.map(({ label, sample }) => reportSample(sample, label, limit));
      return [{ task, id, itemHash, gold, samples }];
    })
    .toSorted(
      (a, b) =>
        compareNaturally(a.task, b.task) || compareNaturally(a.id, b.id) || compareNaturally(a.itemHash, b.itemHash),
    );
}
