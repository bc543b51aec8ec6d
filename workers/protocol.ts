import type { Problem } from '../src/control/errors.ts';
import type { RunLimits } from '../src/control/run-limits.ts';
import type { SamplingSettings } from '../src/control/sampling-settings.ts';
import type { Settings } from '../src/control/strategy.ts';
import type { SettingValue } from '../src/control/vocabulary.ts';
import type { Branch } from '../src/decoding/branch.ts';
import type { TokenRecord, TokenTexts, TraceEnd, TraceHeader } from '../src/decoding/trace.ts';
import type { EngineInfo } from '../src/engines/engine.ts';
import type { DeviceDecision } from '../src/engines/onnx/device.ts';
import type { SelfTest } from '../src/engines/self-test.ts';
import type { WebLlmModel } from '../src/engines/webllm/model-list.ts';
import type { DownloadEnd, ModelProgress } from '../src/storage/download-model.ts';
import type { LocalFile } from '../src/storage/model-folder.ts';
import type { ModelList } from '../src/storage/model-library.ts';

/** What the page shows of engines and storage, which it does not import itself. */
export type { DeviceDecision } from '../src/engines/onnx/device.ts';
export type { SelfTest } from '../src/engines/self-test.ts';
export type { WebLlmModel } from '../src/engines/webllm/model-list.ts';
export type { DownloadEnd, ModelProgress } from '../src/storage/download-model.ts';
export type { LocalFile } from '../src/storage/model-folder.ts';
export type { ModelList, ModelSummary } from '../src/storage/model-library.ts';

/** `auto` takes WebGPU where the page has a hardware adapter, wasm otherwise. */
export type DeviceChoice = 'auto' | 'webgpu' | 'wasm';

export interface LoadRequest {
  readonly model: string;
  readonly device: DeviceChoice;
}

export interface LoadProgress {
  readonly stage: 'download' | 'compile' | 'warm-up';
  /** What is being waited for, in words. */
  readonly label: string;
  readonly loadedBytes: number;
  /** 0 when unknown. */
  readonly totalBytes: number;
}

/** What the page may know of a loaded model: plain data. */
export interface LoadedModel {
  readonly id: string;
  readonly title: string;
  readonly engine: EngineInfo;
  /** Why this device was taken, in words. */
  readonly deviceReason: string;
  /** Ids that count as reflection tokens: every one-token form of the reflection words. */
  readonly reflectionIds: readonly number[];
  /** Ids the "published" vocabulary of CyclicReflex has in this tokenizer. */
  readonly publishedReflectionIds: readonly number[];
  readonly suggested: Readonly<Record<string, Readonly<Record<string, SettingValue>>>>;
}

export interface RunRequest {
  readonly runId: string;
  /** The visitor's problem, before the chat template. */
  readonly prompt: string;
  /** What the prompt was to the model when the run began; a model to which it is anything else is refused. */
  readonly promptIds?: readonly number[];
  readonly strategies: readonly { readonly id: string; readonly settings: Settings }[];
  readonly sampling: SamplingSettings;
  /** Most tokens to generate. */
  readonly maxTokens: number;
  /** What else ends it; nothing where left out. */
  readonly limits?: Partial<RunLimits>;
  /** What an earlier run with these settings has given; the run goes on after it. */
  readonly resumed?: readonly TokenRecord[];
  /** Set where those are the first tokens of another run. */
  readonly branch?: Branch;
  /** Whether the header is to say which ids count as reflection tokens. */
  readonly namesReflections?: boolean;
  /** Whether its cache stays when it has ended, as far as memory allows, for runs that branch off. */
  readonly keep?: boolean;
}

export interface DownloadRequest {
  readonly model: string;
  /** The variant is chosen for this device. */
  readonly device: DeviceChoice;
  /** Another address than the hub's, without a last slash. */
  readonly hub?: string;
}

/** Events of one run, in order: one `start`, any number of `tokens` and `withdraw`, one `end`. */
export type RunEvent =
  | { readonly kind: 'start'; readonly header: TraceHeader }
  /** Of a branch: whether it goes on in the cache of the run it leaves, or its first tokens are computed again. */
  | { readonly kind: 'branch'; readonly from: 'cache' | 'tokens' }
  | {
      readonly kind: 'tokens';
      readonly records: readonly TokenRecord[];
      /** Texts of the ids that appear in these records for the first time. */
      readonly texts: TokenTexts;
      readonly elapsedMilliseconds: number;
    }
  /** A strategy took tokens back: the first `length` remain. */
  | { readonly kind: 'withdraw'; readonly length: number }
  | { readonly kind: 'end'; readonly end: TraceEnd; readonly elapsedMilliseconds: number };

/** Errors cross the worker as data: a thrown Error would lose its code and hint on the way. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/** What the inference worker offers; reached through Comlink. */
export interface InferenceApi {
  /** Answers as soon as the worker computes nothing. */
  ping(): void;
  /** Takes a lock that ends with the worker; resolves when it is held. */
  hold(lock: string): Promise<void>;
  /** `onLost` is told when nothing but a fresh worker helps. */
  watch(onLost: (reason: Problem) => void): void;
  load(request: LoadRequest, onProgress: (progress: LoadProgress) => void): Promise<Outcome<LoadedModel>>;
  /** Runs to the end; several runs may be under way, their tokens interleave. */
  run(request: RunRequest, onEvent: (event: RunEvent) => void): Promise<Outcome<TraceEnd>>;
  /** Why these settings cannot act on the loaded model, or null; null too while no model is loaded. */
  warning(strategy: RunRequest['strategies'][number]): string | null;
  /** The device that a choice comes to on this machine, and what its adapter allows. */
  machine(device: DeviceChoice): Promise<Outcome<DeviceDecision>>;
  /** The models of the catalog, those kept and folders that are open, with sizes as for this device. */
  models(device: DeviceChoice): Promise<Outcome<ModelList>>;
  /** Fetches a model of the hub, or goes on with it; ends as `cancelled` after `cancelDownload`. */
  download(request: DownloadRequest, onProgress: (progress: ModelProgress) => void): Promise<Outcome<DownloadEnd>>;
  cancelDownload(model: string): void;
  /** The reasoning models of WebLLM's list; loads that library, which nothing else does before one of them is used. */
  webLlmModels(): Promise<Outcome<readonly WebLlmModel[]>>;
  /** Gives up the load under way, which then fails; what has been fetched stays. */
  cancelLoad(): void;
  /** Deletes what is kept of a model. */
  deleteModel(model: string): Promise<Outcome<null>>;
  /** Takes a folder or dropped files as a model, until the worker ends; gives its id, for `load`. */
  addFolder(name: string, files: readonly LocalFile[]): Promise<Outcome<string>>;
  /** Holds the loaded model on its device to stored logits; null when there are none of it. */
  selfTest(): Promise<Outcome<SelfTest | null>>;
  /** Ends a run after the token under way; it then resolves with the end `stopped`. Unknown ids are ignored. */
  stop(runId: string): void;
}
