import { SAMPLING_DEFAULTS } from '../../control/sampling-settings.ts';
import { headerFor, tokenRecords } from '../session/test-doubles.ts';
import type { SavedRun } from './saved-run.ts';

/** A small run for the tests of this folder; nothing in the product imports this file. */
export function savedRun(texts: readonly string[] = ['a', ' b', ' c']): SavedRun {
  const prompt = 'Start with 3.';
  const lane = (id: string, settings: Readonly<Record<string, number | string | boolean>>) => ({
    elapsedMilliseconds: 500,
    trace: {
      header: headerFor({
        runId: 'one',
        prompt,
        strategies: [{ id, settings }],
        sampling: { ...SAMPLING_DEFAULTS, seed: 7 },
        maxTokens: 400,
      }),
      records: tokenRecords(...texts),
      texts: { '1': 'x' },
      end: { reason: 'end' as const, interventions: [] },
    },
  });
  return {
    id: 'one',
    name: 'My run',
    madeAt: 1000,
    model: 'Ponder',
    prompt,
    known: { gold: '3' },
    reflectionIds: [7, 9],
    lanes: [
      lane('plain', {}),
      lane('cyclic-reflex', {
        amplitude: 3,
        period: 30,
        shift: 0,
        windowStart: 0,
        windowEnd: 600,
        vocabulary: 'words',
      }),
    ],
  };
}
