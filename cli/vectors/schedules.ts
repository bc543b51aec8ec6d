import * as v from 'valibot';
import { PUBLISHED_REFLECTION_STRINGS } from '../../src/control/reflection-vocabulary.ts';
import { checkSettings } from '../../src/control/settings.ts';
import { silverBias } from '../../src/control/strategies/silver.ts';
import { tip } from '../../src/control/strategies/tip.ts';
import type { Past, PastToken } from '../../src/control/strategy.ts';
import { DEFAULT_TOLERANCE, type VectorCheck } from './vector-check.ts';
import { modelOf } from './word-list.ts';

const numbers = v.array(v.number());

const silverFile = v.object({
  rho: v.number(),
  wrap: v.number(),
  t: numbers,
  bias: numbers,
  tolerance_abs: v.optional(v.number(), DEFAULT_TOLERANCE),
});

export const checkSilver: VectorCheck = (file, tally) => {
  const { rho: ratio, wrap, t, bias, tolerance_abs: tolerance } = v.parse(silverFile, file);
  t.forEach((position, index) => {
    tally.near(`t ${position}`, silverBias(position, { ratio, wrap }), bias[index] ?? Number.NaN, tolerance);
  });
};

const originalCase = v.object({
  alpha: v.number(),
  beta: v.number(),
  switch_ids: numbers,
  tokens: numbers,
  bias_on_switch_ids_at_step: numbers,
});
const tipFile = v.object({
  original: v.optional(v.union([originalCase, v.array(originalCase)]), []),
  cyclicreflex_repo_baseline: v.optional(
    v.looseObject({ alpha: v.number(), windows_seen_in_code: v.array(v.tuple([v.number(), v.number()])) }),
  ),
  tolerance_abs: v.optional(v.number(), DEFAULT_TOLERANCE),
});

/** The past of plain thinking tokens with these ids. */
function thinking(ids: readonly number[]): Past {
  const tokens = ids.map((id, position): PastToken => ({
    position,
    id,
    text: '',
    phase: 'thinking',
    source: 'sampled',
    statistics: null,
    probes: [],
    interventions: [],
  }));
  return { length: ids.length, tokens, phase: 'thinking' };
}

/** Runs the strategy itself over a vocabulary whose switch words are the ids of the file. */
export const checkTip: VectorCheck = (file, tally) => {
  const data = v.parse(tipFile, file);
  const tolerance = data.tolerance_abs;
  [data.original].flat().forEach((entry, number) => {
    const size = Math.max(...entry.switch_ids, ...entry.tokens) + 1;
    const words = Array.from({ length: size }, (_, id) => (entry.switch_ids.includes(id) ? 'wait' : `word${id}`));
    const settings = { penalty: entry.alpha, duration: entry.beta, vocabulary: 'words' };
    const strategy = tip.create(checkSettings(tip, settings), modelOf(words), { uniform: () => 0.5 });
    entry.bias_on_switch_ids_at_step.forEach((expected, step) => {
      const [bias] = strategy.plan?.(thinking(entry.tokens.slice(0, step))) ?? [];
      const value = bias?.kind === 'bias' ? bias.value : 0;
      tally.near(`case ${number}, step ${step}`, value, expected, tolerance);
      if (bias?.kind === 'bias')
        tally.same(
          `case ${number}, step ${step}, ids`,
          bias.tokens,
          entry.switch_ids.toSorted((a, b) => a - b),
        );
    });
  });
  const altered = data.cyclicreflex_repo_baseline;
  for (const [start, end] of altered?.windows_seen_in_code ?? []) {
    if (start !== 0) {
      tally.skipped.push(`window from ${start}: its window begins with the output`);
      continue;
    }
    const settings = { penalty: -(altered?.alpha ?? 0), duration: end, window: 'start', vocabulary: 'published' };
    const words = ['the', ...PUBLISHED_REFLECTION_STRINGS];
    const strategy = tip.create(checkSettings(tip, settings), modelOf(words), { uniform: () => 0.5 });
    const biasAt = (length: number): number => {
      const [bias] = strategy.plan?.({ length, tokens: [], phase: 'thinking' }) ?? [];
      return bias?.kind === 'bias' && bias.tokens.length === PUBLISHED_REFLECTION_STRINGS.length ? bias.value : 0;
    };
    const found = [biasAt(0), biasAt(end - 1), biasAt(end)];
    tally.near(`window from 0 to ${end}`, found, [altered?.alpha ?? 0, altered?.alpha ?? 0, 0], tolerance);
    const after = strategy.plan?.({ length: 1, tokens: [], phase: 'answer' });
    tally.same(`window from 0 to ${end}, after the thinking`, after, []);
  }
};
