import {
  biasInWords,
  isInWindow,
  noTokensWarning,
  PUBLISHED_WINDOW,
  REFLECTION_CHOICE,
  steeredTokens,
  WINDOW_SETTINGS,
} from '../reflection-choice.ts';
import type { Preset, Settings, StrategyDefinition } from '../strategy.ts';

/** A triangular wave over positions. */
export interface Wave {
  /** Largest bias, in nats. */
  readonly amplitude: number;
  /** Tokens from one rise to the next. */
  readonly period: number;
  /** Fraction of a period by which the wave is ahead; the paper and the code use 0. */
  readonly shift: number;
}

/**
 * The bias at position t (generated tokens before this one, from 0):
 *
 *     delta(t) = A * (|4 * ((t/C + shift - 1/4) mod 1) - 2| - 1)
 *
 * With shift 0 it starts at 0, reaches +A at C/4 and -A at 3C/4; it averages to 0 over a period.
 * CyclicReflex, arXiv 2506.11077; OPTML-Group/CyclicReflex, commit 1987e201, Base/evaluate.py `cyclical_processor`.
 */
export function triangularWave(position: number, { amplitude, period, shift }: Wave): number {
  const turns = position / period + shift - 0.25;
  const fraction = turns - Math.floor(turns);
  return amplitude * (Math.abs(4 * fraction - 2) - 1);
}

/** The wave that checked settings describe. */
export function waveOf(settings: Settings): Wave {
  return {
    amplitude: Number(settings['amplitude']),
    period: Number(settings['period']),
    shift: Number(settings['shift']),
  };
}

const CODE = 'OPTML-Group/CyclicReflex, commit 1987e201';
const SCRIPTS_2026 = `${CODE}, scripts for R1-Distill-Qwen-7B`;
const SCRIPTS_2025 = 'OPTML-Group/CyclicReflex, commit f55f1a7 (June 2025), scripts for R1-Distill-Qwen-7B';

/** What the published code uses whatever the data set. */
const UNSHIFTED = { shift: 0, ...PUBLISHED_WINDOW, vocabulary: 'published' };

const published = (id: string, label: string, amplitude: number, period: number, source: string): Preset => ({
  id,
  label,
  settings: { amplitude, period, ...UNSHIFTED },
  source,
});

export const cyclicReflex: StrategyDefinition = {
  id: 'cyclic-reflex',
  title: 'CyclicReflex',
  summary: 'Raises and lowers the logits of reflection tokens along a triangular wave while the model thinks.',
  source: 'CyclicReflex, arXiv 2506.11077 (ICLR 2026); code OPTML-Group/CyclicReflex, commit 1987e201.',
  needs: ['bias'],
  settings: {
    amplitude: {
      kind: 'number',
      min: 0,
      max: 20,
      step: 0.1,
      unit: 'nats',
      label: 'Amplitude A',
      help: 'Largest bias, up and down. 0 does nothing.',
      main: true,
    },
    period: {
      kind: 'integer',
      min: 2,
      max: 100_000,
      step: 1,
      unit: 'tokens',
      label: 'Period C',
      help: 'Tokens from one rise to the next.',
      main: true,
    },
    shift: {
      kind: 'number',
      min: 0,
      max: 1,
      step: 0.05,
      unit: 'periods',
      label: 'Phase shift',
      help: 'Fraction of a period by which the wave is ahead.',
      main: false,
    },
    ...WINDOW_SETTINGS,
    vocabulary: REFLECTION_CHOICE,
  },
  presets: [
    published('code-2026', 'Code 2026: MATH-500, AIME', 5, 1200, SCRIPTS_2026),
    published('code-2026-amc', 'Code 2026: AMC 2023', 5, 900, SCRIPTS_2026),
    published('code-2025-math500', 'Code 2025: MATH-500', 5, 600, SCRIPTS_2025),
    published('code-2025-aime2024', 'Code 2025: AIME 2024', 4, 2000, SCRIPTS_2025),
    published('code-2025-aime2025', 'Code 2025: AIME 2025', 2.5, 2000, SCRIPTS_2025),
    published('code-2025-amc', 'Code 2025: AMC 2023', 6.5, 600, SCRIPTS_2025),
    published('code-default', 'Code: function defaults', 3, 100, `${CODE}, Base/evaluate.py`),
  ],
  defaults: { amplitude: 5, period: 1200, ...UNSHIFTED },
  neutral: { amplitude: 0 },
  create(settings, model) {
    const wave = waveOf(settings);
    const { tokens } = steeredTokens(model.vocabulary, String(settings['vocabulary']));
    return {
      plan(past) {
        const position = past.length;
        if (past.phase !== 'thinking' || !isInWindow(position, settings)) return [];
        const value = triangularWave(position, wave);
        if (value === 0 || tokens.length === 0) return [];
        const reason = `Position ${position % wave.period} of a period of ${wave.period}: ${biasInWords(value, tokens)}`;
        return [{ kind: 'bias', tokens, value, reason }];
      },
    };
  },
  warning(settings, model) {
    const noTokens = noTokensWarning(settings, model);
    if (noTokens) return noTokens;
    if (Number(settings['period']) > model.contextLength) {
      return `The period of ${String(settings['period'])} tokens is longer than this model's context of ${model.contextLength}: the wave never turns.`;
    }
    return undefined;
  },
};
