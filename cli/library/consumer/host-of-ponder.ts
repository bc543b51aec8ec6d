import type { Model } from '../../../src/decoding/model.ts';
import { prepareRun } from '../../../src/decoding/run.ts';
import type { ControlledLogitProcessor } from '../../../src/library/webllm.ts';
import { openPonder } from '../../../src/testing/ponder.ts';

type Processors = ReadonlyMap<
  string,
  Pick<ControlledLogitProcessor, 'processLogits' | 'processSampledToken' | 'resetState'>
>;

const SAMPLING = { temperature: 0, topP: 1, topK: 0, minP: 0, seed: 0 };
const MOST = 120;

/**
 * Stands in for '@mlc-ai/web-llm' where the example of the documentation runs, since that library needs a GPU and a
 * download: the same class and calls, with Ponder on our own engine behind them. It takes the likeliest token. As with the
 * models of WebLLM's list, the thinking is opened by the output, not by the prompt.
 */
export class MLCEngine {
  readonly #processors: Processors;
  #processor: ReturnType<Processors['get']>;
  #model: Model | undefined;

  constructor({ logitProcessorRegistry }: { readonly logitProcessorRegistry: Processors }) {
    this.#processors = logitProcessorRegistry;
  }

  async reload(modelId: string): Promise<void> {
    this.#processor = this.#processors.get(modelId);
    this.#model = await openPonder();
    this.#processor?.resetState();
  }

  readonly chat = {
    completions: {
      create: async ({
        messages,
      }: {
        readonly messages: readonly { readonly role: string; readonly content: string }[];
      }) => {
        const content = await this.#complete(messages.at(-1)?.content ?? '');
        return { choices: [{ message: { content } }] };
      },
    },
  };

  async #complete(prompt: string): Promise<string> {
    if (!this.#model || !this.#processor) throw new Error('No model with a processor is loaded.');
    const { engine, tokenizer, facts } = this.#model;
    const { promptIds } = prepareRun(this.#model, { prompt, strategies: [], sampling: SAMPLING, maxTokens: 1 }).header;
    const opened = promptIds.lastIndexOf(tokenizer.idOf(facts.thinking.open) ?? -1);
    const opening = promptIds.slice(opened);
    const sequence = engine.open();
    await sequence.append(promptIds.slice(0, opened));
    const ids: number[] = [];
    while (ids.length < MOST) {
      const logits = await sequence.logits();
      const opens = opening[ids.length];
      if (opens !== undefined) logits[opens] = 100;
      const edited = this.#processor.processLogits(logits);
      const id = edited.indexOf(edited.reduce((a, b) => Math.max(a, b)));
      this.#processor.processSampledToken(id);
      if (facts.stopIds.has(id)) break;
      ids.push(id);
      await sequence.append([id]);
    }
    return tokenizer.decode(ids);
  }
}
