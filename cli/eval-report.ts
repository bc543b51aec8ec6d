import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildReport } from '../src/evaluation/report/build-report.ts';
import type { ReportContext } from '../src/evaluation/report/context.ts';
import { renderReport } from '../src/evaluation/report/render-report.ts';
import type { Configuration } from '../src/evaluation/run/configuration.ts';
import type { EvaluationManifest } from '../src/evaluation/run/manifest.ts';
import type { Sample } from '../src/evaluation/sample.ts';
import { laneLetter } from '../src/lab/session/lane-setup.ts';
import { launchArguments } from './chromium.ts';
import { writeAtomically } from './eval-atomic-file.ts';
import { readModel, readPromptTemplate } from './eval-model.ts';
import { ROOT } from './root.ts';

/** null where the project is not under version control. */
function currentCommit(): string | null {
  const { status, stdout } = spawnSync('git', ['rev-parse', 'HEAD'], { cwd: ROOT, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}

/** Makes the same samples, whatever was typed: resumed and merged runs give the same. */
function commandOf({ task, strategies, seed, samples, maxTokens, engine, model, ...rest }: Configuration): string {
  const sets = strategies.flatMap(({ settings }, lane) =>
    Object.entries(settings).map(([name, value]) => `--set ${laneLetter(lane)}.${name}=${String(value)}`),
  );
  const { temperature, topP, topK, minP } = rest.sampling;
  return [
    `npm run eval -- --task ${task} --limit ${rest.items.length} --samples ${samples}`,
    `--strategies ${strategies.map(({ strategy }) => strategy).join(',')}`,
    ...sets,
    `--model ${model} --engine ${engine} --seed ${seed} --max-tokens ${maxTokens}`,
    `--temperature ${temperature} --top-p ${topP} --top-k ${topK} --min-p ${minP}`,
    ...(rest.shard ? [`--shard ${rest.shard.index}/${rest.shard.of}`] : []),
    '--out DIR',
  ].join(' ');
}

/** "onnxruntime-web 1.30.0, webgpu on some adapter" in its parts. */
function parseEngine(description: string): Pick<ReportContext, 'engine' | 'adapter'> {
  const [, name, version, device, adapter] = /^(\S+) (\S+), (\S+)(?: on (.+))?$/.exec(description) ?? [];
  if (name === undefined || version === undefined || device === undefined)
    return { engine: { name: description, version: '' }, adapter: null };
  return { engine: { name: `${name} (${device})`, version }, adapter: adapter ?? null };
}

function describeContext({ configuration, surroundings }: EvaluationManifest): ReportContext {
  const { model, modelHash, engine, seed, sampling, maxTokens, samples, strategies } = configuration;
  const found = readModel(model);
  // A merge may come later than a change of the model; its files would then not be those of the samples.
  const files = found.hash === modelHash ? found.files : [];
  const baseline = strategies.find(({ strategy }) => strategy === 'plain') ?? strategies[0];
  return {
    commit: currentCommit(),
    command: commandOf(configuration),
    model,
    modelFiles: files.map(({ path, sha256 }) => ({ name: path, sha256 })),
    tokenizerHash: files.find(({ path }) => path === 'tokenizer.json')?.sha256 ?? null,
    ...parseEngine(surroundings?.engine ?? ''),
    browser: surroundings?.browser ?? null,
    flags: launchArguments({ softwareWebGpu: engine === 'webgpu' }),
    seed,
    settings: { ...sampling, maxTokens, samples },
    promptTemplate: readPromptTemplate(model),
    ...(baseline && { baseline: baseline.hash }),
  };
}

/** report.json and report.html; nothing when there is nothing to report. */
export function writeReport(folder: string, manifest: EvaluationManifest, samples: readonly Sample[]): void {
  if (samples.length === 0) return;
  const report = buildReport(samples, describeContext(manifest));
  writeAtomically(join(folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
  writeAtomically(join(folder, 'report.html'), renderReport(report));
}
