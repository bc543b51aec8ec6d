import { MLCEngine } from '@mlc-ai/web-llm';
import { expect, it } from 'vitest';
import { readTokenizer } from '../../text/tokenizer.ts';
import { describeEngineContract } from '../contract.ts';
import type { Engine } from '../engine.ts';
import { loadInLibrary } from './load-model.ts';
import { createWebLlmEngine } from './webllm-engine.ts';

/** Where the model is: set by `npm run test:webllm`. */
declare const WEBLLM_PLACE: { readonly model: string; readonly modelLib: string; readonly version: string };

const MODEL = 'model-under-test';

async function openReal(): Promise<Engine> {
  const { model, modelLib, version } = WEBLLM_PLACE;
  const file = async (name: string): Promise<unknown> => (await fetch(new URL(name, model))).json();
  const tokenizer = readTokenizer(await file('tokenizer.json'), await file('tokenizer_config.json'));
  const appConfig = { model_list: [{ model, model_id: MODEL, model_lib: modelLib }] };
  const started = performance.now();
  const loaded = await loadInLibrary((configuration) => new MLCEngine(configuration), {
    appConfig,
    model: MODEL,
    vocabularySize: tokenizer.size,
    onProgress: () => undefined,
    version,
  });
  const engine = createWebLlmEngine(loaded);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.info(`Loaded in ${seconds} s: ${engine.info.description}; ${engine.info.capabilities.join(', ')}`);
  return engine;
}

it('is the library that the engine knows, with a model that can be fed', async () => {
  const engine = await openReal();
  const sequence = engine.open();
  const started = performance.now();
  await sequence.append([72, 105]);
  const logits = await sequence.logits();
  const prefilled = performance.now();
  await sequence.append([33]);
  const decoded = performance.now();
  console.info(
    `2 tokens at once ${(prefilled - started).toFixed(0)} ms, one more ${(decoded - prefilled).toFixed(0)} ms`,
  );
  expect(logits.every(Number.isFinite)).toBe(true);
  await engine.dispose();
});

describeEngineContract('webllm on the real library', {
  open: openReal,
  texts: () => [
    [5, 17, 200, 33, 8, 41],
    [9, 80, 3, 61, 150, 12],
  ],
  tolerance: 1e-3,
});
