import type { FinishedRun, Verdict } from '../../control/ensembles/ensemble.ts';
import { deriveSeed } from '../../control/random.ts';
import { extractBoxed } from '../grader/boxed.ts';
import { sameAnswerTo } from '../grader/same-answer.ts';
import { sampleKey, type Sample } from '../sample.ts';
import type { Configuration } from './configuration.ts';
import { describeProblem, otherThanPlanned } from './describe-sample.ts';
import { memberStrategies, type EnsembleArm } from './ensemble-of.ts';
import type { TaskItem } from './item.ts';
import type { Job } from './plan.ts';
import type { RunFacts } from './read-run.ts';
import type { NamedStrategy } from './stack-name.ts';

/** Runs a problem once. */
export type RunProblem = (strategies: readonly NamedStrategy[], seed: number) => Promise<RunFacts>;

/** One run of an ensemble, with the seed it was given. */
export interface Member {
  readonly run: number;
  readonly seed: number;
  readonly facts: RunFacts;
}

export function finishedRun({ run, facts }: Member): FinishedRun {
  const { text, confidences, selfCertainty, stoppedBy } = facts;
  return { run, answer: extractBoxed(text), confidences, selfCertainty, stoppedBy };
}

/**
 * The seed of run `run` in sample `sample` of an ensemble of at most `most` runs. Those of the first sample are the seeds
 * of a strategy's own samples 0, 1, 2, ..., so that its first run is the run that it is compared with.
 */
function memberSeed(configuration: Configuration, id: string, sample: number, most: number, run: number): number {
  return deriveSeed(configuration.seed, id, sample * most + run);
}

async function runMembers(
  arm: EnsembleArm,
  item: TaskItem,
  seedOf: (run: number) => number,
  runProblem: RunProblem,
): Promise<{ readonly members: readonly Member[]; readonly verdict: Verdict }> {
  const ensemble = arm.definition.create(arm.settings, sameAnswerTo(item));
  const members: Member[] = [];
  const finished: FinishedRun[] = [];
  for (let asked = ensemble.next(finished); asked.length > 0; asked = ensemble.next(finished)) {
    for (const { run, also } of asked) {
      const seed = seedOf(run);
      const planned = memberStrategies(arm, also);
      const member = { run, seed, facts: await runProblem(planned, seed) };
      const { strategies: ran, sampling } = member.facts;
      if (sampling.seed !== seed || ran.map(({ id }) => id).join() !== planned.map(({ id }) => id).join())
        throw otherThanPlanned(item.id);
      members.push(member);
      finished.push(finishedRun(member));
    }
  }
  return { members, verdict: ensemble.decide(finished) };
}

/** One sample of an ensemble: all its runs, their verdict and what they cost together. */
export async function makeEnsembleSample(
  configuration: Configuration,
  item: TaskItem,
  job: Job,
  arm: EnsembleArm,
  runProblem: RunProblem,
  gradeGiven: (answer: string | null) => Pick<Sample, 'answer' | 'verdict'>,
): Promise<{ readonly sample: Sample; readonly engine: string | null }> {
  const planned = configuration.strategies[job.lane];
  if (!planned) throw new Error('The plan names a strategy that does not exist.');
  const most = Number(arm.settings['runs']);
  const seedOf = (run: number): number => memberSeed(configuration, item.id, job.sample, most, run);
  const { members, verdict } = await runMembers(arm, item, seedOf, runProblem);
  const sum = (measure: (facts: RunFacts) => number): number =>
    members.reduce((total, { facts }) => total + measure(facts), 0);
  const { answer, verdict: graded } = gradeGiven(verdict.answer);
  const sample: Sample = {
    ...describeProblem(configuration, item, job),
    seed: job.seed,
    strategy: planned.strategy,
    settings: planned.settings,
    strategyHash: planned.hash,
    answer,
    verdict: graded,
    tokens: sum(({ tokens }) => tokens),
    thinkingTokens: sum(({ thinkingTokens }) => thinkingTokens),
    probeTokens: sum(({ probeTokens }) => probeTokens),
    reflections: sum(({ reflections }) => reflections),
    interventions: sum(({ interventions }) => interventions),
    looping: false,
    members: members.map(({ run, seed, facts }, index) => {
      const { weight = 0, score = null, reason = '', answer: own = null } = verdict.ballots[index] ?? {};
      return { run, seed, answer: own, weight, score, reason, tokens: facts.tokens, end: facts.end };
    }),
    end: 'vote',
    text: members.find(({ run }) => run === verdict.run)?.facts.text ?? '',
    milliseconds: Math.round(sum(({ milliseconds }) => milliseconds)),
  };
  const [first] = members;
  if (sampleKey(sample) !== job.key || members.some(({ facts }) => facts.model !== configuration.model))
    throw otherThanPlanned(item.id);
  return { sample, engine: first?.facts.engine ?? null };
}
