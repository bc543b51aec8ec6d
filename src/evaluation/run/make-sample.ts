import { ProblemError } from '../../control/errors.ts';
import { gradeGiven } from '../grader/grade-response.ts';
import type { Sample } from '../sample.ts';
import type { Configuration } from './configuration.ts';
import { describeSample } from './describe-sample.ts';
import { describeTooLong } from './describe-too-long.ts';
import { ensembleOf } from './ensemble-of.ts';
import type { Hash } from './hashes.ts';
import type { TaskItem } from './item.ts';
import type { Job } from './plan.ts';
import { makeEnsembleSample, type RunProblem } from './run-ensemble.ts';
import { unstack } from './stack-name.ts';

export interface MadeSample {
  readonly sample: Sample;
  /** null when none was asked: the problem is longer than the context. */
  readonly engine: string | null;
}

async function run(
  configuration: Configuration,
  item: TaskItem,
  job: Job,
  runProblem: RunProblem,
  hash: Hash,
): Promise<MadeSample> {
  const planned = configuration.strategies[job.lane];
  if (!planned) throw new Error('The plan names a strategy that does not exist.');
  const arm = ensembleOf(planned);
  if (arm) {
    const known = { gold: item.answer, numbers: item.numbers, target: item.target };
    return await makeEnsembleSample(configuration, item, job, arm, runProblem, (answer) => gradeGiven(known, answer));
  }
  const facts = await runProblem(unstack(planned.strategy, planned.settings), job.seed);
  return { sample: describeSample(configuration, item, job, facts, hash), engine: facts.engine };
}

/** Makes a planned sample, of a strategy with one run, of an ensemble with several. */
export async function makeSample(
  configuration: Configuration,
  item: TaskItem,
  job: Job,
  runProblem: RunProblem,
  hash: Hash,
): Promise<MadeSample> {
  try {
    return await run(configuration, item, job, runProblem, hash);
  } catch (caught) {
    if (!(caught instanceof ProblemError) || caught.problem.code !== 'prompt-too-long') throw caught;
    return { sample: describeTooLong(configuration, item, job), engine: null };
  }
}

/**
 * Runs of one problem that are made once: an ensemble's runs are those of its strategy, and their cost is counted wherever
 * they take part. Another problem forgets those of the last.
 */
export function rememberRuns(): (problem: string, runProblem: RunProblem) => RunProblem {
  let current = '';
  let known = new Map<string, ReturnType<RunProblem>>();
  return (problem, runProblem) => {
    if (problem !== current) known = new Map();
    current = problem;
    return (strategies, seed) => {
      const key = JSON.stringify([strategies, seed]);
      const earlier = known.get(key);
      if (earlier) return earlier;
      const made = runProblem(strategies, seed);
      known.set(key, made);
      // What failed is tried again.
      made.catch(() => known.delete(key));
      return made;
    };
  };
}
