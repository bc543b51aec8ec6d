import type { ChatOptions, InitProgressCallback, LogitProcessor, MLCEngine, MLCEngineConfig } from '@mlc-ai/web-llm';
import { declaredMembers, strict } from './declared-members.ts';
import { StandInPipeline, type StandInKind } from './stand-in-pipeline.ts';

type Used = Pick<MLCEngine, 'reload' | 'resetChat' | 'forwardTokensAndSample' | 'unload'>;

/** The part of MLCEngine that the laboratory uses, without a GPU: every call that the real one would not accept fails. */
class StandInEngine implements Used {
  loadedModelIdToPipeline = new Map<string, StandInPipeline>();
  readonly #kind: StandInKind;
  readonly #registry: Map<string, LogitProcessor> | undefined;
  readonly #onProgress: InitProgressCallback | undefined;
  readonly #models: readonly string[];

  constructor(kind: StandInKind, { logitProcessorRegistry, initProgressCallback, appConfig }: MLCEngineConfig) {
    this.#kind = kind;
    this.#registry = logitProcessorRegistry;
    this.#onProgress = initProgressCallback;
    this.#models = appConfig?.model_list.map(({ model_id: id }) => id) ?? [];
  }

  async reload(modelId: string | string[], chatOpts?: ChatOptions | ChatOptions[]): Promise<void> {
    await this.unload();
    if (typeof modelId !== 'string' || Array.isArray(chatOpts)) throw new TypeError('One model at a time here.');
    if (!this.#models.includes(modelId)) throw new Error(`Cannot find model record in appConfig for ${modelId}.`);
    this.#onProgress?.({
      progress: 0.5,
      timeElapsed: 1,
      text: 'Fetching param cache[1/2]: 5MB fetched. 50% completed.',
    });
    const declared = declaredMembers('llm_chat', 'LLMChatPipeline');
    const pipeline = new StandInPipeline(this.#kind, chatOpts ?? {}, this.#registry?.get(modelId));
    this.loadedModelIdToPipeline.set(modelId, strict(pipeline, declared, 'LLMChatPipeline'));
    this.#onProgress?.({ progress: 1, timeElapsed: 2, text: 'Finish loading on WebGPU - stand-in' });
  }

  forwardTokensAndSample(inputIds: number[], isPrefill: boolean, modelId?: string): Promise<number> {
    return this.#pipeline(modelId).forwardTokensAndSample(inputIds, isPrefill);
  }

  async resetChat(_keepStats?: boolean, modelId?: string): Promise<void> {
    this.#pipeline(modelId).resetChat();
  }

  async unload(): Promise<void> {
    for (const pipeline of this.loadedModelIdToPipeline.values()) pipeline.dispose();
    this.loadedModelIdToPipeline.clear();
  }

  #pipeline(modelId: string | undefined): StandInPipeline {
    const pipeline = this.loadedModelIdToPipeline.get(modelId ?? '');
    if (!pipeline) throw new Error(`Model ${modelId} is not loaded.`);
    return pipeline;
  }
}

/** As `new MLCEngine(configuration)` of the library. */
export function standInEngine(kind: StandInKind, configuration: MLCEngineConfig): MLCEngine {
  const engine = strict(new StandInEngine(kind, configuration), declaredMembers('engine', 'MLCEngine'), 'MLCEngine');
  return engine as unknown as MLCEngine; // what is missing of it throws, by name
}
