import { fastHead } from '../../control/fast-pass.ts';
import { summarise } from '../../control/softmax-sums.ts';
import type { CandidateHistory } from '../../control/srgen/candidates.ts';

/** Adds the candidates of every row of `logits`, [rows, width], to a history; columns beyond `vocabularySize` are padding. */
export function keepCandidates(
  history: CandidateHistory,
  logits: Float32Array,
  width: number,
  vocabularySize: number,
): void {
  for (let from = 0; from < logits.length; from += width) {
    const row = logits.subarray(from, from + Math.min(width, vocabularySize));
    const { top, sums } = fastHead(row, history.count, 1);
    history.append(top.ids, top.logits, summarise(sums).logSumExp);
  }
}
