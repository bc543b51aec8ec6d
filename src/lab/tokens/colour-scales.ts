import type { TokenRecord } from '../../decoding/trace.ts';
import { positionBias } from '../session/token-bias.ts';

/**
 * What the ground behind a token and the bar below it can show. The steps are fixed, never taken from the run, so that
 * two lanes, and two runs, can be held against each other.
 */
export interface ColourScale {
  readonly id: string;
  readonly label: string;
  /** What is measured, and in what. */
  readonly meaning: string;
  /** One hue from light to dark; the two of a bias stand for its sign. */
  readonly hue: 'uncertain' | 'spread' | 'changed' | 'bias';
  /** The steps 1 to 5 begin at these sizes. */
  readonly from: readonly [number, number, number, number, number];
  /** The same five in the words of the legend, after those of step 0. */
  readonly words: readonly [string, string, string, string, string, string];
  /** null where nothing was drawn. Negative values are the other side of a scale with two hues. */
  readonly valueOf: (record: TokenRecord) => number | null;
}

/** Place of the drawn token among the candidates after the strategies, from 1; one more than were kept for others. */
function rankOf({ id, statistics }: TokenRecord): number | null {
  if (!statistics) return null;
  const candidates = statistics.after ?? statistics.before;
  const rank = candidates.findIndex(([candidate]) => candidate === id);
  return rank < 0 ? candidates.length + 1 : rank + 1;
}

export const COLOUR_SCALES: readonly ColourScale[] = [
  {
    id: 'probability',
    label: 'Probability',
    meaning: 'probability of the drawn token, after the strategies',
    hue: 'uncertain',
    from: [0.1, 0.3, 0.6, 0.9, 0.99],
    words: ['0.9 and more', 'below 0.9', '0.7', '0.4', '0.1', '0.01'],
    valueOf: ({ statistics }) => statistics && 1 - Math.exp(statistics.logprob[1]),
  },
  {
    id: 'entropy',
    label: 'Entropy',
    meaning: 'entropy after the strategies, nats',
    hue: 'spread',
    from: [0.5, 1, 1.5, 2, 3],
    words: ['below 0.5', 'from 0.5', '1', '1.5', '2', '3'],
    valueOf: ({ statistics }) => statistics && statistics.entropy[1],
  },
  {
    id: 'varentropy',
    label: 'Varentropy',
    meaning: 'variance of the surprise, nats²',
    hue: 'spread',
    from: [0.25, 0.5, 1, 2, 4],
    words: ['below 0.25', 'from 0.25', '0.5', '1', '2', '4'],
    valueOf: ({ statistics }) => statistics && statistics.varentropy[1],
  },
  {
    id: 'change',
    label: 'Change by the strategies',
    meaning: 'KL(after ‖ before), nats',
    hue: 'changed',
    from: [0.001, 0.01, 0.1, 0.5, 1],
    words: ['none', 'from 0.001', '0.01', '0.1', '0.5', '1'],
    valueOf: ({ statistics }) => statistics && Math.max(0, statistics.divergence),
  },
  {
    id: 'bias',
    label: 'Bias',
    meaning: 'strongest bias at the position, nats; below zero in the other hue',
    hue: 'bias',
    from: [0.01, 1, 2, 3, 4],
    words: ['none', 'up to 1', 'from 1', '2', '3', '4'],
    valueOf: (record) => (record.statistics ? positionBias(record) : null),
  },
  {
    id: 'rank',
    label: 'Rank',
    meaning: 'place of the drawn token among the candidates',
    hue: 'uncertain',
    from: [2, 3, 4, 6, 9],
    words: ['first', 'second', 'third', '4 or 5', '6 to 8', 'further'],
    valueOf: rankOf,
  },
];

/** Without a scale, the text shows what the strategies did: their marks, and the bias below the line. */
export const EVENTS = 'events';

export function findScale(id: string): ColourScale | null {
  return COLOUR_SCALES.find((scale) => scale.id === id) ?? null;
}

/** -5 to 5; 0 where there is nothing to show. */
export function stepOf(scale: ColourScale, record: TokenRecord): number {
  const value = scale.valueOf(record);
  if (value === null) return 0;
  const size = Math.abs(value);
  const step = scale.from.filter((least) => size >= least).length;
  return value < 0 ? -step : step;
}
