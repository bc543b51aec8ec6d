import { sameAnswerTo } from '../answer.ts';
import { VERDICTS, type Sample } from '../sample.ts';
import { estimateAccuracy } from '../statistics/accuracy.ts';
import { majorityVote } from '../statistics/majority-vote.ts';
import { describeSpread, mean } from '../statistics/moments.ts';
import { passAtK } from '../statistics/pass-at-k.ts';
import { countChanges } from './answer-changes.ts';
import { problemKey, type Arm } from './arms.ts';
import { MEASURES, score } from './measures.ts';
import { groupBy } from './group-by.ts';
import { compareNaturally } from './order.ts';
import type { StrategyReport } from './report.ts';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** By name, so that the report does not depend on which sample came first. */
function countBy(names: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries([...counts].toSorted(([a], [b]) => compareNaturally(a, b)));
}

/** Scored samples by problem, each problem's in the order of their numbers. */
function scoredByProblem(samples: readonly Sample[]): (readonly Sample[])[] {
  return [
    ...groupBy(
      samples.filter((each) => score(each) !== null),
      problemKey,
    ).values(),
  ];
}

const isCorrect = (sample: Sample): boolean => sample.verdict === 'correct';

/** Powers of two up to the smallest number of samples of a problem. */
function passAtAll(problems: readonly (readonly Sample[])[], smallest: number): StrategyReport['passAtK'] {
  const result: { k: number; value: number }[] = [];
  for (let k = 1; k <= smallest; k *= 2) {
    result.push({ k, value: mean(problems.map((each) => passAtK(each.length, each.filter(isCorrect).length, k))) });
  }
  return result;
}

/** 1 where the majority of the samples is right. Nobody voting is not right. */
function voteScore(samples: readonly Sample[]): number {
  const winner = majorityVote(
    samples.map(({ answer }) => answer),
    sameAnswerTo(samples[0] ?? {}),
  );
  return winner !== null && samples[winner]?.verdict === 'correct' ? 1 : 0;
}

function perThousand(samples: readonly Sample[], measure: (sample: Sample) => number): number | null {
  const tokens = sum(samples.map((sample) => sample.tokens));
  return tokens === 0 ? null : (1000 * sum(samples.map(measure))) / tokens;
}

export function reportStrategy({ samples, ...arm }: Arm): StrategyReport {
  const problems = scoredByProblem(samples);
  const smallest = problems.length === 0 ? 0 : Math.min(...problems.map((each) => each.length));
  const spread = (measure: (sample: Sample) => number | null): StrategyReport['tokens'] =>
    describeSpread(samples.flatMap((sample) => measure(sample) ?? []));
  const verdicts = countBy(samples.map(({ verdict }) => verdict));
  const [correct, wrong, none, unscored, tooLong] = VERDICTS;
  return {
    ...arm,
    problems: new Set(samples.map(problemKey)).size,
    samples: samples.length,
    passAt1: estimateAccuracy(problems.map((each) => each.map((sample) => score(sample) ?? 0))),
    passAtK: passAtAll(problems, smallest),
    consAtK: { k: smallest, value: estimateAccuracy(problems.map((each) => [voteScore(each.slice(0, smallest))])) },
    tokens: spread(MEASURES.tokens),
    thinkingTokens: spread(MEASURES.thinkingTokens),
    answerTokens: spread(MEASURES.answerTokens),
    probeTokens: spread(MEASURES.probeTokens),
    reflections: spread(MEASURES.reflections),
    reflectionsPerThousand: perThousand(samples, ({ reflections }) => reflections),
    interventionsPerThousand: perThousand(samples, ({ interventions }) => interventions),
    verdicts: {
      [correct]: verdicts[correct] ?? 0,
      [wrong]: verdicts[wrong] ?? 0,
      [none]: verdicts[none] ?? 0,
      [unscored]: verdicts[unscored] ?? 0,
      [tooLong]: verdicts[tooLong] ?? 0,
    },
    runs: describeSpread(
      samples.flatMap(({ verdict, members }) => (verdict === 'too long' ? [] : (members?.length ?? 1))),
    ),
    looping: samples.filter(({ looping }) => looping).length,
    ends: countBy(samples.map(({ end }) => end ?? 'unknown')),
    changes: countChanges(samples),
  };
}
