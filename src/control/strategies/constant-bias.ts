import {
  biasInWords,
  isInWindow,
  noTokensWarning,
  PUBLISHED_WINDOW,
  REFLECTION_CHOICE,
  steeredTokens,
  WINDOW_SETTINGS,
} from '../reflection-choice.ts';
import type { StrategyDefinition } from '../strategy.ts';

const REPOSITORY = 'OPTML-Group/CyclicReflex, commit 1987e201, `add_processor`';

const preset = (id: string, label: string, bias: number, source: string) => ({
  id,
  label,
  settings: { bias, ...PUBLISHED_WINDOW, vocabulary: 'published' },
  source,
});

/** The simplest control there is, and the one that schedules have to beat: z'(t, v) = z(t, v) + b for reflection tokens v. */
export const constantBias: StrategyDefinition = {
  id: 'constant-bias',
  title: 'Constant bias',
  summary: 'Adds the same number to the logits of reflection tokens all through the thinking.',
  source: `A control; the baseline in ${REPOSITORY}, has this form.`,
  needs: ['bias'],
  settings: {
    bias: {
      kind: 'number',
      min: -20,
      max: 20,
      step: 0.1,
      unit: 'nats',
      label: 'Bias b',
      help: 'Added to the logits. 0 does nothing.',
      main: true,
    },
    ...WINDOW_SETTINGS,
    vocabulary: REFLECTION_CHOICE,
  },
  presets: [
    preset('less', 'Less reflection', -3, `${REPOSITORY}: the default of the function`),
    preset('more', 'More reflection', 1, 'arXiv 2506.11077, an ablation with a positive bias'),
  ],
  defaults: { bias: -3, ...PUBLISHED_WINDOW, vocabulary: 'published' },
  neutral: { bias: 0 },
  create(settings, model) {
    const value = Number(settings['bias']);
    const { tokens } = steeredTokens(model.vocabulary, String(settings['vocabulary']));
    if (value === 0 || tokens.length === 0) return {};
    return {
      plan: (past) =>
        past.phase === 'thinking' && isInWindow(past.length, settings)
          ? [{ kind: 'bias', tokens, value, reason: `Always: ${biasInWords(value, tokens)}` }]
          : [],
    };
  },
  warning: noTokensWarning,
};
