import type { Distribution } from '../control/distribution.ts';
import { multiply } from '../control/matrix.ts';
import { sampleToken } from '../control/sampler.ts';
import { applyEdits, type Logits } from '../control/statistics.ts';
import type { Tools } from '../control/strategy.ts';
import type { DecodeInput } from './decode.ts';
import type { Moments, NamedStrategy } from './moments.ts';
import type { Output } from './output.ts';
import { runProbe } from './probe.ts';
import { recordStatistics } from './token-statistics.ts';
import type { TokenStatistics } from './trace.ts';

export interface Sampled {
  readonly id: number;
  readonly statistics: TokenStatistics;
}

/** Asks `plan` and `review` of every strategy in order and draws a token, unless one of them acts instead. */
export async function drawToken(input: DecodeInput, output: Output, moments: Moments): Promise<Sampled | null> {
  const { sequence, strategies, sampling } = input;
  for (const { id, strategy } of strategies) moments.add(id, strategy.plan?.(output) ?? []);
  if (moments.winner) return null;

  const describe = (): Promise<Distribution> => {
    const { offset, edits } = moments;
    return sequence.distribution(edits, { temperature: sampling.temperature, ...(offset && { offset }) });
  };
  let distribution = await describe();
  const review = async ({ id, strategy }: NamedStrategy): Promise<void> => {
    if (!strategy.review) return;
    const changed = moments.add(id, await strategy.review(distribution, output, toolsFor(input, output, moments, id)));
    if (changed) distribution = await describe();
  };
  for (const named of strategies) if (!named.strategy.reviewsLast) await review(named);
  const tempered = distribution.final.temperedEntropy;
  for (const named of strategies) if (named.strategy.reviewsLast) await review(named);
  if (moments.winner) return null;

  const { edits, offset } = moments;
  const { final, vocabularySize } = distribution;
  const draw = { position: output.length, stream: 'sample' } as const;
  const readAll = async (): Promise<Logits> =>
    applyEdits(await sequence.logits(), edits, offset && multiply(input.projection(), offset));
  const id = await sampleToken(final, vocabularySize, sampling, draw, readAll);
  const logits = await logitsOf(input, distribution, id, readAll);
  const changed = edits.size > 0 || offset !== undefined;
  return { id, statistics: recordStatistics({ distribution, changed, logits, tempered }) };
}

/** The logit of a token before and after the changes, from the candidates where it is among them. */
async function logitsOf(
  { sequence }: DecodeInput,
  { base, final }: Distribution,
  id: number,
  readAll: () => Promise<Logits>,
): Promise<[number, number]> {
  const find = ({ ids, logits }: Distribution['base']['top']): number | undefined => logits[ids.indexOf(id)];
  const before = find(base.top) ?? (await sequence.logits())[id];
  const after = find(final.top) ?? (await readAll())[id];
  return [before ?? -Infinity, after ?? -Infinity];
}

export function toolsFor(input: DecodeInput, output: Output, moments: Moments, strategy: string): Tools {
  const { sequence, tokenizer, stopIds, contextLength, sampling } = input;
  return {
    async probe(request) {
      const place = { sequence, tokenizer, stopIds, contextLength, seed: sampling.seed, position: output.length };
      const probe = await runProbe(place, strategy, request);
      moments.probes.push(probe);
      return probe;
    },
    correct: ({ over, ...request }) =>
      sequence.correct({ ...request, positions: over === 'prompt' ? input.promptIds.length : sequence.length }),
  };
}
