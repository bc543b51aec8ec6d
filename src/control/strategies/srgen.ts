import type { Past, StrategyDefinition } from '../strategy.ts';
import {
  CORRECTION_SETTINGS,
  LOSS_DEFAULTS,
  LOSS_SETTINGS,
  ENTROPY_SETTINGS,
  ENTROPY_DEFAULTS,
  thresholdOf,
  thresholdWarning,
} from '../srgen/settings.ts';
import { EntropyMonitor } from '../srgen/monitor.ts';

const SCRIPT = '2020-qqtcg/SRGen, commit 61be0b32, parallel_aime_distill_qwen.sh';

/**
 * SRGen: where the next token's entropy is above a dynamic threshold, an offset of the last hidden state is learned in a
 * few steps and added for this one token.
 */
export const srgen: StrategyDefinition = {
  id: 'srgen',
  title: 'SRGen',
  summary: 'Corrects the hidden state of a token whose entropy rises far above what was usual before it.',
  source: 'SRGen, arXiv 2510.02919; code 2020-qqtcg/SRGen, commit 61be0b32.',
  needs: ['entropy', 'hidden'],
  conflicts: { 'srgen-logit': 'both correct the same token' },
  settings: {
    ...ENTROPY_SETTINGS,
    ...CORRECTION_SETTINGS,
    ...LOSS_SETTINGS,
  },
  presets: [
    {
      id: 'code',
      label: 'Code: AIME script',
      settings: { ...ENTROPY_DEFAULTS, steps: 3, learningRate: 0.01, entropyWeight: 0.05, ...LOSS_DEFAULTS },
      source: SCRIPT,
    },
    {
      id: 'paper',
      label: 'Paper: no floors',
      settings: {
        ...ENTROPY_DEFAULTS,
        minDeviation: 0,
        minThreshold: 0,
        staticThreshold: 1000,
        steps: 3,
        learningRate: 0.01,
        entropyWeight: 0.05,
        ...LOSS_DEFAULTS,
      },
      source: 'arXiv 2510.02919: T 3, eta 0.01, N 25, k 4, lambda 0.05; no trigger before N entropies are known',
    },
    {
      id: 'code-default',
      label: 'Code: argument defaults (no steps)',
      settings: {
        ...ENTROPY_DEFAULTS,
        threshold: 'static',
        window: 20,
        deviations: 2,
        staticThreshold: 5,
        maxTriggers: 5,
        steps: 0,
        learningRate: 0.1,
        entropyWeight: 0.1,
        ...LOSS_DEFAULTS,
      },
      source: '2020-qqtcg/SRGen, commit 61be0b32, argument parser',
    },
  ],
  defaults: { ...ENTROPY_DEFAULTS, steps: 3, learningRate: 0.01, entropyWeight: 0.05, ...LOSS_DEFAULTS },
  neutral: { steps: 0 },
  warning: thresholdWarning,
  create(settings) {
    const steps = Number(settings['steps']);
    if (steps === 0) return {};
    const monitor = new EntropyMonitor(thresholdOf(settings), Number(settings['maxTriggers']));
    const loss = settings['loss'] === 'truncated' ? 'truncated' : 'exact';
    return {
      reviewsLast: true,
      ...(loss === 'truncated' && { keepsCandidates: Number(settings['candidates']) }),
      async review(distribution, past: Past, tools) {
        const test = monitor.test(past, distribution.final.temperedEntropy);
        if (!test?.corrects) return [];
        const { offset, losses } = await tools.correct({
          loss,
          over: 'all',
          temperature: distribution.temperature,
          entropyWeight: Number(settings['entropyWeight']),
          steps,
          learningRate: Number(settings['learningRate']),
        });
        const norm = Math.hypot(...offset);
        const reason = `Entropy ${test.entropy.toFixed(2)} is above ${test.threshold.toFixed(2)}: hidden state moved by ${norm.toFixed(3)} in ${steps} steps`;
        return [{ kind: 'offset', vector: offset, losses, reason }];
      },
    };
  },
};
