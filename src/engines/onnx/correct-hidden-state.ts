import type { Matrix } from '../../control/matrix.ts';
import type { Candidates } from '../../control/srgen/candidates.ts';
import { minimise, type Correction, type CorrectionRequest } from '../../control/srgen/correction.ts';
import { project, type CorrectionProblem } from '../../control/srgen/loss.ts';
import { TruncatedLoss } from '../../control/srgen/truncated-loss.ts';
import { describeLogits } from '../../control/statistics.ts';
import type { SerialQueue } from '../serial-queue.ts';
import type { HeadLoss } from './head-loss.ts';

/** What a sequence remembers of its positions. */
export interface SequenceMemory {
  /** [positions, hiddenSize] */
  readonly hidden: Matrix;
  readonly ids: readonly number[];
  /** Where they were kept. */
  readonly candidates: Candidates | undefined;
}

/** What computes it; calls of the loss go through the queue. */
interface CorrectionMeans {
  readonly projection: () => Matrix;
  readonly headLoss: Pick<HeadLoss, 'of'>;
  readonly queue: Pick<SerialQueue, 'add'>;
}

/** Answers a correction from what a sequence remembers: nothing is prefilled, and no logits leave the runtime. */
export async function correctHiddenState(
  { projection, headLoss, queue }: CorrectionMeans,
  { hidden, ids, candidates }: SequenceMemory,
  { positions, loss, ...request }: CorrectionRequest,
): Promise<Correction> {
  const problem: CorrectionProblem = {
    ...request,
    hidden: { ...hidden, rows: positions, values: hidden.values.subarray(0, positions * hidden.columns) },
    // A head that computes on what is stored has no use for it in 32-bit floats.
    get projection() {
      return projection();
    },
    ids,
  };
  if (loss === 'exact') {
    const lossAt = headLoss.of(problem);
    return minimise(hidden.columns, request, (offset) => queue.add(() => lossAt(offset)));
  }
  if (!candidates) throw new RangeError('This sequence was opened without candidates.');
  const tempered = temperedOf(problem);
  const truncated = new TruncatedLoss({ ...problem, candidates, tempered });
  return minimise(hidden.columns, request, (offset) => truncated.at(offset));
}

/** The next token's distribution at the sampling temperature, over the whole vocabulary. */
function temperedOf({ hidden, projection, temperature }: CorrectionProblem): { logSumExp: number; entropy: number } {
  const last = hidden.values.subarray((hidden.rows - 1) * hidden.columns);
  const logits = project(projection, last, new Float64Array(hidden.columns));
  const { temperedLogSumExp, temperedEntropy } = describeLogits(logits, temperature);
  return { logSumExp: temperedLogSumExp, entropy: temperedEntropy };
}
