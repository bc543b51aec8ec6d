import type { Sample } from '../sample.ts';
import { detectableDifference } from '../statistics/detectable-difference.ts';
import { groupArms, problemKey, type Arm } from './arms.ts';
import { compareArms } from './comparisons.ts';
import type { ReportContext } from './context.ts';
import { groupBy } from './group-by.ts';
import { compareNaturally, orderSamples } from './order.ts';
import { reportProblems } from './problem-reports.ts';
import { REPORT_FORMAT, REPORT_VERSION, type Detectable, type Report } from './report.ts';
import { reportStrategy } from './strategy-report.ts';

const ASSUMED = { accuracy: 0.5, correlation: 0.5 };
const ALPHA = 0.05;
const POWER = 0.8;

function detect(arms: readonly Arm[], problems: number, assumed: typeof ASSUMED): Detectable {
  const counts = arms.flatMap(({ samples }) => [...groupBy(samples, problemKey).values()].map((own) => own.length));
  const samples = counts.length === 0 ? 0 : Math.min(...counts);
  const plan = { problems, samples, ...assumed, alpha: ALPHA, power: POWER };
  return { ...plan, difference: detectableDifference(plan) };
}

/** The report of samples in any order. A sample that is there twice counts once; if the two differ, this throws. */
export function buildReport(samples: readonly Sample[], context: ReportContext): Report {
  const ordered = orderSamples(samples);
  const arms = groupArms(ordered, context.baseline, context.order);
  const problems = reportProblems(arms);
  return {
    format: REPORT_FORMAT,
    version: REPORT_VERSION,
    context,
    tasks: [...new Set(ordered.map(({ task }) => task))].toSorted(compareNaturally),
    samples: ordered.length,
    detectable: detect(arms, problems.length, context.assumed ?? ASSUMED),
    baseline: arms[0]?.label ?? null,
    strategies: arms.map(reportStrategy),
    comparisons: compareArms(arms, context.seed),
    problems,
  };
}
