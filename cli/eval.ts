import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { deriveSeed } from '../src/control/random.ts';
import { parseCommandLine } from './arguments.ts';
import { summarise, tabulate, type ModelDescription } from './eval-summary.ts';
import { startProgress } from './eval-progress.ts';
import { describeSample, type Sample } from './eval-sample.ts';
import { UsageError } from './failure.ts';
import { print } from './output.ts';
import { readCount, readRunOptions, RUN_OPTIONS, RUN_OPTIONS_HELP } from './run-options.ts';
import { createSampleFile } from './sample-file.ts';
import { parseTask } from './task-file.ts';

const HELP = `npm run eval -- --task FILE.jsonl --out DIR [options]

Runs every problem of a file under several strategies, with the same random numbers for each.

  --task FILE                   JSON Lines of {"id", "problem", "answer"}
  --out DIR                     gets samples.jsonl (one line per sample) and summary.json
  --limit N                     only the first N problems
  --samples N                   samples per problem and strategy (1)
${RUN_OPTIONS_HELP}`;

function required(value: string | undefined, option: string): string {
  if (value === undefined) throw new UsageError(`--${option} is missing.`, 'See: npm run eval -- --help');
  return value;
}

function readTask(path: string): ReturnType<typeof parseTask> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new UsageError(`The task file ${path} cannot be read.`, 'Name a JSON Lines file with --task.');
  }
  return parseTask(text, path);
}

export async function run(args: readonly string[]): Promise<number> {
  const texts = parseCommandLine('eval', args, {
    ...RUN_OPTIONS,
    task: { type: 'string' },
    out: { type: 'string' },
    limit: { type: 'string' },
    samples: { type: 'string', default: '1' },
    help: { type: 'boolean', short: 'h', default: false },
  });
  if (texts.help) {
    print(HELP);
    return 0;
  }
  const taskPath = required(texts.task, 'task');
  const folder = required(texts.out, 'out');
  const { engine, lanes, sampling, ...rest } = readRunOptions(texts);
  const samplesEach = readCount('samples', texts.samples);
  const limit = texts.limit === undefined ? Number.POSITIVE_INFINITY : readCount('limit', texts.limit);
  const items = readTask(taskPath).slice(0, limit);
  const task = basename(taskPath).replace(/\.jsonl$/, '');
  const file = createSampleFile(folder);

  const { openLaboratory } = await import('./laboratory.ts'); // late, as in compare.ts
  const laboratory = await openLaboratory(engine);
  const progress = startProgress(items.length * samplesEach * lanes.length);
  let model: ModelDescription | undefined;
  const samplesByLane: Sample[][] = lanes.map(() => []);
  for (const item of items) {
    for (let sample = 0; sample < samplesEach; sample += 1) {
      const seed = deriveSeed(sampling.seed, item.id, sample);
      const results = await laboratory.compare({
        prompt: item.problem,
        lanes,
        sampling: { ...sampling, seed },
        ...rest,
      });
      const samples = results.map((result) => describeSample(task, item, sample, result));
      for (const [lane, described] of samples.entries()) {
        file.append(described);
        samplesByLane[lane]?.push(described);
      }
      model ??= results[0]?.trace.header;
      progress.add(samples, Math.max(...results.map(({ timings }) => timings.totalMilliseconds)));
    }
  }
  progress.end();
  if (!model) throw new Error('No problem was run.');
  const summary = summarise(task, model, sampling, samplesByLane);
  file.writeSummary(summary);
  print(tabulate(summary));
  return 0;
}
