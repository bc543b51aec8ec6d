import { checkSettings } from './settings.ts';
import type { SettingSpec } from './strategy.ts';

/** How a token is drawn. Order: bias, temperature, min-p, top-k, top-p, draw. */
export interface SamplingSettings {
  /** 0 takes the most probable token. */
  readonly temperature: number;
  /** Smallest set of tokens whose probability reaches topP; 1 keeps all. */
  readonly topP: number;
  /** 0 keeps all. */
  readonly topK: number;
  /** Keeps tokens at least minP times as probable as the most probable one; 0 keeps all. */
  readonly minP: number;
  readonly seed: number;
}

export const SAMPLING_SPECS = {
  temperature: {
    kind: 'number',
    min: 0,
    max: 2,
    step: 0.05,
    label: 'Temperature',
    help: '0 always takes the most probable token.',
    main: true,
  },
  topP: {
    kind: 'number',
    min: 0.01,
    max: 1,
    step: 0.01,
    label: 'Top-p',
    help: 'Keeps the most probable tokens that together reach this probability.',
    main: true,
  },
  topK: {
    kind: 'integer',
    min: 0,
    max: 1_000_000,
    step: 1,
    label: 'Top-k',
    help: 'Keeps this many tokens; 0 keeps all.',
    main: false,
  },
  minP: {
    kind: 'number',
    min: 0,
    max: 1,
    step: 0.01,
    label: 'Min-p',
    help: 'Keeps tokens at least this fraction as probable as the first.',
    main: false,
  },
  seed: {
    kind: 'integer',
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    step: 1,
    label: 'Seed',
    help: 'The same seed gives the same run.',
    main: true,
  },
} as const satisfies Record<string, SettingSpec>;

export const SAMPLING_DEFAULTS: SamplingSettings = { temperature: 0.6, topP: 0.95, topK: 0, minP: 0, seed: 7 };

/** Complete sampling settings from partial ones; throws `setting-invalid` like every other setting. */
export function checkSampling(given: Readonly<Record<string, unknown>>): SamplingSettings {
  const checked = checkSettings(
    { id: 'sampling', settings: SAMPLING_SPECS, defaults: { ...SAMPLING_DEFAULTS } },
    given,
  );
  return checked as unknown as SamplingSettings; // every key of the defaults is present and checked
}
