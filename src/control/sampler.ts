import { HEAD_SIZE, type DistributionStatistics, type TopLogits } from './distribution.ts';
import { gumbel, uniform } from './random.ts';
import { rankAll } from './rank-all.ts';
import type { SamplingSettings } from './sampling-settings.ts';
import type { Logits } from './statistics.ts';

/**
 * Gumbel-max sampling: every kept candidate adds gumbel(seed, 'sample', position, token) to logit / temperature and the
 * largest wins, which is exactly a draw from the softmax over the kept set (Gumbel 1954; Maddison, Tarlow, Minka 2014).
 * Noise belongs to the token, so a bias that raises some tokens can move a choice only towards them.
 *
 * Order of the filters, as in vLLM: temperature, min-p, top-k, top-p (over what the first two left).
 */

/** Where a draw belongs: which number of a run it is, and whether it is the output's or a probe's. */
export interface Draw {
  readonly position: number;
  readonly stream: 'sample' | 'probe';
}

const TAIL_STREAMS = { sample: 'tail', probe: 'probeTail' } as const;

/** How many of the sorted candidates survive the filters, and whether that was certain from the candidates alone. */
interface Kept {
  readonly count: number;
  /** Probability of the kept candidates, at the sampling temperature. */
  readonly mass: number;
  /** False when the kept set may reach past the candidates. */
  readonly closed: boolean;
}

/** `exhaustive`: the candidates are the whole vocabulary. `logSumExp`: of all logits / temperature. */
function keepCandidates(top: TopLogits, logSumExp: number, settings: SamplingSettings, exhaustive: boolean): Kept {
  const { temperature, topK, topP, minP } = settings;
  // One by one as they are needed: most nuclei are small.
  const probability = (rank: number): number => Math.exp((top.logits[rank] ?? -Infinity) / temperature - logSumExp);
  let eligible = minP > 0 ? countAtLeast(minP * probability(0), top.ids.length, probability) : top.ids.length;
  let closed = exhaustive || eligible < top.ids.length;
  if (topK > 0 && topK <= eligible) {
    eligible = topK;
    closed = true;
  }
  if (topP >= 1) return { count: eligible, mass: sum(probability, eligible), closed };
  const eligibleMass = closed ? sum(probability, eligible) : 1;
  let mass = 0;
  for (let rank = 0; rank < eligible; rank += 1) {
    mass += probability(rank);
    if (mass >= topP * eligibleMass) return { count: rank + 1, mass, closed: closed || !cutsBeforeTopP(settings) };
  }
  return { count: eligible, mass, closed };
}

/** Whether min-p or top-k may lower the mass that topP is a share of. */
function cutsBeforeTopP({ minP, topK }: SamplingSettings): boolean {
  return minP > 0 || topK > 0;
}

function sum(probability: (rank: number) => number, count: number): number {
  let total = 0;
  for (let rank = 0; rank < count; rank += 1) total += probability(rank);
  return total;
}

/** How many of `count` falling probabilities reach the floor. */
function countAtLeast(floor: number, count: number, probability: (rank: number) => number): number {
  let rank = 0;
  while (rank < count && probability(rank) >= floor) rank += 1;
  return rank;
}

function gumbelArgmax(top: TopLogits, from: number, to: number, settings: SamplingSettings, draw: Draw): number {
  let best = -Infinity;
  let winner = top.ids[from] ?? 0;
  for (let rank = from; rank < to; rank += 1) {
    const id = top.ids[rank] ?? 0;
    const value =
      (top.logits[rank] ?? -Infinity) / settings.temperature + gumbel(settings.seed, draw.stream, draw.position, id);
    if (value > best) {
      best = value;
      winner = id;
    }
  }
  return winner;
}

/**
 * Draws from the candidates alone. `undecided` when the kept set may reach past them and the draw does not settle that
 * it stays inside: then every logit is needed (`sampleAll`).
 */
function sampleHead(
  statistics: DistributionStatistics,
  vocabularySize: number,
  settings: SamplingSettings,
  draw: Draw,
): number | 'undecided' {
  const { top, temperedLogSumExp } = statistics;
  if (settings.temperature === 0) return top.ids[0] ?? 0;
  const kept = keepCandidates(
    top,
    temperedLogSumExp,
    settings,
    top.ids.length < HEAD_SIZE || vocabularySize <= HEAD_SIZE,
  );
  if (!kept.closed) {
    if (settings.topP < 1 && cutsBeforeTopP(settings)) return 'undecided';
    // The whole kept set has at most this mass: one candidate more than topP needs, or everything.
    const last = Math.exp((top.logits.at(-1) ?? -Infinity) / settings.temperature - temperedLogSumExp);
    const most = settings.topP < 1 ? Math.min(1, settings.topP + last) : 1;
    if (uniform(settings.seed, TAIL_STREAMS[draw.stream], draw.position, 0) * most >= kept.mass) return 'undecided';
  }
  return gumbelArgmax(top, 0, kept.count, settings, draw);
}

/** The same draw with every logit (edits applied) at hand: head or tail by mass, then Gumbel-max inside it. */
function sampleAll(logits: Logits, logSumExp: number, settings: SamplingSettings, draw: Draw): number {
  const all = rankAll(logits);
  const kept = keepCandidates(all, logSumExp, settings, true);
  const head = Math.min(HEAD_SIZE, kept.count);
  const headMass = all.logits
    .slice(0, head)
    .reduce((mass, logit) => mass + Math.exp(logit / settings.temperature - logSumExp), 0);
  const inHead =
    kept.count <= HEAD_SIZE ||
    uniform(settings.seed, TAIL_STREAMS[draw.stream], draw.position, 0) * kept.mass < headMass;
  return inHead ? gumbelArgmax(all, 0, head, settings, draw) : gumbelArgmax(all, HEAD_SIZE, kept.count, settings, draw);
}

/**
 * The token of a draw. `readAll` gives every logit after the edits and is called only when the candidates do not
 * settle the draw.
 */
export async function sampleToken(
  statistics: DistributionStatistics,
  vocabularySize: number,
  settings: SamplingSettings,
  draw: Draw,
  readAll: () => Promise<Logits>,
): Promise<number> {
  const quick = sampleHead(statistics, vocabularySize, settings, draw);
  if (quick !== 'undecided') return quick;
  return sampleAll(await readAll(), statistics.temperedLogSumExp, settings, draw);
}

/** The same with every logit (edits applied) at hand from the start. */
export function sampleLogits(
  statistics: DistributionStatistics,
  logits: Logits,
  settings: SamplingSettings,
  draw: Draw,
): number {
  const quick = sampleHead(statistics, logits.length, settings, draw);
  return quick === 'undecided' ? sampleAll(logits, statistics.temperedLogSumExp, settings, draw) : quick;
}

/** Probabilities after all filters, [logits.length]; zeros where a token was cut. Temperature > 0. For tests and teaching. */
export function filteredProbabilities(logits: Logits, settings: Omit<SamplingSettings, 'seed'>): Float64Array {
  const all = rankAll(logits);
  const largest = (all.logits[0] ?? 0) / settings.temperature;
  const logSumExp =
    largest +
    Math.log(all.logits.reduce((total, logit) => total + Math.exp(logit / settings.temperature - largest), 0));
  const kept = keepCandidates(all, logSumExp, { ...settings, seed: 0 }, true);
  const probabilities = new Float64Array(logits.length);
  for (let rank = 0; rank < kept.count; rank += 1) {
    const id = all.ids[rank] ?? 0;
    probabilities[id] = Math.exp((all.logits[rank] ?? -Infinity) / settings.temperature - logSumExp) / kept.mass;
  }
  return probabilities;
}
