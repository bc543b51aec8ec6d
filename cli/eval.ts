import { ProblemError, toProblem } from '../src/control/errors.ts';
import { describeDifferences, type Configuration } from '../src/evaluation/run/configuration.ts';
import type { EvaluationManifest, Surroundings } from '../src/evaluation/run/manifest.ts';
import { inPlannedOrder, planJobs } from '../src/evaluation/run/plan.ts';
import { completeLanes, describeConfiguration } from './eval-configuration.ts';
import { finish } from './eval-finish.ts';
import { createFolder, NEW_MANIFEST, readManifest, samplesPath, writeManifest } from './eval-folder.ts';
import { merge } from './eval-merge.ts';
import { HELP, readEvalOptions } from './eval-options.ts';
import { runEvaluation } from './eval-run.ts';
import { note, print } from './output.ts';
import { openSampleFile, recoverSamples } from './sample-file.ts';
import { isClosing } from './shutdown.ts';
import { findTask } from './task-file-find.ts';

/** The manifest to go on with: that of the folder, or of a new one. */
function openFolder(folder: string, configuration: Configuration, resume: boolean): EvaluationManifest {
  const found = resume ? readManifest(folder) : undefined;
  if (!found) {
    createFolder(folder);
    return { ...NEW_MANIFEST, configuration };
  }
  const differences = describeDifferences(found.configuration, configuration);
  if (differences.length === 0) return { ...found, status: 'started', reason: undefined };
  throw new ProblemError(
    'task-invalid',
    `The folder ${folder} holds another evaluation: ${differences.join('; ')}.`,
    'Resume with the options it was started with, or choose another folder with --out.',
  );
}

export async function run(args: readonly string[]): Promise<number> {
  if (args[0] === 'merge') return merge(args.slice(1));
  const options = readEvalOptions(args);
  if (!options) {
    print(HELP);
    return 0;
  }
  const { out, resume, engine: device, workers, failUnder } = options;
  const task = findTask(options.task, options.model, options.data);
  const items = task.items.slice(0, options.limit);
  const lanes = completeLanes(options.lanes, options.model);
  const configuration = describeConfiguration(options, lanes, { name: task.name, items });
  let manifest = openFolder(out, configuration, resume);
  const jobs = planJobs(configuration);
  const done = recoverSamples(samplesPath(out), configuration, jobs);
  if (done.length > 0) note(`${done.length} of ${jobs.length} samples are there already.`);
  writeManifest(out, manifest);

  const samples = [...done];
  const file = openSampleFile(samplesPath(out));
  try {
    await runEvaluation({
      configuration,
      lanes,
      items,
      jobs,
      done,
      device,
      workers,
      keep(sample, surroundings) {
        manifest = withSurroundings(out, manifest, surroundings);
        file.append(sample);
        samples.push(sample);
      },
    });
  } catch (caught) {
    // Who was told to end has not failed.
    if (!isClosing()) recordFailure(out, manifest, caught);
    throw caught;
  } finally {
    file.close();
  }
  return finish(out, manifest, inPlannedOrder(jobs, samples), failUnder);
}

/** They are on disk before the first sample is; later samples have to come from the same engine. */
function withSurroundings(
  folder: string,
  manifest: EvaluationManifest,
  surroundings: Surroundings,
): EvaluationManifest {
  if (manifest.surroundings?.engine === surroundings.engine) return manifest;
  if (manifest.surroundings !== null)
    throw new ProblemError(
      'task-invalid',
      `The samples in ${folder} were made with ${manifest.surroundings.engine}; this is ${surroundings.engine}.`,
      'Resume on the same engine, or choose another folder with --out.',
    );
  const described = { ...manifest, surroundings };
  writeManifest(folder, described);
  return described;
}

function recordFailure(folder: string, manifest: EvaluationManifest, caught: unknown): void {
  try {
    const reason = toProblem(caught, 'internal', '').message;
    writeManifest(folder, { ...manifest, status: 'failed', reason });
  } catch {
    // A full disk, most likely; the first failure is the one to tell.
  }
}
