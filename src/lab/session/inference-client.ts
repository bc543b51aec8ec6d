import type {
  LoadedModel,
  LoadProgress,
  LoadRequest,
  Outcome,
  RunEvent,
  RunRequest,
} from '../../../workers/protocol.ts';
import type { TraceEnd } from '../../decoding/trace.ts';

/** The inference worker as the lab sees it: every call answers with an outcome and none rejects. */
export interface InferenceClient {
  load(request: LoadRequest, onProgress: (progress: LoadProgress) => void): Promise<Outcome<LoadedModel>>;
  run(request: RunRequest, onEvent: (event: RunEvent) => void): Promise<Outcome<TraceEnd>>;
  warning(strategy: RunRequest['strategies'][number]): Promise<string | null>;
  stop(runId: string): void;
}
