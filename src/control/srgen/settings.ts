import type { Settings, SettingSpec } from '../strategy.ts';
import type { ModelFacts } from '../vocabulary.ts';
import type { ThresholdSettings } from './threshold.ts';

/** When to correct. These and the next are shared by `srgen` and `srgen-logit`. */
export const ENTROPY_SETTINGS = {
  threshold: {
    kind: 'choice',
    options: [
      { value: 'dynamic', label: 'dynamic' },
      { value: 'static', label: 'static' },
    ],
    label: 'Threshold',
    help: 'Dynamic follows the entropies before; static is one number.',
    main: false,
  },
  window: {
    kind: 'integer',
    min: 2,
    max: 10_000,
    step: 1,
    unit: 'tokens',
    label: 'Window N',
    help: 'Entropies that make the dynamic threshold.',
    main: false,
  },
  deviations: {
    kind: 'number',
    min: 0,
    max: 20,
    step: 0.1,
    label: 'Deviations k',
    help: 'Standard deviations above their mean.',
    main: true,
  },
  minDeviation: {
    kind: 'number',
    min: 0,
    max: 10,
    step: 0.05,
    unit: 'nats',
    label: 'Smallest deviation',
    help: 'A smaller standard deviation counts as this.',
    main: true,
  },
  minThreshold: {
    kind: 'number',
    min: 0,
    max: 1000,
    step: 0.1,
    unit: 'nats',
    label: 'Smallest threshold',
    help: 'Floor of the dynamic threshold.',
    main: false,
  },
  staticThreshold: {
    kind: 'number',
    min: 0,
    max: 1000,
    step: 0.1,
    unit: 'nats',
    label: 'Static threshold',
    help: 'Used until the window is full.',
    main: false,
  },
  maxTriggers: {
    kind: 'integer',
    min: 1,
    max: 10_000,
    step: 1,
    label: 'Most triggers',
    help: 'Monitoring ends there; the last one is not corrected.',
    main: false,
  },
} as const satisfies Record<string, SettingSpec>;

/** How to correct. */
export const CORRECTION_SETTINGS = {
  steps: {
    kind: 'integer',
    min: 0,
    max: 50,
    step: 1,
    label: 'Steps',
    help: 'Steps of AdamW for one correction. 0 does nothing.',
    main: true,
  },
  learningRate: {
    kind: 'number',
    min: 0.0001,
    max: 10,
    step: 0.01,
    label: 'Learning rate',
    help: 'Of AdamW: no component moves by more than about this times steps.',
    main: false,
  },
  entropyWeight: {
    kind: 'number',
    min: 0,
    max: 1,
    step: 0.01,
    label: 'Entropy weight',
    help: "Weight of the next token's entropy against what should stay as it is.",
    main: false,
  },
} as const satisfies Record<string, SettingSpec>;

/** Over what the loss is taken; `srgen` alone. */
export const LOSS_SETTINGS = {
  loss: {
    kind: 'choice',
    options: [
      { value: 'exact', label: 'exact' },
      { value: 'truncated', label: 'truncated' },
    ],
    label: 'Loss',
    help: 'Exact looks at the whole vocabulary at every position; truncated at the likeliest tokens of each.',
    main: false,
  },
  candidates: {
    kind: 'integer',
    min: 1,
    max: 256,
    step: 1,
    unit: 'tokens',
    label: 'Candidates K',
    help: 'Tokens per position that the truncated loss looks at.',
    main: false,
  },
} as const satisfies Record<string, SettingSpec>;

export const LOSS_DEFAULTS: Settings = { loss: 'exact', candidates: 64 };

/** The published script. */
export const ENTROPY_DEFAULTS: Settings = {
  threshold: 'dynamic',
  window: 25,
  deviations: 4,
  minDeviation: 0.5,
  minThreshold: 1.8,
  staticThreshold: 3,
  maxTriggers: 20,
};

export function thresholdOf(settings: Settings): ThresholdSettings {
  return {
    // A window that never fills leaves the static threshold in force.
    window: settings['threshold'] === 'static' ? Infinity : Number(settings['window']),
    deviations: Number(settings['deviations']),
    minDeviation: Number(settings['minDeviation']),
    minThreshold: Number(settings['minThreshold']),
    staticThreshold: Number(settings['staticThreshold']),
  };
}

/** Why these settings cannot trigger on this model, or undefined. */
export function thresholdWarning(settings: Settings, { highestEntropy }: ModelFacts): string | undefined {
  if (Number(settings['steps']) === 0) return 'With no steps nothing is corrected.';
  const { window, deviations, minDeviation, minThreshold, staticThreshold } = thresholdOf(settings);
  const dynamic = Math.max(deviations * minDeviation, minThreshold);
  const lowest = window === Infinity ? staticThreshold : Math.min(staticThreshold, dynamic);
  if (highestEntropy === undefined || lowest < highestEntropy) return undefined;
  return `The threshold is never below ${lowest} nats, but the highest entropy measured on this model is ${highestEntropy}: nothing would be corrected.`;
}
