import * as v from 'valibot';
import { checkSettings } from '../../src/control/settings.ts';
import { alphaMoment, remainingAtMoment, waitProbability } from '../../src/control/strategies/alpha-one.ts';
import { s1 } from '../../src/control/strategies/s1.ts';
import type { PastIntervention, PastToken, Strategy } from '../../src/control/strategy.ts';
import { DEFAULT_TOLERANCE, type VectorCheck } from './vector-check.ts';
import { modelOf } from './word-list.ts';

const numbers = v.array(v.number());

const s1File = v.looseObject({
  segments: v.array(numbers),
  end_of_thinking_id: v.number(),
  wait_ids: numbers,
});
const outcome = v.object({ think: numbers, why: v.string() });

const NO_LIMIT = 1_000_000;

/** Budget forcing over a model that says the file's segments, each ended by the end of thinking. */
export const checkS1: VectorCheck = (file, tally) => {
  const data = v.parse(s1File, file);
  for (const [name, expected] of Object.entries(data)) {
    const ignores = /ignore_(\d+)/.exec(name)?.[1];
    if (ignores === undefined) continue;
    const budget = /budget_(\d+)/.exec(name)?.[1];
    const settings = checkSettings(s1, {
      ignores: Number(ignores),
      thinkingLimit: budget === undefined ? NO_LIMIT : Number(budget),
    });
    const words = Array.from({ length: data.end_of_thinking_id + 1 }, (_, id) => `word${id}`);
    words[data.end_of_thinking_id] = '</think>';
    const model = { ...modelOf(words), thinking: { open: '<think>', close: '</think>' } };
    const strategy = s1.create(settings, model, { uniform: () => 0.5 });
    tally.same(name, follow(strategy, data), v.parse(outcome, expected));
  }
};

/** Plays the segments to the strategy, the part of the loop that budget forcing needs. */
function follow(
  strategy: Strategy,
  { segments, end_of_thinking_id: end, wait_ids: waitIds }: v.InferOutput<typeof s1File>,
): v.InferOutput<typeof outcome> {
  const tokens: PastToken[] = [];
  const push = (id: number, source: PastToken['source'], interventions: readonly PastIntervention[] = []): void => {
    const position = tokens.length;
    const text = source === 'forced' ? 'Wait' : `word${id}`;
    tokens.push({ position, id, text, phase: 'thinking', source, statistics: null, probes: [], interventions });
  };
  const tools = { probe: () => Promise.reject(new Error('budget forcing probes nothing')) };
  for (const id of segments.flat()) {
    const past = { length: tokens.length, tokens, phase: 'thinking' as const };
    const think = (): number[] => tokens.map((token) => token.id);
    if (strategy.plan?.(past).some(({ kind }) => kind === 'close')) return { think: think(), why: 'length' };
    const actions = strategy.chosen?.({ id, text: id === end ? '</think>' : `word${id}` }, past, tools) ?? [];
    if (actions instanceof Promise) throw new Error('Budget forcing decides at once.');
    if (actions.length > 0) {
      const done = actions.map(({ kind }) => ({ kind, strategy: s1.id }));
      waitIds.forEach((waitId, place) => push(waitId, 'forced', place === 0 ? done : []));
    } else if (id === end) return { think: think(), why: 'ended' };
    else push(id, 'sampled');
  }
  return { think: tokens.map((token) => token.id), why: 'exhausted' };
}

const alphaOneFile = v.object({
  max_tokens: v.number(),
  alpha: v.number(),
  avg_think_tokens: v.number(),
  threshold_remaining: v.optional(v.number()),
  alpha_moment_at_output_token: v.optional(v.number()),
  p_wait: v.array(v.object({ n_output: v.number(), p: v.number() })),
  tolerance_abs: v.optional(v.number(), DEFAULT_TOLERANCE),
});

export const checkAlphaOne: VectorCheck = (file, tally) => {
  const data = v.parse(alphaOneFile, file);
  const schedule = { alpha: data.alpha, averageThinking: data.avg_think_tokens, maxTokens: data.max_tokens };
  if (data.threshold_remaining !== undefined)
    tally.same('tokens that remain at the moment', remainingAtMoment(schedule), data.threshold_remaining);
  if (data.alpha_moment_at_output_token !== undefined)
    tally.same('alpha-moment', alphaMoment(schedule), data.alpha_moment_at_output_token);
  for (const { n_output: position, p } of data.p_wait) {
    tally.near(`n_output ${position}`, waitProbability(position, schedule), p, data.tolerance_abs);
  }
};
