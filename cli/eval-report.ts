import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildReport } from '../src/evaluation/report/build-report.ts';
import type { ReportContext } from '../src/evaluation/report/context.ts';
import { describeContext } from '../src/evaluation/report/describe-context.ts';
import { renderReport } from '../src/evaluation/report/render-report.ts';
import type { EvaluationManifest } from '../src/evaluation/run/manifest.ts';
import type { Sample } from '../src/evaluation/sample.ts';
import type { Tuning } from '../src/evaluation/tuning/tuning.ts';
import { launchArguments } from './chromium.ts';
import { writeAtomically } from './atomic-file.ts';
import { readModel, readPromptTemplate } from './eval-model.ts';
import { ROOT } from './root.ts';

/** null where the project is not under version control. */
function currentCommit(): string | null {
  const { status, stdout } = spawnSync('git', ['rev-parse', 'HEAD'], { cwd: ROOT, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}

function contextOf(
  { configuration, surroundings, source }: EvaluationManifest,
  tuning: Tuning | undefined,
): ReportContext {
  const { model, modelHash, engine } = configuration;
  const found = readModel(model);
  return describeContext(configuration, {
    surroundings,
    commit: currentCommit(),
    // A merge may come later than a change of the model; its files would then not be those of the samples.
    files: found.hash === modelHash ? found.files : [],
    promptTemplate: readPromptTemplate(model),
    flags: launchArguments({ softwareWebGpu: engine === 'webgpu' }),
    source,
    tuning,
  });
}

/** report.json and report.html; nothing when there is nothing to report. */
export function writeReport(
  folder: string,
  manifest: EvaluationManifest,
  samples: readonly Sample[],
  tuning?: Tuning,
): void {
  if (samples.length === 0) return;
  const report = buildReport(samples, contextOf(manifest, tuning));
  writeAtomically(join(folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
  writeAtomically(join(folder, 'report.html'), renderReport(report));
}
