import type { Distribution } from '../control/distribution.ts';
import type { SamplingSettings } from '../control/sampling-settings.ts';
import { sampleToken } from '../control/sampler.ts';
import { applyEdits } from '../control/statistics.ts';
import type { Intervention } from '../control/intervention.ts';
import type { Sequence } from '../engines/engine.ts';
import type { Tokenizer } from '../text/tokenizer.ts';
import { Moments, sameEdits, type Action, type NamedStrategy } from './moments.ts';
import { Output } from './output.ts';
import { recordStatistics } from './token-statistics.ts';
import type { RecordedIntervention, TokenRecord, TokenStatistics, TraceEnd } from './trace.ts';

export interface DecodeInput {
  /** Holds the prompt and nothing else. */
  readonly sequence: Sequence;
  readonly tokenizer: Tokenizer;
  /** The rendered prompt. */
  readonly prompt: string;
  readonly thinking: { readonly open: string; readonly close: string };
  readonly stopIds: ReadonlySet<number>;
  readonly strategies: readonly NamedStrategy[];
  readonly sampling: SamplingSettings;
  /** Most tokens to generate. */
  readonly maxTokens: number;
  /** Longest sequence, prompt included. */
  readonly contextLength: number;
}

export type DecodeEvent =
  | { readonly kind: 'token'; readonly record: TokenRecord }
  /** A strategy took tokens back: the first `length` remain. */
  | { readonly kind: 'withdraw'; readonly length: number };

interface Sampled {
  readonly id: number;
  readonly statistics: TokenStatistics;
}

/**
 * The decoding loop, the same for every engine: one position after another, the strategies' three moments, a draw, a
 * record. Nothing here reads a clock; the caller may stop by ending the iteration.
 */
export async function* decode(input: DecodeInput): AsyncGenerator<DecodeEvent, TraceEnd> {
  const { sequence, tokenizer, stopIds, strategies, maxTokens, contextLength } = input;
  const output = new Output(tokenizer, input.thinking, input.prompt);
  const promptLength = sequence.length;
  // Interventions that put in no token wait for the next one.
  let waiting: RecordedIntervention[] = [];
  const end = (reason: TraceEnd['reason']): TraceEnd => ({ reason, interventions: waiting });

  while (true) {
    if (output.length >= maxTokens) return end('length');
    if (sequence.length >= contextLength) return end('context');

    const moments = new Moments();
    const sampled = await drawToken(input, output, moments);
    if (sampled) await askChosen(strategies, sampled, output, moments, tokenizer);
    const actions = moments.winner?.actions ?? [];
    const withdrawn = sampled && actions.some((action) => action.kind === 'replace' || action.kind === 'rewind');
    waiting.push(...moments.recorded);

    if (sampled && !withdrawn) {
      const ends = stopIds.has(sampled.id) && actions.length === 0;
      const record = output.push({ ...sampled, source: 'sampled', interventions: waiting, ends });
      waiting = [];
      yield { kind: 'token', record };
      if (ends) return end('end');
      await sequence.append([sampled.id]);
    } else if (sampled) {
      noteWithdrawn(waiting, actions, [
        { id: sampled.id, text: tokenizer.textOf(sampled.id), logprob: sampled.statistics.logprob[1] },
      ]);
    }

    for (const action of actions) {
      if (action.kind === 'stop') return end('strategy');
      if (action.kind === 'rewind') {
        const length = Math.max(0, output.length - action.count);
        const dropped = output.truncate(length);
        await sequence.rewind(promptLength + length);
        noteWithdrawn(
          waiting,
          actions,
          dropped.map(({ id, text, statistics }) => ({ id, text, logprob: statistics?.logprob[1] ?? null })),
        );
        yield { kind: 'withdraw', length };
      }
      const room = Math.min(maxTokens - output.length, contextLength - sequence.length);
      const ids = tokenizer.encode(action.text).slice(0, room);
      for (const id of ids) {
        const record = output.push({ id, source: 'forced', statistics: null, interventions: waiting, ends: false });
        waiting = [];
        yield { kind: 'token', record };
      }
      if (ids.length > 0) await sequence.append(ids);
    }
  }
}

/** Asks `plan` and `review` of every strategy in order and draws a token, unless one of them acts instead. */
async function drawToken(input: DecodeInput, output: Output, moments: Moments): Promise<Sampled | null> {
  const { sequence, strategies, sampling } = input;
  for (const { id, strategy } of strategies) moments.add(id, strategy.plan?.(output) ?? []);
  if (moments.winner) return null;

  const describe = (): Promise<Distribution> =>
    sequence.distribution(moments.edits, { temperature: sampling.temperature });
  let distribution = await describe();
  for (const { id, strategy } of strategies) {
    if (!strategy.review) continue;
    const before = new Map(moments.edits);
    moments.add(id, await strategy.review(distribution, output));
    if (!sameEdits(before, moments.edits)) distribution = await describe();
  }
  if (moments.winner) return null;

  const { edits } = moments;
  const { final, vocabularySize } = distribution;
  const id = await sampleToken(final, vocabularySize, sampling, output.length, async () =>
    applyEdits(await sequence.logits(), edits),
  );
  const rank = final.top.ids.indexOf(id);
  const logit =
    rank >= 0
      ? (final.top.logits[rank] ?? -Infinity) - (edits.get(id) ?? 0)
      : ((await sequence.logits())[id] ?? -Infinity);
  return { id, statistics: recordStatistics(distribution, edits, id, logit) };
}

async function askChosen(
  strategies: readonly NamedStrategy[],
  { id }: Sampled,
  output: Output,
  moments: Moments,
  tokenizer: Tokenizer,
): Promise<void> {
  const token = { id, text: tokenizer.textOf(id) };
  for (const { id: name, strategy } of strategies) {
    const interventions: readonly Intervention[] = (await strategy.chosen?.(token, output)) ?? [];
    moments.add(name, interventions);
  }
}

/** Adds taken-back tokens to the record of the intervention that took them. */
function noteWithdrawn(
  recorded: RecordedIntervention[],
  actions: readonly Action[],
  tokens: NonNullable<Extract<RecordedIntervention, { text: string }>['withdrawn']>,
): void {
  const cause = actions.find((action) => action.kind === 'replace' || action.kind === 'rewind');
  const entry = recorded.find((candidate) => candidate.kind === cause?.kind && candidate.reason === cause.reason);
  if (entry && entry.kind !== 'bias') entry.withdrawn = [...tokens, ...(entry.withdrawn ?? [])];
}
