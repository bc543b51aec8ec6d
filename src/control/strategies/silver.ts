import { biasInWords, noTokensWarning, REFLECTION_CHOICE, steeredTokens } from '../reflection-choice.ts';
import type { StrategyDefinition } from '../strategy.ts';

/** The powers-of-two schedule. */
export interface SilverSchedule {
  /** rho > 0. */
  readonly ratio: number;
  /** Positions after which it starts again, a whole number. */
  readonly wrap: number;
}

/**
 * The bias at position t (generated tokens before this one, from 0), always positive:
 *
 *     delta(t) = rho ^ (v2((t mod wrap) + 1) - 2)        v2(n): how often 2 divides n
 *
 * OPTML-Group/CyclicReflex, commit f55f1a7 (June 2025), with rho 2 and wrap 64: from 1/4 to 16. Named after the silver
 * step sizes of gradient descent.
 */
export function silverBias(position: number, { ratio, wrap }: SilverSchedule): number {
  const place = (position % wrap) + 1;
  let twos = 0;
  for (let rest = place; rest % 2 === 0; rest /= 2) twos += 1;
  return ratio ** (twos - 2);
}

const PUBLISHED = { scale: 1, ratio: 2, wrap: 64, vocabulary: 'published' };

export const silver: StrategyDefinition = {
  id: 'silver',
  title: 'Silver schedule',
  summary: 'Raises reflection tokens a little at every second position, and strongly at every 64th.',
  source: 'A baseline of CyclicReflex, arXiv 2506.11077; code OPTML-Group/CyclicReflex, commit f55f1a7 (June 2025).',
  needs: ['bias'],
  settings: {
    scale: {
      kind: 'number',
      min: -4,
      max: 4,
      step: 0.1,
      label: 'Scale',
      help: 'Factor of the whole schedule; the code has 1. 0 does nothing.',
      main: true,
    },
    ratio: {
      kind: 'number',
      min: 0.1,
      max: 4,
      step: 0.1,
      label: 'Ratio rho',
      help: 'Each further power of two in the position multiplies the bias by this.',
      main: true,
    },
    wrap: {
      kind: 'integer',
      min: 1,
      max: 4096,
      step: 1,
      unit: 'tokens',
      label: 'Wrap',
      help: 'The schedule starts again after so many positions.',
      main: true,
    },
    vocabulary: REFLECTION_CHOICE,
  },
  presets: [
    {
      id: 'code-2025',
      label: 'Code 2025',
      settings: PUBLISHED,
      source: 'OPTML-Group/CyclicReflex, commit f55f1a7 (June 2025); removed in 2026',
    },
  ],
  defaults: PUBLISHED,
  neutral: { scale: 0 },
  create(settings, model) {
    const scale = Number(settings['scale']);
    const schedule = { ratio: Number(settings['ratio']), wrap: Number(settings['wrap']) };
    const { tokens } = steeredTokens(model.vocabulary, String(settings['vocabulary']));
    if (scale === 0 || tokens.length === 0) return {};
    return {
      plan(past) {
        if (past.phase !== 'thinking') return [];
        const value = scale * silverBias(past.length, schedule);
        const reason = `Place ${(past.length % schedule.wrap) + 1} of ${schedule.wrap}: ${biasInWords(value, tokens)}`;
        return [{ kind: 'bias', tokens, value, reason }];
      },
    };
  },
  warning: noTokensWarning,
};
