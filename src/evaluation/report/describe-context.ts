import type { Configuration } from '../run/configuration.ts';
import { laneLetter } from '../run/lane-letter.ts';
import type { Surroundings } from '../run/manifest.ts';
import type { Tuning } from '../tuning/tuning.ts';
import type { ReportContext } from './context.ts';

/** For a shell: nothing in it is special but the quote itself. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Makes the same samples, whatever was typed or pressed: resumed and merged runs give the same. */
function commandOf({
  task,
  strategies,
  seed,
  samples,
  maxTokens,
  engine,
  model,
  prompt,
  ...rest
}: Configuration): string {
  const sets = strategies.flatMap(({ settings }, lane) =>
    Object.entries(settings).map(([name, value]) => `--set ${laneLetter(lane)}.${name}=${String(value)}`),
  );
  const { temperature, topP, topK, minP } = rest.sampling;
  return [
    `npm run eval -- --task ${task} --limit ${rest.items.length} --samples ${samples}`,
    `--strategies ${strategies.map(({ strategy }) => strategy).join(',')}`,
    ...sets,
    ...(prompt === undefined ? [] : [`--prompt ${quote(prompt)}`]),
    `--model ${model} --engine ${engine} --seed ${seed} --max-tokens ${maxTokens}`,
    `--temperature ${temperature} --top-p ${topP} --top-k ${topK} --min-p ${minP}`,
    ...(rest.shard ? [`--shard ${rest.shard.index}/${rest.shard.of}`] : []),
    '--out DIR',
  ].join(' ');
}

/** "onnxruntime-web 1.30.0, webgpu on some adapter" in its parts. */
export function parseEngine(description: string): Pick<ReportContext, 'engine' | 'adapter'> {
  const [, name, version, device, adapter] = /^(\S+) (\S+), (\S[^]*?)(?: on (.+))?$/.exec(description) ?? [];
  if (name === undefined || version === undefined || device === undefined)
    return { engine: { name: description, version: '' }, adapter: null };
  return { engine: { name: `${name} (${device})`, version }, adapter: adapter ?? null };
}

/** What a configuration does not say of itself. */
export interface ContextFacts {
  readonly surroundings: Surroundings | null;
  readonly commit: string | null;
  /** Of the model; none where they are not those of the samples. */
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
  readonly promptTemplate: string;
  /** The browser was started with. */
  readonly flags: readonly string[];
  /** Of the problems. */
  readonly source?: string | undefined;
  readonly tuning?: Tuning | undefined;
}

export function describeContext(configuration: Configuration, facts: ContextFacts): ReportContext {
  const { model, seed, sampling, maxTokens, samples, strategies, prompt } = configuration;
  const { surroundings, commit, files, promptTemplate, flags, source, tuning } = facts;
  const baseline = strategies.find(({ strategy }) => strategy === 'plain') ?? strategies[0];
  return {
    commit,
    command: commandOf(configuration),
    model,
    modelFiles: files.map(({ path, sha256 }) => ({ name: path, sha256 })),
    tokenizerHash: files.find(({ path }) => path === 'tokenizer.json')?.sha256 ?? null,
    ...parseEngine(surroundings?.engine ?? ''),
    browser: surroundings?.browser ?? null,
    flags,
    seed,
    settings: { ...sampling, maxTokens, samples },
    promptTemplate,
    ...(prompt !== undefined && { prompt }),
    ...(source !== undefined && { source }),
    ...(tuning && { tuning }),
    ...(baseline && { baseline: baseline.hash }),
  };
}
