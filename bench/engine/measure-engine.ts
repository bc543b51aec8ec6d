import type { Page } from '@playwright/test';
import { openBrowser } from '../../cli/browser.ts';
import { note } from '../../cli/output.ts';
import { checkSettings } from '../../src/control/settings.ts';
import type { Settings } from '../../src/control/strategy.ts';
import { steeredTokens } from '../../src/control/reflection-choice.ts';
import { waveOf } from '../../src/control/strategies/cyclic-reflex.ts';
import { findStrategy } from '../../src/control/strategies/index.ts';
import { recognise } from '../../src/engines/onnx/recognise.ts';
import { renderChat } from '../../src/text/chat.ts';
import { readModelConfig } from '../../src/text/model-config.ts';
import { readTokenizer } from '../../src/text/tokenizer.ts';
import { embeddedModel, expandedGraph, readJson, syntheticModel, withoutEnd, type ModelFiles } from './model-files.ts';
import type { EngineBenchOptions } from './options.ts';
import type { BlockResult, ServedModel } from './page/contender.ts';
import type { WorkerKind } from './page/page.ts';
import { compareSpeed, controlShare, type BenchRow, type Measured } from './rows.ts';
import { serveBench } from './serve-bench.ts';

const PROMPT = 'Start with 3, add 4, multiply by 2. What is the last digit?';
const SAMPLING = { temperature: 0.6, topP: 0.95, seed: 7 };
const SAME_FILE = 'transformers.js, same file';
const BEST_FILE = 'transformers.js, fp32 file';
const LOOP = 'onnxruntime loop';

/** One contender of the turns. */
interface Runner {
  readonly name: string;
  readonly worker: string;
  readonly kind: WorkerKind;
  readonly task: string;
  readonly settings: Settings;
  readonly weights: string;
}

function suggestedFor(model: ModelFiles, strategy: string): Settings {
  return { ...model.facts.suggested[strategy] };
}

function describeServed(model: ModelFiles, expanded: boolean, url: string, engine: 'wasm' | 'webgpu'): ServedModel {
  const { files, graph, facts, id } = model;
  const tokenizer = readTokenizer(readJson(files, 'tokenizer.json'), readJson(files, 'tokenizer_config.json'));
  const read = (path: string): unknown => readJson(files, path);
  const config = readModelConfig(read('config.json'), read('generation_config.json'), read('tokenizer_config.json'));
  const recognition = recognise(files.get(graph) ?? new Uint8Array(0));
  if (!recognition.ok) throw new Error(recognition.refusal.reason);
  const { layers, cache, head } = recognition.kind;
  const cyclic = checkSettings(findStrategy('cyclic-reflex'), suggestedFor(model, 'cyclic-reflex'));
  return {
    id,
    folder: `${url}models/ours/`,
    endlessFolder: `${url}models/endless/`,
    graph,
    expandedGraph: expanded ? 'onnx/model.onnx' : null,
    facts: {
      thinking: facts.thinking,
      suggested: facts.suggested,
      ...(facts.highestEntropy !== undefined && { highestEntropy: facts.highestEntropy }),
    },
    device: engine,
    shape: { layers, kvHeads: cache.heads, headSize: cache.headSize, vocabulary: head.rows },
    prompt: PROMPT,
    promptIds: tokenizer.encode(renderChat(config, [{ role: 'user', content: PROMPT }])),
    sampling: SAMPLING,
    steered: steeredTokens(tokenizer, String(cyclic['vocabulary'])).tokens,
    wave: waveOf(cyclic),
  };
}

/** Strategies that this model can run. */
function possible(model: ModelFiles, strategies: readonly string[]): readonly string[] {
  const recognition = recognise(model.files.get(model.graph) ?? new Uint8Array(0));
  const hasHidden = recognition.ok && recognition.kind.hiddenStates;
  return strategies.filter((id) => hasHidden || !findStrategy(id).needs.includes('hidden'));
}

function runnersFor(model: ModelFiles, strategies: readonly string[], hasExpanded: boolean): readonly Runner[] {
  const own = { worker: 'own', kind: 'own', weights: 'same file' } as const;
  const none: Settings = {};
  const controlled = strategies.filter(
    (id) => id !== 'plain' && findStrategy(id).needs.every((need) => need === 'bias'),
  );
  return [
    { ...own, name: 'bare', task: 'bare', settings: none },
    ...strategies.map((id) => ({ ...own, name: id, task: id, settings: suggestedFor(model, id) })),
    ...controlled.map((id) => ({
      ...own,
      name: `control ${id}`,
      task: `control ${id}`,
      settings: suggestedFor(model, id),
    })),
    { name: LOOP, worker: 'loop', kind: 'loop', task: 'bias', settings: none, weights: 'same file' },
    { name: SAME_FILE, worker: 'same', kind: 'transformers', task: 'q4', settings: none, weights: 'same file' },
    ...(hasExpanded
      ? [
          {
            name: BEST_FILE,
            worker: 'best',
            kind: 'transformers',
            task: 'fp32',
            settings: none,
            weights: 'fp32 file',
          } as const,
        ]
      : []),
  ];
}

async function loadAll(page: Page, runners: readonly Runner[], served: ServedModel): Promise<Map<string, string>> {
  const versions = new Map<string, string>();
  for (const { worker, kind } of runners) {
    if (versions.has(worker)) continue;
    const loaded = await page.evaluate(([name, what, model]) => window.bench?.load(name, what, model), [
      worker,
      kind,
      served,
    ] as const);
    versions.set(worker, loaded ?? '');
  }
  return versions;
}

function rowsOf(measured: ReadonlyMap<string, Measured>, strategies: readonly string[]): readonly BenchRow[] {
  const rows: BenchRow[] = [];
  const compare = (name: string, other: string): void => {
    const [mine, others] = [measured.get(name), measured.get(other)];
    if (mine && others) rows.push(compareSpeed(mine, others, other));
  };
  compare('bare', LOOP);
  compare('plain', 'bare');
  for (const id of strategies) if (id !== 'plain') compare(id, 'plain');
  for (const id of strategies) {
    const share = measured.get(`control ${id}`);
    if (share) rows.push(controlShare(share));
  }
  for (const other of [LOOP, SAME_FILE, BEST_FILE]) compare('cyclic-reflex', other);
  for (const other of [LOOP, SAME_FILE, BEST_FILE]) compare(other, 'plain');
  return rows;
}

/** Runs all contenders in turns, a block each, and compares the blocks of the same turn. */
export async function measureEngine(options: EngineBenchOptions): Promise<readonly BenchRow[]> {
  const { engine, blocks, tokens, milliseconds } = options;
  const model =
    'embedded' in options.model ? embeddedModel(options.model.embedded) : syntheticModel(options.model.synthetic);
  const expanded = await expandedGraph(model);
  const files = new Map([...model.files].map(([path, bytes]) => [`ours/${path}`, bytes]));
  for (const [path, bytes] of withoutEnd(model)) files.set(`endless/${path}`, bytes);
  if (expanded) files.set('endless/onnx/model.onnx', expanded);
  note('Building the page of the bench …');
  const url = await serveBench(files);
  const { browser } = await openBrowser({ softwareWebGpu: engine === 'webgpu' });
  const page = await browser.newPage();
  page.setDefaultTimeout(0); // a block takes as long as it takes
  await page.goto(url);
  await page.waitForFunction(() => window.bench !== undefined);

  const strategies = possible(model, options.strategies);
  const runners = runnersFor(model, strategies, expanded !== null);
  const served = describeServed(model, expanded !== null, url, engine);
  const versions = await loadAll(page, runners, served);
  const results = new Map<string, BlockResult[]>(runners.map(({ name }) => [name, []]));
  // The first turn warms up: kernels, caches and the compiler.
  for (let turn = -1; turn < blocks; turn += 1) {
    note(`Block ${turn + 1} of ${blocks} …`);
    for (const { name, worker, task, settings } of runners) {
      const request = { task, settings, tokens, milliseconds };
      const result = await page.evaluate(([who, what]) => window.bench?.block(who, what), [worker, request] as const);
      if (result && turn >= 0) results.get(name)?.push(result);
    }
  }
  const measured = new Map(
    runners.map(({ name, worker, weights }): [string, Measured] => [
      name,
      {
        engine: versions.get(worker) ?? '',
        model: `${model.id}, ${weights}`,
        strategy: name,
        blocks: results.get(name) ?? [],
      },
    ]),
  );
  return rowsOf(measured, strategies);
}
