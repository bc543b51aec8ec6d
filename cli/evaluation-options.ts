import { availableParallelism } from 'node:os';
import { checkPrompt } from '../src/evaluation/run/prompt.ts';
import type { Values } from './arguments.ts';
import { UsageError } from './failure.ts';
import { readCount, type RunOptions } from './run-options.ts';

/** What `eval` and `eval tune` both take, beyond the options of every command that generates. */
export const EVALUATION_OPTIONS = {
  data: { type: 'string' },
  prompt: { type: 'string' },
  out: { type: 'string' },
  resume: { type: 'boolean', default: false },
  model: { type: 'string', default: 'ponder' },
  limit: { type: 'string' },
  samples: { type: 'string', default: '1' },
  workers: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

export interface EvaluationOptions {
  /** Folder of data sets. */
  readonly data?: string;
  /** What is asked, with {problem} in it; left out: as the data set says. */
  readonly prompt?: string;
  readonly resume: boolean;
  readonly model: string;
  readonly limit: number;
  readonly samples: number;
  readonly workers: number;
}

export function required(value: string | undefined, option: string): string {
  if (value === undefined) throw new UsageError(`--${option} is missing.`, 'See: npm run eval -- --help');
  return value;
}

/** The wasm engine has one thread per page. Pages on WebGPU share one device. */
function defaultWorkers({ engine }: Pick<RunOptions, 'engine'>): number {
  return engine === 'wasm' ? availableParallelism() : 1;
}

/** Checked as far as that goes without reading a file. */
export function readEvaluationOptions(
  texts: Values<typeof EVALUATION_OPTIONS>,
  run: Pick<RunOptions, 'engine'>,
): EvaluationOptions {
  const { data, prompt, resume, model, limit, samples, workers } = texts;
  return {
    ...(data !== undefined && { data }),
    ...(prompt !== undefined && { prompt: checkPrompt(prompt) }),
    resume,
    model,
    limit: limit === undefined ? Number.POSITIVE_INFINITY : readCount('limit', limit),
    samples: readCount('samples', samples),
    workers: workers === undefined ? defaultWorkers(run) : readCount('workers', workers),
  };
}
