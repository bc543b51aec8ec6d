import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../control/errors.ts';
import { deriveSeed } from '../../control/random.ts';
import type { Settings } from '../../control/strategy.ts';
import { buildReport } from '../report/build-report.ts';
import { context } from '../report/fixtures.ts';
import { renderReport } from '../report/render-report.ts';
import { describeConfiguration } from './describe-configuration.ts';
import type { TaskItem } from './item.ts';
import { makeSample, rememberRuns, type MadeSample } from './make-sample.ts';
import { planJobs } from './plan.ts';
import type { RunFacts } from './read-run.ts';
import type { RunProblem } from './run-ensemble.ts';
import { parseSampleLine, sampleLine } from './sample-lines.ts';
import { sha256 } from './sha256.ts';

const ITEM: TaskItem = { id: 'a', problem: 'p', answer: '7' };
const SEED = 11;

interface Asked {
  readonly strategies: readonly { readonly id: string; readonly settings: Settings }[];
  readonly seed: number;
}

/** A model that says these answers, run after run. */
function scripted(answers: readonly (string | null)[]): { asked: Asked[]; run: RunProblem } {
  const asked: Asked[] = [];
  const run: RunProblem = (strategies, seed) => {
    const answer = answers[asked.length % answers.length] ?? null;
    asked.push({ strategies, seed });
    const facts: RunFacts = {
      model: 'ponder',
      engine: 'test engine',
      strategies,
      sampling: { temperature: 0.6, topP: 0.95, topK: 0, minP: 0, seed },
      maxTokens: 60,
      text: answer === null ? 'Hm' : `\\boxed{${answer}}`,
      tokens: 10,
      thinkingTokens: 8,
      probeTokens: 2,
      reflections: 1,
      interventions: 3,
      looping: false,
      end: 'end',
      stoppedBy: null,
      confidences: [3, 4],
      selfCertainty: asked.length,
      milliseconds: 5,
    };
    return Promise.resolve(facts);
  };
  return { asked, run };
}

const tooLong: RunProblem = () => Promise.reject(new ProblemError('prompt-too-long', '', ''));

async function make(
  id: string,
  settings: Settings,
  run: RunProblem,
  { item = ITEM, also = [], sample = 0 }: { item?: TaskItem; also?: Asked['strategies']; sample?: number } = {},
): Promise<MadeSample> {
  const configuration = describeConfiguration(
    {
      task: 't',
      model: 'ponder',
      modelHash: 'm',
      engine: 'wasm',
      seed: SEED,
      samples: 2,
      maxTokens: 60,
      sampling: { temperature: 0.6, topP: 0.95, topK: 0, minP: 0 },
      shard: null,
      items: [item],
      lanes: [[{ id, settings }, ...also]],
    },
    sha256,
  );
  const job = planJobs(configuration).find((each) => each.sample === sample);
  if (!job) throw new Error('Nothing is planned.');
  return await makeSample(configuration, item, job, run, sha256);
}

describe('a sample of an ensemble', () => {
  it('is one line with the verdict of all its runs, and costs what they cost together', async () => {
    const { asked, run } = scripted(['8', '7', '7.0']);
    const { sample, engine } = await make('self-consistency', { runs: 3 }, run);
    expect(engine).toBe('test engine');
    expect(sample).toMatchObject({
      strategy: 'self-consistency',
      answer: '7',
      verdict: 'correct',
      text: '\\boxed{7}',
      tokens: 30,
      thinkingTokens: 24,
      probeTokens: 6,
      reflections: 3,
      interventions: 9,
      milliseconds: 15,
      end: 'vote',
      seed: deriveSeed(SEED, 'a', 0),
    });
    expect(sample.members?.map(({ answer, weight }) => [answer, weight])).toEqual([
      ['8', 1],
      ['7', 1],
      ['7.0', 1],
    ]);
    expect(asked.map(({ strategies }) => strategies)).toEqual([0, 1, 2].map(() => [{ id: 'plain', settings: {} }]));
    expect(parseSampleLine(sampleLine(sample), 'line')).toEqual(sample);
  });

  it('runs with seeds of its problem: those of the first sample are those of a strategy alone', async () => {
    const { asked, run } = scripted(['7']);
    await make('self-consistency', { runs: 3 }, run);
    await make('self-consistency', { runs: 3 }, run, { sample: 1 });
    expect(asked.map(({ seed }) => seed)).toEqual([0, 1, 2, 3, 4, 5].map((number) => deriveSeed(SEED, 'a', number)));
  });

  it('stacks onto every run what stands after the plus, and the stop of online DeepConf under it', async () => {
    const { asked, run } = scripted(['7']);
    const also = [{ id: 'silver', settings: { base: 2 } }];
    const online = { runs: 3, warmUp: 2, window: 2, keep: 90, consensus: 100 };
    const { sample } = await make('deepconf-online', online, run, { also });
    const stop = { id: 'deepconf-stop', settings: { window: 2, bar: 3.5 } };
    expect(asked.map(({ strategies }) => strategies)).toEqual([also, also, [...also, stop]]);
    expect(sample.strategy).toBe('deepconf-online+silver');
  });

  it('in Countdown takes no expression for another that leaves a number out', async () => {
    const item: TaskItem = { id: 'a', problem: 'p', answer: '', numbers: [2, 3, 4], target: 24 };
    const { run } = scripted(['4*6', '2*3*4', '4*3*2']);
    const { sample } = await make('self-consistency', { runs: 3 }, run, { item });
    expect(sample).toMatchObject({ answer: '2*3*4', verdict: 'correct', numbers: [2, 3, 4], target: 24 });
  });

  it('has no answer where no run has one, and is too long where its problem is', async () => {
    const { sample } = await make('self-certainty', { runs: 2, vote: 'borda', power: 1 }, scripted([null]).run);
    expect(sample).toMatchObject({ answer: null, verdict: 'no answer', text: '' });
    expect((await make('self-consistency', { runs: 2 }, tooLong)).sample).toMatchObject({
      verdict: 'too long',
      tokens: 0,
    });
  });

  it('is refused where the page ran something else', async () => {
    const { run } = scripted(['7']);
    const other: RunProblem = (strategies) => run(strategies, 1);
    await expect(make('self-consistency', { runs: 2 }, other)).rejects.toThrow(/something else than was planned/);
  });

  it('is reported with its ballots and its whole cost', async () => {
    const { sample } = await make('self-consistency', { runs: 3 }, scripted(['8', '<b>7', null]).run);
    const report = buildReport([sample], context);
    expect(report.strategies[0]).toMatchObject({
      runs: { mean: 3 },
      tokens: { mean: 30 },
      changes: { withCandidate: 0 },
    });
    const page = renderReport(report);
    expect(page).toContain('Runs of self-consistency, sample 0');
    expect(page).toContain('&lt;b&gt;7');
    expect(page).toContain('runs, mean');
  });
});

describe('rememberRuns', () => {
  it('makes equal runs of a problem once, and those of the next anew', async () => {
    const { asked, run } = scripted(['7']);
    const remember = rememberRuns();
    const plain = [{ id: 'plain', settings: {} }];
    await Promise.all([remember('a', run)(plain, 1), remember('a', run)(plain, 1)]);
    await remember('a', run)(plain, 2);
    await remember('b', run)(plain, 1);
    expect(asked).toHaveLength(3);
  });

  it('makes a run again that failed', async () => {
    let failures = 0;
    const failing: RunProblem = () => {
      failures += 1;
      return Promise.reject(new Error('broken'));
    };
    const remember = rememberRuns();
    await expect(remember('a', failing)([], 1)).rejects.toThrow('broken');
    await expect(remember('a', failing)([], 1)).rejects.toThrow('broken');
    expect(failures).toBe(2);
  });
});
