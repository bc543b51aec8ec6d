import type { TokenRecord, TokenTexts } from '../../decoding/trace.ts';
import { biasOn } from '../session/token-bias.ts';

/** A candidate of one position, with its probabilities (0 to 1) before and after the strategies; null where it was not among those recorded. */
export interface CandidateRow {
  readonly id: number;
  readonly text: string;
  readonly before: number | null;
  readonly after: number | null;
  readonly bias: number;
  readonly chosen: boolean;
}

function probabilityOf(logprobs: ReadonlyMap<number, number>, id: number): number | null {
  const logprob = logprobs.get(id);
  return logprob === undefined ? null : Math.exp(logprob);
}

/** The recorded candidates in the order in which they stood after the strategies. */
export function candidateRows(record: TokenRecord, texts: TokenTexts): readonly CandidateRow[] {
  const { statistics } = record;
  if (!statistics) return [];
  const before = new Map(statistics.before);
  const after = new Map(statistics.after ?? statistics.before);
  if (!before.has(record.id)) before.set(record.id, statistics.logprob[0]);
  if (!after.has(record.id)) after.set(record.id, statistics.logprob[1]);
  const ids = new Set([...after.keys(), ...before.keys()]);
  return [...ids]
    .map((id) => ({
      id,
      text: id === record.id && texts[id] === undefined ? record.text : (texts[id] ?? `token ${id}`),
      before: probabilityOf(before, id),
      after: probabilityOf(after, id),
      bias: biasOn(record, id),
      chosen: id === record.id,
    }))
    .sort((a, b) => (b.after ?? -1) - (a.after ?? -1) || (b.before ?? -1) - (a.before ?? -1));
}

/** A token's text with its white space made visible. */
export function showText(text: string): string {
  if (text === '') return '▫';
  return text.replaceAll('\n', '↵').replaceAll('\t', '⇥').replaceAll(' ', '␣');
}

export function formatProbability(probability: number): string {
  if (probability > 0 && probability < 0.001) return '<0.001';
  return probability.toFixed(3);
}
