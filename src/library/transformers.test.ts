import {
  AutoModelForCausalLM,
  AutoTokenizer,
  env,
  LogitsProcessor,
  LogitsProcessorList,
  Tensor,
} from '@huggingface/transformers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import examples from '../../models/ponder/examples.json' with { type: 'json' };
import { triangularWave } from '../control/strategies/cyclic-reflex.ts';
import type { Model } from '../decoding/model.ts';
import { prepareRun } from '../decoding/run.ts';
import { openPonder } from '../testing/ponder.ts';
import type { TokenReport } from './control-options.ts';
import { ControlledLogitsProcessor } from './transformers.ts';

/** The real transformers.js on Ponder. */

env.allowRemoteModels = false;
env.localModelPath = fileURLToPath(new URL('../../models/', import.meta.url));

const SETTINGS = { amplitude: 5, period: 60, vocabulary: 'words' };
const MOST = 100;

type Host = Awaited<ReturnType<typeof AutoModelForCausalLM.from_pretrained>>;
let host: Host;
let tokenizer: Awaited<ReturnType<typeof AutoTokenizer.from_pretrained>>;
let model: Model;

beforeAll(async () => {
  tokenizer = await AutoTokenizer.from_pretrained('ponder');
  host = await AutoModelForCausalLM.from_pretrained('ponder', { dtype: 'q4' });
  model = await openPonder();
}, 120_000);
afterAll(async () => {
  await host.dispose();
  await model.engine.dispose();
});

async function ours(prompt: string, temperature: number, id = 'cyclic-reflex'): Promise<number[]> {
  const sampling = { temperature, topP: 1, topK: 0, minP: 0, seed: 3 };
  const strategies = [{ id, settings: id === 'plain' ? {} : SETTINGS }];
  const run = prepareRun(model, { prompt, strategies, sampling, maxTokens: MOST });
  const ids: number[] = [];
  for await (const event of run.events()) if (event.kind === 'token') ids.push(event.record.id);
  return ids;
}

async function generate(content: string, list: readonly LogitsProcessor[], options: object): Promise<number[]> {
  const template = { add_generation_prompt: true, return_dict: true } as const;
  const inputs = tokenizer.apply_chat_template([{ role: 'user', content }], template) as { input_ids: Tensor };
  const processors = new LogitsProcessorList();
  processors.extend([...list]);
  const output = await host.generate({ ...inputs, logits_processor: processors, max_new_tokens: MOST, ...options });
  const all = (output as Tensor).tolist()[0] as bigint[];
  return all.slice(inputs.input_ids.dims[1]).map(Number);
}

/** Keeps the logits that pass. */
class Snapshots extends LogitsProcessor {
  readonly seen: Float32Array[] = [];

  override _call(_: bigint[][], logits: Tensor): Tensor {
    this.seen.push((logits.data as Float32Array).slice());
    return logits;
  }
}

function processorFor(options: Partial<ConstructorParameters<typeof ControlledLogitsProcessor>[0]> = {}) {
  const strategies = [{ id: 'cyclic-reflex', settings: SETTINGS }];
  return new ControlledLogitsProcessor({ tokenizer, stopIds: [701, 699], strategies, ...options });
}

// Its own threads wait for the cores of a machine that others use: slow there, and no fault.
describe('cyclic-reflex in transformers.js', { timeout: 300_000 }, () => {
  it('gives the tokens of our own engine at temperature 0, output after output', async () => {
    const processor = processorFor();
    let steered = 0;
    for (const { problem } of examples.slice(0, 2)) {
      const expected = await ours(problem, 0);
      expect(await generate(problem, [processor], { do_sample: false })).toEqual(expected);
      if (expected.join() !== (await ours(problem, 0, 'plain')).join()) steered += 1;
    }
    expect(steered).toBeGreaterThan(0); // else the comparison would say nothing
  });

  it('gives the tokens of our own engine at temperature 0.8 where the draw is ours', async () => {
    const problem = examples[1]?.problem ?? '';
    const sampling = { temperature: 0.8, topP: 1, topK: 0, minP: 0, seed: 3 };
    const found = await generate(problem, [processorFor({ sampling })], { do_sample: false });
    expect(found).toEqual(await ours(problem, 0.8));
  });

  it('adds the bias before temperature where transformers.js draws', async () => {
    const reports: TokenReport[] = [];
    const temperature = 0.5;
    const processor = processorFor({ temperature, onToken: (report) => reports.push(report) });
    const [before, after] = [new Snapshots(), new Snapshots()];
    const options = { do_sample: true, temperature, max_new_tokens: 40 };
    await generate(examples[0]?.problem ?? '', [before, processor, after], options);
    const added = (position: number, id: number): number =>
      (after.seen[position]?.[id] ?? Number.NaN) - (before.seen[position]?.[id] ?? Number.NaN);
    const wave = { amplitude: 5, period: 60, shift: 0 };
    const [reflection = 0] = model.reflectionIds;
    for (const { position, phase } of reports) {
      if (phase !== 'thinking') continue;
      const expected = triangularWave(position, wave) / temperature;
      expect(added(position, reflection)).toBeCloseTo(expected, 4);
      expect(added(position, 0)).toBe(0);
    }
    expect(reports.filter(({ phase }) => phase === 'thinking').length).toBeGreaterThan(10);
  });

  it('refuses several sequences and a temperature of 0', () => {
    const logits = new Tensor('float32', new Float32Array(1408), [2, 704]);
    const processor = processorFor();
    expect(() => processor([[1n], [2n]], logits)).toThrow(/2 sequences/);
    expect(() => processorFor({ temperature: 0 })).toThrow(/divides by nothing/);
  });
});
