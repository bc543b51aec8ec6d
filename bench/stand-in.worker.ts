import { expose } from 'comlink';
import type { InferenceApi, LoadedModel, RunEvent, RunRequest } from '../workers/protocol.ts';
import { longHeader, longRecord, longTexts, WAIT } from './long-trace.ts';
import { SECONDS, SENT_CHANNEL, TOKENS_PER_SECOND } from './stream-rate.ts';

/**
 * Stands in for the inference worker, with a model that takes no time: what is measured is the page alone. It says of
 * every token when it was sent, by the clock that the page shares.
 */
const MODEL: LoadedModel = {
  id: 'ponder',
  title: 'Stand-in',
  engine: {
    engine: 'onnx',
    device: 'wasm',
    description: 'A stand-in for the bench',
    statistics: 'vectors',
    capabilities: ['bias', 'entropy', 'force', 'rewind', 'probe'],
    contextLength: 32_768,
    vocabularySize: 200,
  },
  deviceReason: 'A bench runs.',
  reflectionIds: [WAIT],
  publishedReflectionIds: [],
  suggested: {},
};

const now = (): number => performance.timeOrigin + performance.now();
let lanes = 0;

async function run(request: RunRequest, onEvent: (event: RunEvent) => void): ReturnType<InferenceApi['run']> {
  const lane = lanes;
  lanes += 1;
  const sent: number[] = [];
  const started = performance.now();
  onEvent({ kind: 'start', header: { ...longHeader(lane), maxTokens: request.maxTokens } });
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const elapsedMilliseconds = performance.now() - started;
      const due = Math.min(Math.floor((elapsedMilliseconds * TOKENS_PER_SECOND) / 1000), SECONDS * TOKENS_PER_SECOND);
      const records = Array.from({ length: due - sent.length }, (_, index) => longRecord(sent.length + index, lane));
      if (records.length > 0) {
        const texts = sent.length === 0 ? longTexts() : {};
        for (let count = records.length; count > 0; count -= 1) sent.push(now());
        onEvent({ kind: 'tokens', records, texts, elapsedMilliseconds });
      }
      if (due < SECONDS * TOKENS_PER_SECOND) return;
      clearInterval(timer);
      resolve();
    }, 8);
  });
  const end = { reason: 'length' as const, interventions: [] };
  onEvent({ kind: 'end', end, elapsedMilliseconds: performance.now() - started });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none
  new BroadcastChannel(SENT_CHANNEL).postMessage({ lane, sent });
  return { ok: true, value: end };
}

const api: Partial<InferenceApi> = {
  ping: () => undefined,
  // Until the worker ends, which is how the page knows that it lives.
  hold: (lock) =>
    new Promise((resolve) => {
      void navigator.locks.request(lock, () => {
        resolve();
        return new Promise(() => undefined);
      });
    }),
  watch: () => undefined,
  load: () => Promise.resolve({ ok: true, value: MODEL }),
  warning: () => null,
  stop: () => undefined,
  run,
};

expose(api);
