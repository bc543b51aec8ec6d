import type { Preset, Settings, SettingSpec } from '../strategy.ts';
import { THINKING_LIMIT } from '../thinking-limit.ts';

export const CGRS_SETTINGS = {
  threshold: {
    kind: 'number',
    min: 0,
    max: 1,
    step: 0.01,
    label: 'Threshold',
    help: 'Certainty above which reflection is suppressed. 1 does nothing.',
    main: true,
  },
  certainty: {
    kind: 'choice',
    options: [
      { value: 'code', label: 'of the code: five listed tokens' },
      { value: 'paper', label: 'of the paper: whole vocabulary' },
    ],
    label: 'Certainty',
    help: 'The two formulas differ several times over in scale.',
    main: true,
  },
  probe: {
    kind: 'choice',
    options: [
      { value: 'boxed', label: 'final answer, boxed' },
      { value: 'option', label: 'final answer rather than option, boxed' },
    ],
    label: 'Probe',
    help: 'What is put after the thinking to ask for the answer.',
    main: false,
  },
  probeTokens: {
    kind: 'integer',
    min: 2,
    max: 32,
    step: 1,
    unit: 'tokens',
    label: 'Probe length',
    help: 'Most tokens of one probe.',
    main: false,
  },
  thinkingLimit: THINKING_LIMIT,
} as const satisfies Record<string, SettingSpec>;

/** The published script: 0.6 of 16,384 tokens for thinking. */
export const CGRS_DEFAULTS: Settings = {
  threshold: 0.9,
  certainty: 'code',
  probe: 'boxed',
  probeTokens: 20,
  thinkingLimit: 9830,
};

const CODE = 'HuangJiameng/cgrs, commit f5d29510';

export const CGRS_PRESETS: readonly Preset[] = [
  { id: 'code', label: 'Code: published script', settings: CGRS_DEFAULTS, source: `${CODE}, script` },
  { id: 'code-gpqa', label: 'Code: GPQA', settings: { ...CGRS_DEFAULTS, probe: 'option' }, source: CODE },
  {
    id: 'paper',
    label: "Paper's certainty",
    settings: { ...CGRS_DEFAULTS, certainty: 'paper' },
    source: 'arXiv 2508.05337',
  },
  {
    id: 'code-default',
    label: 'Code: argument default (never suppresses)',
    settings: { ...CGRS_DEFAULTS, threshold: 1 },
    source: `${CODE}, argument parser`,
  },
];
