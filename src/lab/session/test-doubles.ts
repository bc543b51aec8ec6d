import type { LoadedModel, Outcome, RunEvent, RunRequest } from '../../../workers/protocol.ts';
import {
  TRACE_FORMAT,
  TRACE_VERSION,
  type TokenRecord,
  type TraceEnd,
  type TraceHeader,
} from '../../decoding/trace.ts';
import type { InferenceClient } from './inference-client.ts';
import { createLabSession, type LabSession } from './lab-session.ts';
import type { RunJournal } from './run-journal.ts';

/** Doubles for the tests of the lab; nothing in the product imports this file. */
export function tokenRecord(position: number, text: string, more: Partial<TokenRecord> = {}): TokenRecord {
  const id = Array.from(text).reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 10_007, 7);
  return {
    position,
    id,
    text,
    phase: 'thinking',
    source: 'sampled',
    statistics: null,
    interventions: [],
    probes: [],
    ...more,
  };
}

export function tokenRecords(...texts: readonly string[]): TokenRecord[] {
  return texts.map((text, position) => tokenRecord(position, text));
}

export const LOADED: LoadedModel = {
  id: 'ponder',
  title: 'Ponder',
  engine: {
    engine: 'onnx',
    device: 'wasm',
    description: 'test',
    statistics: 'vectors',
    capabilities: ['bias'],
    contextLength: 512,
    vocabularySize: 100,
  },
  deviceReason: 'Because a test says so.',
  reflectionIds: [],
  publishedReflectionIds: [],
  suggested: { 'cyclic-reflex': { amplitude: 3, period: 30, vocabulary: 'words' } },
};

export function headerFor(request: RunRequest): TraceHeader {
  return {
    format: TRACE_FORMAT,
    version: TRACE_VERSION,
    model: 'ponder',
    engine: { engine: 'onnx', device: 'wasm', description: 'test' },
    prompt: request.prompt,
    promptIds: [1],
    strategies: request.strategies.map(({ id, settings }) => ({ id, settings: { ...settings } })),
    sampling: { ...request.sampling },
    maxTokens: request.maxTokens,
  };
}

/** A client whose runs are played by hand. */
export class FakeClient implements InferenceClient {
  readonly runs: {
    request: RunRequest;
    send: (event: RunEvent) => void;
    settle: (outcome: Outcome<TraceEnd>) => void;
  }[] = [];
  readonly stopped: string[] = [];
  loadOutcome: Outcome<LoadedModel> = { ok: true, value: LOADED };
  loads = 0;
  warningText: string | null = null;

  load(): Promise<Outcome<LoadedModel>> {
    this.loads += 1;
    return Promise.resolve(this.loadOutcome);
  }

  run(request: RunRequest, onEvent: (event: RunEvent) => void): Promise<Outcome<TraceEnd>> {
    return new Promise((settle) => this.runs.push({ request, send: onEvent, settle }));
  }

  warning(): Promise<string | null> {
    return Promise.resolve(this.warningText);
  }

  stop(runId: string): void {
    this.stopped.push(runId);
  }

  /** Plays a whole run. */
  play(index: number, texts: readonly string[]): void {
    const run = this.runs[index];
    if (!run) throw new Error(`There is no run ${index}.`);
    const end: TraceEnd = { reason: 'end', interventions: [] };
    run.send({ kind: 'start', header: headerFor(run.request) });
    run.send({ kind: 'tokens', records: tokenRecords(...texts), texts: {}, elapsedMilliseconds: 500 });
    run.send({ kind: 'end', end, elapsedMilliseconds: 500 });
    run.settle({ ok: true, value: end });
  }
}

/** Keeps nothing, and says that all is well. */
const NO_JOURNAL: RunJournal = {
  store: () => Promise.resolve(null),
  close: () => Promise.resolve(null),
};

export function testSession(client: InferenceClient, answer = '', journal = NO_JOURNAL): LabSession {
  let clock = 0;
  let ids = 0;
  return createLabSession({
    client,
    journal,
    device: 'auto',
    notice: null,
    prompt: 'Start with 3.',
    knownAnswer: () => ({ gold: answer }),
    now: () => (clock += 1),
    newId: () => `id-${(ids += 1)}`,
  });
}

/** Lets every promise that can settle do so. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
