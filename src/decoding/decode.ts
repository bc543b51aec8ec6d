import type { Matrix } from '../control/matrix.ts';
import { isLooping } from '../control/looping.ts';
import { NO_LIMITS, type RunLimits } from '../control/run-limits.ts';
import type { SamplingSettings } from '../control/sampling-settings.ts';
import type { Intervention } from '../control/intervention.ts';
import type { Sequence } from '../engines/engine.ts';
import type { Tokenizer } from '../text/tokenizer.ts';
import { branchToken, type Branch } from './branch.ts';
import { drawToken, toolsFor, type Sampled } from './draw-token.ts';
import { Moments, type Action, type NamedStrategy } from './moments.ts';
import { Output } from './output.ts';
import type { RecordedIntervention, RecordedProbe, TokenRecord, TraceEnd } from './trace.ts';
import { unfinishedAction } from './unfinished.ts';

export interface DecodeInput {
  /** Holds the prompt and the ids of `resumed`, and nothing else. */
  readonly sequence: Sequence;
  readonly tokenizer: Tokenizer;
  /** The output projection of the model, for engines that have one. */
  readonly projection: () => Matrix;
  /** The rendered prompt, and its ids. */
  readonly prompt: string;
  readonly promptIds: readonly number[];
  /** Records of an earlier run that this one continues. */
  readonly resumed: readonly TokenRecord[];
  /** Set where those records are the beginning of another run. */
  readonly branch?: Branch | undefined;
  readonly thinking: { readonly open: string; readonly close: string };
  readonly stopIds: ReadonlySet<number>;
  readonly strategies: readonly NamedStrategy[];
  readonly sampling: SamplingSettings;
  /** Most tokens to generate, `resumed` included. */
  readonly maxTokens: number;
  /** Longest sequence, prompt included. */
  readonly contextLength: number;
  readonly limits?: RunLimits;
}

export type DecodeEvent =
  | { readonly kind: 'token'; readonly record: TokenRecord }
  /** A strategy took tokens back: the first `length` remain. */
  | { readonly kind: 'withdraw'; readonly length: number };

/**
 * The decoding loop, the same for every engine: one position after another, the strategies' three moments, a draw, a
 * record. Nothing here reads a clock; the caller may stop by ending the iteration.
 */
export async function* decode(input: DecodeInput): AsyncGenerator<DecodeEvent, TraceEnd> {
  const { sequence, tokenizer, stopIds, promptIds, maxTokens, contextLength } = input;
  const output = new Output(tokenizer, input.thinking, input.prompt);
  output.restore(input.resumed);
  // What was done without putting in a token waits for the next one.
  let interventions: RecordedIntervention[] = [];
  let probes: RecordedProbe[] = [];
  const push = (token: Pick<TokenRecord, 'id' | 'source' | 'statistics'>, ends: boolean): DecodeEvent => {
    const record = output.push({ ...token, ends, interventions, probes });
    interventions = [];
    probes = [];
    return { kind: 'token', record };
  };
  const force = async function* (ids: readonly number[]): AsyncGenerator<DecodeEvent> {
    for (const id of ids) {
      yield push({ id, source: 'forced', statistics: null }, false);
      // One by one, as a resumed run feeds them, so that both continue alike to the last bit.
      await sequence.append([id]);
    }
  };
  const end = (reason: TraceEnd['reason']): TraceEnd => ({ reason, interventions });

  const last = input.resumed.at(-1);
  if (last?.source === 'sampled' && stopIds.has(last.id)) return end('end');
  const put = branchToken(input.branch, input.resumed.length);
  if (put) {
    const ends = stopIds.has(put.id);
    yield { kind: 'token', record: output.push({ ...put, ends }) };
    if (ends) return end('end');
    await sequence.append([put.id]);
  }
  // What another run had begun ends where its token was replaced.
  const unfinished = put ? { ids: [], stops: false } : unfinishedAction(input.resumed, tokenizer);
  yield* force(unfinished.ids.slice(0, Math.min(maxTokens - output.length, contextLength - sequence.length)));
  if (unfinished.stops) return end('strategy');

  while (true) {
    if (output.length >= maxTokens) return end('length');
    if (sequence.length >= contextLength) return end('context');
    const limit = limitReached(output, input.limits ?? NO_LIMITS);
    if (limit) return end(limit);

    const moments = new Moments();
    const sampled = await drawToken(input, output, moments);
    if (sampled) await askChosen(input, sampled, output, moments);
    const actions = moments.winner?.actions ?? [];
    const withdrawn = actions.some((action) => action.kind === 'replace' || action.kind === 'rewind');
    interventions.push(...moments.recorded);
    probes.push(...moments.probes);

    if (sampled && !withdrawn) {
      const ends = stopIds.has(sampled.id) && actions.length === 0;
      yield push({ ...sampled, source: 'sampled' }, ends);
      if (ends) return end('end');
      await sequence.append([sampled.id]);
    } else if (sampled) {
      const { id, statistics } = sampled;
      noteWithdrawn(interventions, actions, [{ id, text: tokenizer.textOf(id), logprob: statistics.logprob[1] }]);
    }

    for (const action of actions) {
      if (action.kind === 'stop') return end('strategy');
      if (action.kind === 'rewind') {
        const length = Math.max(0, output.length - action.count);
        const dropped = output.truncate(length);
        await sequence.rewind(promptIds.length + length);
        noteWithdrawn(
          interventions,
          actions,
          dropped.map(({ id, text, statistics }) => ({ id, text, logprob: statistics?.logprob[1] ?? null })),
        );
        yield { kind: 'withdraw', length };
      }
      const room = Math.min(maxTokens - output.length, contextLength - sequence.length);
      yield* force(tokenizer.encode(action.text).slice(0, room));
    }
  }
}

/** A loop is looked for at every eighth token: it has lasted for at least 24. */
function limitReached(output: Output, { loopRepeats, thinkingBudget }: RunLimits): 'loop' | 'thinking' | null {
  const { length, phase, tokens } = output;
  // Thinking comes first, so that all tokens so far are of it.
  if (thinkingBudget > 0 && phase === 'thinking' && length >= thinkingBudget) return 'thinking';
  if (loopRepeats > 0 && length > 0 && length % 8 === 0 && isLooping(tokens, loopRepeats)) return 'loop';
  return null;
}

async function askChosen(input: DecodeInput, { id }: Sampled, output: Output, moments: Moments): Promise<void> {
  const token = { id, text: input.tokenizer.textOf(id) };
  for (const { id: name, strategy } of input.strategies) {
    const tools = toolsFor(input, output, moments, name);
    const interventions: readonly Intervention[] = (await strategy.chosen?.(token, output, tools)) ?? [];
    moments.add(name, interventions);
  }
}

/** Adds taken-back tokens to the record of the intervention that took them. */
export function noteWithdrawn(
  recorded: RecordedIntervention[],
  actions: readonly Action[],
  tokens: NonNullable<Extract<RecordedIntervention, { text: string }>['withdrawn']>,
): void {
  const cause = actions.find((action) => action.kind === 'replace' || action.kind === 'rewind');
  const entry = recorded.find((candidate) => candidate.kind === cause?.kind && candidate.reason === cause.reason);
  if (entry && 'text' in entry) entry.withdrawn = [...tokens, ...(entry.withdrawn ?? [])];
}
