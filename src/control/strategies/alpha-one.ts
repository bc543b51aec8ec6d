import { closeInstead, noThinkingWarning } from '../end-of-thinking.ts';
import { lookUpStrings } from '../reflection-vocabulary.ts';
import type { Preset, Settings, StrategyDefinition } from '../strategy.ts';

/** Tokens after which "Wait" may be put in, each looked up as one id. */
export const ALPHA_ONE_NEWLINES = ['', ',', '.', ']', ')', '],', '].', ').', '.)'].map((before) => `${before}\n\n`);

/** "Wait" as one token, with the punctuation that the published code knows. Capital W alone. */
const LATE_WAIT = /^\s*\.?Wait,?\s*$/;

/** Where slow thinking gives way to fast thinking. */
export interface AlphaSchedule {
  readonly alpha: number;
  /** Mean length of a thinking on this model and kind of problem, tokens. */
  readonly averageThinking: number;
  /** M: the token limit that the published code counts back from. */
  readonly maxTokens: number;
}

/** Tokens that remain of M at the alpha-moment: int(M - alpha * T_avg), as in the published code. */
export function remainingAtMoment({ alpha, averageThinking, maxTokens }: AlphaSchedule): number {
  return Math.trunc(maxTokens - alpha * averageThinking);
}

/** The output position of the alpha-moment, about alpha * T_avg. */
export function alphaMoment(schedule: AlphaSchedule): number {
  return schedule.maxTokens - remainingAtMoment(schedule);
}

/**
 * The probability of putting in "Wait" at output position n, after a newline token: falls linearly from 1 to 0 at the
 * alpha-moment; 0 for the first two positions and from the moment on.
 * ASTRAL-Group/AlphaOne, commit 98f8ef8d, eval/math_eval_efficient.py.
 */
export function waitProbability(position: number, schedule: AlphaSchedule): number {
  if (position < 2) return 0;
  const threshold = remainingAtMoment(schedule);
  const remaining = schedule.maxTokens - position;
  return remaining <= threshold ? 0 : (remaining - threshold) / (schedule.maxTokens - threshold);
}

const CODE = 'ASTRAL-Group/AlphaOne, commit 98f8ef8d, eval/math_eval_efficient.py';
const COMMON = { alpha: 1.4, maxTokens: 8192, phases: 'both' };

const published = (id: string, label: string, averageThinking: number): Preset => ({
  id,
  label,
  settings: { ...COMMON, averageThinking },
  source: CODE,
});

/** AlphaOne: more "Wait" before the alpha-moment, none after it. */
export const alphaOne: StrategyDefinition = {
  id: 'alpha-one',
  title: 'AlphaOne',
  summary: 'Puts in "Wait" after paragraphs, ever more rarely up to the alpha-moment; then turns "Wait" into the end.',
  source: `AlphaOne, arXiv 2505.24863; code ${CODE}.`,
  needs: ['force'],
  settings: {
    alpha: {
      kind: 'number',
      min: 0,
      max: 10,
      step: 0.1,
      label: 'Alpha',
      help: 'The alpha-moment is this many average thinkings in.',
      main: true,
    },
    averageThinking: {
      kind: 'integer',
      min: 1,
      max: 1_000_000,
      step: 10,
      unit: 'tokens',
      label: 'Average thinking',
      help: 'Mean length of a thinking on this model and kind of problem.',
      main: true,
    },
    maxTokens: {
      kind: 'integer',
      min: 1,
      max: 1_000_000,
      step: 1,
      unit: 'tokens',
      label: 'Token limit M',
      help: 'The published code counts back from it; it only rounds the alpha-moment.',
      main: false,
    },
    phases: {
      kind: 'choice',
      options: [
        { value: 'both', label: 'slow, then fast' },
        { value: 'slow', label: 'slow alone: only put in' },
        { value: 'fast', label: 'fast alone: only end' },
        { value: 'none', label: 'none' },
      ],
      label: 'Phases',
      help: 'Which halves of the method act. None does nothing.',
      main: true,
    },
  },
  presets: [
    published('code-1.5b-math500', 'Code: R1-Distill-Qwen-1.5B, MATH-500', 2450),
    published('code-1.5b-aime2024', 'Code: R1-Distill-Qwen-1.5B, AIME 2024', 4500),
    published('code-1.5b-amc', 'Code: R1-Distill-Qwen-1.5B, AMC 2023', 3000),
    published('code-7b-math500', 'Code: R1-Distill-Qwen-7B, MATH-500', 3100),
    published('code-7b-aime2024', 'Code: R1-Distill-Qwen-7B, AIME 2024', 4600),
    published('code-7b-amc', 'Code: R1-Distill-Qwen-7B, AMC 2023', 3250),
    published('code-qwq-math500', 'Code: QwQ-32B, MATH-500', 2050),
    published('code-qwq-aime2024', 'Code: QwQ-32B, AIME 2024', 2650),
    published('code-qwq-amc', 'Code: QwQ-32B, AMC 2023', 2320),
  ],
  defaults: { ...COMMON, averageThinking: 2450 },
  neutral: { phases: 'none' },
  create(settings, model, context) {
    const schedule = alphaScheduleOf(settings);
    const moment = alphaMoment(schedule);
    const phases = String(settings['phases']);
    const newlines = new Set(lookUpStrings(model.vocabulary, ALPHA_ONE_NEWLINES).tokens);
    const isSlow = phases === 'both' || phases === 'slow';
    const isFast = phases === 'both' || phases === 'fast';
    return {
      plan(past) {
        const last = past.tokens.at(-1);
        if (!isSlow || past.phase !== 'thinking' || !last || !newlines.has(last.id)) return [];
        const p = waitProbability(past.length, schedule);
        if (context.uniform(past.length) >= p) return [];
        return [
          {
            kind: 'force',
            text: 'Wait',
            reason: `Before the alpha-moment at ${moment}: with probability ${p.toFixed(2)}`,
          },
        ];
      },
      chosen(token, past) {
        if (!isFast || past.phase !== 'thinking' || past.length < moment || !LATE_WAIT.test(token.text)) return [];
        return closeInstead(model.thinking.close, `"Wait" after the alpha-moment at ${moment} ends the thinking`);
      },
    };
  },
  warning(settings, model) {
    if (settings['phases'] === 'none') return 'With no phase nothing is put in or ended.';
    const noThinking = noThinkingWarning(model);
    if (noThinking) return noThinking;
    const { vocabulary } = model;
    if (settings['phases'] !== 'fast' && lookUpStrings(vocabulary, ALPHA_ONE_NEWLINES).tokens.length === 0)
      return 'None of the newline tokens is a single token of this model: no "Wait" is put in.';
    const moment = alphaMoment(alphaScheduleOf(settings));
    return settings['phases'] !== 'slow' && moment >= model.contextLength
      ? `The alpha-moment at ${moment} tokens is beyond this model's context of ${model.contextLength}: it only slows down.`
      : undefined;
  },
};

/** The schedule that checked settings describe. */
export function alphaScheduleOf(settings: Settings): AlphaSchedule {
  return {
    alpha: Number(settings['alpha']),
    averageThinking: Number(settings['averageThinking']),
    maxTokens: Number(settings['maxTokens']),
  };
}
