import { readRunOptions, RUN_OPTIONS, RUN_OPTIONS_HELP, type RunOptions } from './run-options.ts';
import { parseCommandLine } from './arguments.ts';
import { MOST_STRATEGIES } from './eval-options.ts';
import { EVALUATION_OPTIONS, readEvaluationOptions, required, type EvaluationOptions } from './evaluation-options.ts';
import { UsageError } from './failure.ts';
import { STACKED } from './lanes-stack.ts';
import { gridSettings, readGrid } from './tuning-grid.ts';

/** Of what every command that generates understands, what does not say which lanes there are. */
const SHARED_HELP = RUN_OPTIONS_HELP.split('\n').slice(3).join('\n');

export const TUNE_HELP = `npm run eval -- tune --strategy NAME --grid SETTING=A,B… --tuning TASK --test TASK --out DIR [options]

Runs every setting of a grid on one task, chooses the best by pass@1 (then by fewer tokens, then the earlier), writes the
choice down, and only then runs it once, beside plain, on another task. The report is of that other task alone.

  --strategy NAME               what is tuned
  --grid SETTING=A,B,…          values of one setting; several times for several: every combination is tried, at most ${MOST_STRATEGIES}
  --tuning NAME|FILE.jsonl      task to choose on
  --test NAME|FILE.jsonl        held-out task, without a common problem
  --out DIR                     gets tuning/, choice.json and test/ with the report
  --data DIR                    folder of data sets, each NAME.jsonl
  --prompt TEXT                 what is asked, with {problem} in it (as the data set says, else the problem alone)
  --resume                      continue what an earlier run with the same options left in --out
  --model ID                    (ponder)
  --limit N                     only the first N problems of each task
  --samples N                   samples per problem and setting (1)
  --workers N                   pages at work side by side (one per core; 1 on WebGPU)
${SHARED_HELP}`;

export interface TuneOptions extends RunOptions, EvaluationOptions {
  readonly strategy: string;
  readonly tuning: string;
  readonly test: string;
  readonly out: string;
}

/** `lanes` are the settings of the grid; undefined when help was asked for. */
export function readTuneOptions(args: readonly string[]): TuneOptions | undefined {
  const { strategies: _strategies, set: _set, preset: _preset, ...shared } = RUN_OPTIONS;
  const texts = parseCommandLine('eval', args, {
    ...shared,
    ...EVALUATION_OPTIONS,
    strategy: { type: 'string' },
    grid: { type: 'string', multiple: true, default: [] as string[] },
    tuning: { type: 'string' },
    test: { type: 'string' },
  });
  if (texts.help) return undefined;
  const strategy = required(texts.strategy, 'strategy');
  if (strategy.includes(STACKED) || strategy.includes(','))
    throw new UsageError(`--strategy is "${strategy}", but must be one strategy.`, 'Tune one at a time.');
  const { strategies, set } = gridSettings(strategy, readGrid(texts.grid), MOST_STRATEGIES);
  const runOptions = readRunOptions({ ...texts, strategies, set, preset: [] }, MOST_STRATEGIES);
  return {
    strategy,
    tuning: required(texts.tuning, 'tuning'),
    test: required(texts.test, 'test'),
    out: required(texts.out, 'out'),
    ...readEvaluationOptions(texts, runOptions),
    ...runOptions,
  };
}
