import type { StrategyDefinition } from '../strategy.ts';
import { correctLogits } from '../srgen/logit-correction.ts';
import { EntropyMonitor } from '../srgen/monitor.ts';
import {
  CORRECTION_SETTINGS,
  ENTROPY_DEFAULTS,
  ENTROPY_SETTINGS,
  thresholdOf,
  thresholdWarning,
} from '../srgen/settings.ts';

const OWN = { steps: 3, learningRate: 0.3, entropyWeight: 0.5, candidates: 8 };

/**
 * An approximation of SRGen for engines without hidden states: the same trigger, but biases on the likeliest candidates
 * instead of an offset of the hidden state, and nearness to the model's own distribution instead of the loss on the text.
 */
export const srgenLogit: StrategyDefinition = {
  id: 'srgen-logit',
  title: 'SRGen on logits (approximation)',
  summary: "SRGen's trigger with a correction of the logits alone; not the published method.",
  source: 'Ours; the trigger is that of SRGen, arXiv 2510.02919, 2020-qqtcg/SRGen, commit 61be0b32.',
  needs: ['bias', 'entropy'],
  conflicts: { srgen: 'both correct the same token' },
  settings: {
    ...ENTROPY_SETTINGS,
    ...CORRECTION_SETTINGS,
    candidates: {
      kind: 'integer',
      min: 2,
      max: 64,
      step: 1,
      unit: 'tokens',
      label: 'Candidates',
      help: 'How many of the likeliest tokens are corrected.',
      main: false,
    },
  },
  presets: [{ id: 'default', label: 'Default', settings: { ...ENTROPY_DEFAULTS, ...OWN }, source: 'Ours' }],
  defaults: { ...ENTROPY_DEFAULTS, ...OWN },
  neutral: { steps: 0 },
  warning: thresholdWarning,
  create(settings) {
    const steps = Number(settings['steps']);
    if (steps === 0) return {};
    const monitor = new EntropyMonitor(thresholdOf(settings), Number(settings['maxTriggers']));
    return {
      reviewsLast: true,
      review(distribution, past) {
        const test = monitor.test(past, distribution.final.temperedEntropy);
        if (!test?.corrects) return [];
        const count = Number(settings['candidates']);
        const ids = distribution.final.top.ids.slice(0, count);
        const logits = Float64Array.from(distribution.final.top.logits.slice(0, count));
        const problem = {
          logits,
          temperature: distribution.temperature,
          entropyWeight: Number(settings['entropyWeight']),
        };
        const biases = correctLogits(problem, { steps, learningRate: Number(settings['learningRate']) });
        const reason = `Entropy ${test.entropy.toFixed(2)} is above ${test.threshold.toFixed(2)}: logits corrected in ${steps} steps`;
        return ids.map((id, place) => ({ kind: 'bias' as const, tokens: [id], value: biases[place] ?? 0, reason }));
      },
    };
  },
};
