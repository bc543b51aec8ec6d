import { basename, join } from 'node:path';
import { ProblemError } from '../src/control/errors.ts';
import { ENSEMBLES } from '../src/control/ensembles/index.ts';
import type { Shard } from '../src/evaluation/run/configuration.ts';
import { parseCommandLine } from './arguments.ts';
import { EVALUATION_OPTIONS, readEvaluationOptions, required, type EvaluationOptions } from './evaluation-options.ts';
import { readRunOptions, RUN_OPTIONS, RUN_OPTIONS_HELP, STACK_HELP, type RunOptions } from './run-options.ts';

export const HELP = `npm run eval -- --task NAME|FILE.jsonl [options]
npm run eval -- merge DIR… --out DIR [--fail-under X]
npm run eval -- fetch NAME… [--help]
npm run eval -- table DIR…
npm run eval -- results [--help]
npm run eval -- tune --strategy NAME --grid SETTING=A,B --tuning TASK --test TASK --out DIR [--help]

Runs every problem of a task under several strategies, with the same random numbers for each.

  --task NAME|FILE.jsonl        JSON Lines of {"id", "problem", "answer"}; by name from --data, a fetched
                                data set (math-500, gsm8k, …), or the model's own
                                (chain-tuning; chain alone is chain-test)
  --data DIR                    folder of data sets, each NAME.jsonl
  --prompt TEXT                 what is asked, with {problem} in it (as the data set says, else the problem alone)
  --out DIR                     gets samples.jsonl, manifest.json and what is computed from them
                                (out/eval/TASK)
  --resume                      continue what an earlier run with the same options left in --out
  --model ID                    (ponder)
  --limit N                     only the first N problems
  --samples N                   samples per problem and strategy (1)
  --shard I/N                   only the problems I, I+N, I+2N, …; "merge" joins the folders of all shards
  --workers N                   pages at work side by side (one per core; 1 on WebGPU)
  --fail-under X                exit with 100 when a strategy's accuracy is below X, from 0 to 1
${RUN_OPTIONS_HELP}

${STACK_HELP}
  An ensemble (${ENSEMBLES.map(({ id }) => id).join(', ')}) stands first and runs what follows:
    --strategies plain,self-consistency,deepconf-online+cyclic-reflex --set self-consistency.runs=16

Exit codes: 0 done, 1 an error, 100 an accuracy below --fail-under (of any strategy; one without a scored sample is below).`;

/** More lanes than the page shows side by side: here they run one after the other. */
export const MOST_STRATEGIES = 26;

export interface EvalOptions extends RunOptions, EvaluationOptions {
  readonly task: string;
  readonly out: string;
  readonly shard: Shard | null;
  readonly failUnder?: number;
}

export function readFailUnder(text: string | undefined): { readonly failUnder?: number } {
  if (text === undefined) return {};
  const failUnder = text.trim() === '' ? Number.NaN : Number(text);
  if (failUnder >= 0 && failUnder <= 1) return { failUnder };
  throw new ProblemError(
    'setting-invalid',
    `--fail-under is "${text}", but must be a number from 0 to 1.`,
    'Write 60 % as 0.6.',
  );
}

export function readShard(text: string | undefined): Shard | null {
  if (text === undefined) return null;
  const [, index, of] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (index !== undefined && of !== undefined && index >= 1 && index <= of) return { index, of };
  throw new ProblemError(
    'setting-invalid',
    `--shard is "${text}", but must be I/N with I from 1 to N.`,
    'The second of four shards is --shard 2/4.',
  );
}

/** Options, checked as far as that goes without reading a file; undefined when help was asked for. */
export function readEvalOptions(args: readonly string[]): EvalOptions | undefined {
  const texts = parseCommandLine('eval', args, {
    ...RUN_OPTIONS,
    ...EVALUATION_OPTIONS,
    task: { type: 'string' },
    shard: { type: 'string' },
    'fail-under': { type: 'string' },
  });
  if (texts.help) return undefined;
  const runOptions = readRunOptions(texts, { mostLanes: MOST_STRATEGIES, stacks: true, ensembles: true });
  const task = required(texts.task, 'task');
  return {
    task,
    out: texts.out ?? join('out', 'eval', basename(task, '.jsonl')),
    shard: readShard(texts.shard),
    ...readFailUnder(texts['fail-under']),
    ...readEvaluationOptions(texts, runOptions),
    ...runOptions,
  };
}
