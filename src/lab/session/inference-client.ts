import type {
  DeviceChoice,
  DeviceDecision,
  DownloadEnd,
  DownloadRequest,
  LoadedModel,
  LoadProgress,
  LoadRequest,
  LocalFile,
  ModelList,
  ModelProgress,
  Outcome,
  RunEvent,
  RunRequest,
  SelfTest,
  WebLlmModel,
} from '../../../workers/protocol.ts';
import type { TraceEnd } from '../../decoding/trace.ts';

/** The inference worker as the lab sees it: every call answers with an outcome and none rejects. */
export interface InferenceClient {
  load(request: LoadRequest, onProgress: (progress: LoadProgress) => void): Promise<Outcome<LoadedModel>>;
  run(request: RunRequest, onEvent: (event: RunEvent) => void): Promise<Outcome<TraceEnd>>;
  warning(strategy: RunRequest['strategies'][number]): Promise<string | null>;
  stop(runId: string): void;
}

/** What the worker does with models beside running one. As above, no call rejects. */
export interface ModelsClient {
  machine(device: DeviceChoice): Promise<Outcome<DeviceDecision>>;
  models(device: DeviceChoice): Promise<Outcome<ModelList>>;
  download(request: DownloadRequest, onProgress: (progress: ModelProgress) => void): Promise<Outcome<DownloadEnd>>;
  cancelDownload(model: string): void;
  deleteModel(model: string): Promise<Outcome<null>>;
  addFolder(name: string, files: readonly LocalFile[]): Promise<Outcome<string>>;
  selfTest(): Promise<Outcome<SelfTest | null>>;
}

/** The models of WebLLM's own list. No call rejects. */
export interface WebLlmClient {
  webLlmModels(): Promise<Outcome<readonly WebLlmModel[]>>;
  /** Gives up the load under way. */
  cancelLoad(): void;
}
