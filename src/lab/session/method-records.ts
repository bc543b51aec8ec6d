import type { RecordedIntervention, RecordedProbe, TokenRecord } from '../../decoding/trace.ts';
import { tokenRecord } from './test-doubles.ts';

/** Records as certainty-guided and srgen leave them; for tests, nothing in the product imports this file. */
export function probeRecord(certainty: number): RecordedProbe {
  return {
    strategy: 'certainty-guided',
    prompt: '\n**Final Answer**\n\\boxed',
    tokens: [
      { id: 90, text: '{', logprob: 0, entropy: 0, listed: [0] },
      { id: 17, text: '7}', logprob: Math.log(0.5), entropy: 0.69, listed: [Math.log(0.5), Math.log(0.5)] },
    ],
    cost: 12,
    values: { certainty, suppression: 0.25 },
  };
}

/** A token before which `banned` could not be drawn; `before`: probabilities by id. */
export function banRecord(
  position: number,
  before: Readonly<Record<number, number>>,
  banned: readonly number[],
): TokenRecord {
  return tokenRecord(position, 'So', {
    statistics: statisticsWith(before),
    interventions: [
      { kind: 'bias', strategy: 'certainty-guided', reason: 'Certain', tokens: [...banned], value: null },
    ],
  });
}

export function offset(): RecordedIntervention {
  const losses = [
    { crossEntropy: 4.6, entropy: 1.9, total: 4.4 },
    { crossEntropy: 4.5, entropy: 1.7, total: 4.3 },
  ];
  return { kind: 'offset', strategy: 'srgen', reason: 'Entropy 1.93 is above 1.80', vector: [3, -4], losses };
}

export function statisticsWith(before: Readonly<Record<number, number>>): NonNullable<TokenRecord['statistics']> {
  return {
    entropy: [1.93, 1.71],
    varentropy: [1, 1],
    logprob: [-1, -1],
    tempered: 1.2,
    divergence: 0.1,
    before: Object.entries(before).map(([id, probability]) => [Number(id), Math.log(probability)]),
  };
}
