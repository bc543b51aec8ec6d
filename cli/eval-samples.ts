import { ProblemError, toProblem } from '../src/control/errors.ts';
import { describeDifferences, type Configuration } from '../src/evaluation/run/configuration.ts';
import type { TaskItem } from '../src/evaluation/run/item.ts';
import type { EvaluationManifest, Surroundings } from '../src/evaluation/run/manifest.ts';
import { inPlannedOrder, planJobs } from '../src/evaluation/run/plan.ts';
import type { Sample } from '../src/evaluation/sample.ts';
import type { DeviceChoice } from '../workers/protocol.ts';
import { createFolder, NEW_MANIFEST, readManifest, samplesPath, writeManifest } from './eval-folder.ts';
import { runEvaluation } from './eval-run.ts';
import { note } from './output.ts';
import { openSampleFile, recoverSamples } from './sample-file.ts';
import { isClosing } from './shutdown.ts';

interface SampleRun {
  /** Locked by whoever calls. */
  readonly folder: string;
  readonly resume: boolean;
  readonly configuration: Configuration;
  /** Of the problems: see the manifest. */
  readonly source?: string | undefined;
  readonly items: readonly TaskItem[];
  readonly device: DeviceChoice;
  readonly workers: number;
}

interface MadeSamples {
  readonly manifest: EvaluationManifest;
  /** All of them, in planned order. */
  readonly samples: readonly Sample[];
}

/** The manifest to go on with: that of the folder, or of a new one. */
function openFolder({ folder, configuration, source, resume }: SampleRun): EvaluationManifest {
  const found = resume ? readManifest(folder) : undefined;
  if (!found) {
    createFolder(folder);
    return { ...NEW_MANIFEST, ...(source !== undefined && { source }), configuration };
  }
  const differences = describeDifferences(found.configuration, configuration);
  if (differences.length === 0) return { ...found, status: 'started', reason: undefined };
  throw new ProblemError(
    'task-invalid',
    `The folder ${folder} holds another evaluation: ${differences.join('; ')}.`,
    'Resume with the options it was started with, or choose another folder with --out.',
  );
}

/** Makes what is missing in a folder, one line on disk per sample, and resolves when all are there. */
export async function makeSamples(run: SampleRun): Promise<MadeSamples> {
  const { folder, configuration } = run;
  let manifest = openFolder(run);
  const jobs = planJobs(configuration);
  const done = recoverSamples(samplesPath(folder), configuration, jobs);
  if (done.length > 0) note(`${done.length} of ${jobs.length} samples are there already.`);
  writeManifest(folder, manifest);

  const samples = [...done];
  const file = openSampleFile(samplesPath(folder));
  try {
    await runEvaluation({
      ...run,
      jobs,
      done,
      keep(sample, surroundings) {
        if (surroundings) manifest = withSurroundings(folder, manifest, surroundings);
        file.append(sample);
        samples.push(sample);
      },
    });
  } catch (caught) {
    // Who was told to end has not failed.
    if (!isClosing()) recordFailure(folder, manifest, caught);
    throw caught;
  } finally {
    file.close();
  }
  return { manifest, samples: inPlannedOrder(jobs, samples) };
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
