import type { SamplingSettings } from '../../control/sampling-settings.ts';
import { endsInLoop } from '../../control/looping.ts';
import { laneFigures } from '../../decoding/figures.ts';
import type { Trace } from '../../decoding/trace.ts';
import type { NamedStrategy } from './stack-name.ts';

/** Ends that cut a text off. */
const TRUNCATED: ReadonlySet<string> = new Set(['length', 'context']);

/** What a page gave for one run. */
export interface JobResult {
  readonly trace: Trace;
  /** Reflection tokens among the thinking tokens. */
  readonly reflections: number;
  readonly milliseconds: number;
}

/** All that an evaluation wants to know of a run, without its records, which are large. */
export interface RunFacts {
  readonly model: string;
  /** What the engine says of itself. */
  readonly engine: string;
  readonly strategies: readonly NamedStrategy[];
  readonly sampling: SamplingSettings;
  readonly maxTokens: number;
  readonly text: string;
  readonly tokens: number;
  readonly thinkingTokens: number;
  readonly probeTokens: number;
  readonly reflections: number;
  readonly interventions: number;
  readonly looping: boolean;
  readonly end: string | null;
  /** The strategy that stopped it, or null. */
  readonly stoppedBy: string | null;
  /** Of every drawn token, nats. */
  readonly confidences: readonly number[];
  /** Mean over the drawn tokens, nats; NaN without any. */
  readonly selfCertainty: number;
  readonly milliseconds: number;
}

export function readRun({ trace, reflections, milliseconds }: JobResult): RunFacts {
  const { header, records, end } = trace;
  const { tokens, thinkingTokens, interventions } = laneFigures(records, new Set());
  const statistics = records.flatMap((record) => record.statistics ?? []);
  const certainties = statistics.flatMap(({ selfCertainty }) => selfCertainty ?? []);
  const stop = end?.interventions.find(({ kind }) => kind === 'stop');
  return {
    model: header.model,
    engine: header.engine.description,
    strategies: header.strategies,
    sampling: header.sampling,
    maxTokens: header.maxTokens,
    text: records.map((record) => record.text).join(''),
    tokens,
    thinkingTokens,
    probeTokens: records.flatMap(({ probes }) => probes).reduce((sum, { cost }) => sum + cost, 0),
    reflections,
    interventions,
    looping: TRUNCATED.has(end?.reason ?? '') && endsInLoop(records.map(({ id }) => id)),
    end: end?.reason ?? null,
    stoppedBy: end?.reason === 'strategy' ? (stop?.strategy ?? null) : null,
    confidences: statistics.flatMap(({ confidence }) => confidence ?? []),
    selfCertainty: certainties.reduce((sum, value) => sum + value, 0) / certainties.length,
    milliseconds,
  };
}
