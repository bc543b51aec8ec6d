import { join } from 'node:path';
import type { Configuration } from '../src/evaluation/run/configuration.ts';
import type { TaskItem } from '../src/evaluation/run/item.ts';
import { sampleLine } from '../src/evaluation/run/sample-lines.ts';
import { chooseSetting, scoreSettings } from '../src/evaluation/tuning/choose-setting.ts';
import { refuseSharedProblems } from '../src/evaluation/tuning/shared-problems.ts';
import type { Tuning } from '../src/evaluation/tuning/tuning.ts';
import type { LaneRequest } from '../src/lab/automation.ts';
import { writeAtomically } from './atomic-file.ts';
import { completeLanes, describeConfiguration } from './eval-configuration.ts';
import { finish } from './eval-finish.ts';
import { samplesPath, writeManifest } from './eval-folder.ts';
import { whileLocked } from './eval-lock.ts';
import { makeSamples } from './eval-samples.ts';
import { checkChoice, keepChoice } from './eval-tune-choice.ts';
import { readTuneOptions, TUNE_HELP, type TuneOptions } from './eval-tune-options.ts';
import { note, print } from './output.ts';
import { findTask } from './task-file-find.ts';

type Task = ReturnType<typeof findTask>;

/** One evaluation of a tuning run: a folder of its own, like any other. */
interface Part {
  readonly folder: string;
  readonly configuration: Configuration;
  readonly items: readonly TaskItem[];
  readonly source: string | undefined;
}

function readTask(name: string, options: TuneOptions): Task {
  const task = findTask(name, options.model, options);
  return { ...task, items: task.items.slice(0, options.limit) };
}

function describePart(name: string, task: Task, asked: readonly LaneRequest[], options: TuneOptions): Part {
  const lanes = completeLanes(asked, options.model);
  const configuration = describeConfiguration({ ...options, shard: null }, lanes, task);
  return { folder: join(options.out, name), configuration, items: task.items, source: task.source };
}

/** Runs the settings and chooses; what is on disk then is all but a report, so that nobody takes it for a result. */
async function runTuning(part: Part, test: Part, { resume, engine: device, ...options }: TuneOptions): Promise<Tuning> {
  const { folder, configuration, items } = part;
  const { manifest, samples } = await makeSamples({ ...part, resume, device, workers: options.workers });
  const scores = scoreSettings(configuration, samples);
  const chosen = chooseSetting(scores);
  writeAtomically(samplesPath(folder), samples.map(sampleLine).join(''));
  writeManifest(folder, { ...manifest, status: 'finished', reason: undefined });
  return {
    strategy: options.strategy,
    tuning: configuration.task,
    test: test.configuration.task,
    problems: items.length,
    samples: options.samples,
    scores: [...scores],
    chosen,
  };
}

async function runTest(part: Part, tuning: Tuning, { resume, engine: device, workers }: TuneOptions): Promise<number> {
  const { manifest, samples } = await makeSamples({ ...part, resume, device, workers });
  return finish(part.folder, manifest, samples, { tuning });
}

/** `tune`: settings are tried on one split, and the chosen one is judged on another. */
export async function tune(args: readonly string[]): Promise<number> {
  const options = readTuneOptions(args);
  if (!options) {
    print(TUNE_HELP);
    return 0;
  }
  const [tuningTask, testTask] = [readTask(options.tuning, options), readTask(options.test, options)];
  refuseSharedProblems(tuningTask, testTask);
  const tuningPart = describePart('tuning', tuningTask, options.lanes, options);
  const plain = { strategy: 'plain' };
  // Described before anything runs, with any of the settings, so that a mistake shows at once.
  const anyTest = describePart('test', testTask, [plain, ...options.lanes.slice(0, 1)], options);
  return await whileLocked(options.out, async () => {
    checkChoice(options.out, tuningPart.configuration, anyTest.configuration);
    note(`Trying ${options.lanes.length} settings of ${options.strategy} on ${tuningTask.name} …`);
    const tuning = await whileLocked(tuningPart.folder, () => runTuning(tuningPart, anyTest, options));
    const lane = options.lanes[tuning.chosen];
    if (!lane) throw new Error('A setting was chosen that does not exist.');
    const testPart = describePart('test', testTask, [plain, lane], options);
    keepChoice(options.out, tuning, tuningPart.configuration, testPart.configuration);
    const settings = Object.entries(lane.settings ?? {}).map(([name, value]) => `${name}=${String(value)}`);
    note(`Chosen of ${tuning.scores.length}: ${settings.join(' ')}. Running it beside plain on ${testTask.name} …`);
    return await whileLocked(testPart.folder, () => runTest(testPart, tuning, options));
  });
}
