import type { CorrectionProblem, LossAt } from '../../control/srgen/loss.ts';

/** SRGen's exact loss over a whole context, on some device. All that is awaited here goes through the queue of the device. */
export interface HeadLoss {
  /** The loss of one correction, whose projection is the one of this head. What it remembers goes with it. */
  of(problem: CorrectionProblem): LossAt;
  /** W offset, [vocabularySize]: what an offset of the hidden state adds to the logits. */
  moves(offset: Float64Array): Promise<Float32Array | Float64Array>;
  dispose(): Promise<void>;
}

/** Logits that are in memory at once, in bytes; their probabilities may take as much again. */
const LOGITS_BYTES = 32 * 1024 * 1024;

/** onnxruntime multiplies four rows at a time. */
const ROWS_AT_ONCE = 4;

/** Positions whose logits are in memory at once. */
export function positionsAtOnce(vocabularySize: number): number {
  const fitting = Math.floor(LOGITS_BYTES / (4 * vocabularySize));
  return Math.max(ROWS_AT_ONCE, fitting - (fitting % ROWS_AT_ONCE));
}
